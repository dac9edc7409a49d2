import { PortlightError } from '../../api/PortlightApi';

const HOUR = 3600;

/** A time without a scrape, between two that are too far from each other, is a gap. */
export function withGaps(
  times: readonly number[],
  interval: number,
): (number | undefined)[] {
  return times.flatMap((at, index) =>
    index > 0 && at - times[index - 1] > 2.5 * interval
      ? [undefined, at]
      : [at],
  );
}

/** @throws PortlightError for a time that is none */
export function readRange(
  { since, until }: { since?: string; until?: string },
  now: number,
): { start: number; end: number } {
  const read = (parameter: string, text: string) => {
    const time = Date.parse(text);
    if (Number.isNaN(time)) {
      throw new PortlightError({
        code: 'invalid-parameter',
        status: 400,
        parameter,
        message: `\`${parameter}\` is no time that there is`,
      });
    }
    return time / 1000;
  };
  const end = until === undefined ? now / 1000 : read('until', until);
  return {
    start: since === undefined ? end - HOUR : read('since', since),
    end,
  };
}
