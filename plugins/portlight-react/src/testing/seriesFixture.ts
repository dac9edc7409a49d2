import type {
  AggregatedSeries,
  MetricPeer,
} from '@portlight/plugin-portlight-common';
import { BOUNDS, type FamilyPlan } from './metricsPlan';

/** Without gaps. */
export const known = (values: readonly (number | null)[]) =>
  values.filter((value): value is number => value !== null);

/** All together. */
export const sum = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0);

/** One set of labels as it is now. */
export function seriesNow(options: {
  plan: FamilyPlan;
  labels: Record<string, string>;
  index: number;
  peers: readonly MetricPeer[];
  now: number;
}): AggregatedSeries {
  const { plan, labels, index, peers, now } = options;
  const { type } = plan.family;
  const values = peers.map(({ up }, peer) =>
    up ? plan.valueAt(now, peer, index) : null,
  );
  const all = known(values);
  const base = { labels, count: all.length, values };
  switch (type) {
    case 'histogram': {
      const total = 260_000 / (index + 1);
      return {
        ...base,
        values: values.map(value => value && Math.round(total / all.length)),
        histogram: {
          count: total,
          sum: total * 0.021,
          exact: false,
          buckets: BOUNDS.map((bound, position) => ({
            upperBound: bound === Infinity ? ('+Inf' as const) : bound,
            count: Math.round(
              total *
                [0.08, 0.31, 0.72, 0.93, 0.97, 0.99, 0.998, 0.9995, 1, 1][
                  position
                ],
            ),
          })),
          quantiles: [
            { quantile: 0.5, value: 0.0163, error: 0.0075 },
            { quantile: 0.95, value: 0.075, error: 0.025 },
            { quantile: 0.99, value: 0.25, error: 0.075 },
          ],
        },
      };
    }
    case 'summary':
      return {
        ...base,
        summary: {
          count: sum(all) * 1000,
          sum: sum(all) * 12,
          quantiles: [0.5, 0.9, 0.99].map(quantile => ({
            quantile,
            minimum: 0.004 + 0.02 * quantile,
            maximum: 0.011 + 0.09 * quantile ** 4,
          })),
        },
      };
    case 'stateset':
      return { ...base, states: { closed: 9, 'half-open': 1, open: 1 } };
    case 'counter':
      return { ...base, sum: sum(all) * 86_400, rate: sum(all) };
    default:
      return {
        ...base,
        sum: sum(all),
        average: sum(all) / all.length,
        minimum: Math.min(...all),
        maximum: Math.max(...all),
      };
  }
}
