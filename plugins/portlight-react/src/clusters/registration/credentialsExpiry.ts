const DAY = 24 * 60 * 60_000;

/** Days before their end from which credentials are warned of. */
const WARNING = 14 * DAY;

/** Whether credentials have ended, end soon, or neither. */
export function credentialsExpiry(
  expireAt: string | undefined,
  now: number,
): 'expired' | 'soon' | undefined {
  const at = expireAt === undefined ? NaN : Date.parse(expireAt);
  if (Number.isNaN(at)) return undefined;
  if (at <= now) return 'expired';
  return at - now <= WARNING ? 'soon' : undefined;
}
