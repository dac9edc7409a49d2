import type { MetricHistory } from '@portlight/plugin-portlight-common';

/** How many peers of all series have a value at a time. */
const peersAt = ({ series }: MetricHistory, index: number) =>
  series.reduce(
    (count, { peers = [] }) =>
      count +
      peers.filter(
        ({ values }) => values[index] !== null && values[index] !== undefined,
      ).length,
    0,
  );

/**
 * History without a last point that is not whole yet. Peers are scraped one after the other: while some have not been,
 * a sum over them falls, and a chart that follows the time would end in a dip with every look at it. A peer that is gone
 * for good is so one point later.
 */
export function withoutUnfinished(history: MetricHistory): MetricHistory {
  const last = history.times.length - 1;
  if (last < 1 || peersAt(history, last) >= peersAt(history, last - 1)) {
    return history;
  }
  const cut = <T>(values: readonly T[]) => values.slice(0, last);
  return {
    ...history,
    times: cut(history.times),
    series: history.series.map(series => ({
      ...series,
      values: cut(series.values),
      ...(series.minimum && { minimum: cut(series.minimum) }),
      ...(series.maximum && { maximum: cut(series.maximum) }),
      ...(series.peers && {
        peers: series.peers.map(peer => ({
          ...peer,
          values: cut(peer.values),
        })),
      }),
    })),
  };
}
