const DIGITS = /^\d{1,38}$/;

/** Whether a resource version is older than another; never for versions that are no numbers. */
export function isBefore(
  version: string | undefined,
  other: string | undefined,
): boolean {
  if (!version || !other || !DIGITS.test(version) || !DIGITS.test(other)) {
    return false;
  }
  return version.length === other.length
    ? version < other
    : version.length < other.length;
}

/** The later of two resource versions; of versions that are no numbers the one that came last. */
export function later(
  known: string | undefined,
  next: string | undefined,
): string | undefined {
  if (!next) return known;
  return isBefore(next, known) ? known : next;
}
