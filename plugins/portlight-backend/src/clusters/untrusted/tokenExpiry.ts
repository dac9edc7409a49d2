/** Seconds; the largest time a Date has. */
const LAST_SECOND = 8.64e12;

/**
 * When a token expires, as far as it says: service accounts and identity providers give JSON Web Tokens.
 *
 * @returns milliseconds since 1970
 */
export function tokenExpiry(token: string): number | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(parts[1], 'base64url').toString('utf8'),
    );
    const { exp } = Object(claims) as { exp?: unknown };
    return typeof exp === 'number' && exp > 0 && exp <= LAST_SECOND
      ? Math.floor(exp * 1000)
      : undefined;
  } catch {
    return undefined;
  }
}
