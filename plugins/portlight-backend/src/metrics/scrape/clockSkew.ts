/** Shorter than this the header, which has whole seconds, says nothing. */
const RESOLUTION = 0.5;

/**
 * How far a peer's clock is ahead of ours, in whole seconds, by the Date header of its answer. The answer may have been
 * made at any time between the request and its arrival: what that explains is no skew.
 *
 * @param asked - milliseconds since the epoch, as `answered`
 * @returns nothing where the header is missing or is no date
 */
export function clockSkew(
  date: string | undefined,
  asked: number,
  answered: number,
): number | undefined {
  const said = Date.parse(date ?? '') / 1000;
  if (!Number.isFinite(said)) return undefined;
  // The second that it names had begun and not ended.
  const skew = said + RESOLUTION - (asked + answered) / 2000;
  const uncertain = RESOLUTION + (answered - asked) / 2000;
  return Math.abs(skew) <= uncertain ? 0 : Math.round(skew);
}
