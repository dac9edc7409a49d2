import type { HistorySeries } from '../../api/types';
import type { GoldenSignalQuery } from '../signals';
import { highest, lowest, type Values } from './combine';
import {
  higher,
  PEER_QUANTILE,
  type PeerValues,
  queryPlan,
  total,
} from './queryPlan';
import type { RangePlan, RangePlanOptions } from './RangePlan';

const QUANTILES = [
  [0.5, 'p50'],
  [0.95, 'p95'],
  [0.99, 'p99'],
] as const;

function quantileStatistic(quantile: number): HistorySeries['statistic'] {
  return QUANTILES.find(([each]) => each === quantile)?.[1] ?? 'value';
}

const STATISTICS: Record<
  GoldenSignalQuery['unit'],
  HistorySeries['statistic']
> = {
  requestsPerSecond: 'rate',
  ratio: 'ratio',
  seconds: 'value',
  connections: 'sum',
};

const MAXIMUM_PEERS = 50;

/** The peers of a line, the highest of them. */
export function peerLines(
  peers: PeerValues,
): NonNullable<HistorySeries['peers']> {
  const peak = (values: Values) =>
    values.reduce<number>(
      (most, value) => Math.max(most, value ?? most),
      -Infinity,
    );
  return [...peers]
    .filter(([, values]) => values.some(value => value !== null))
    .sort(([, one], [, other]) => peak(other) - peak(one))
    .slice(0, MAXIMUM_PEERS)
    .map(([peer, values]) => ({ peer, name: peer, values: [...values] }));
}

/**
 * A golden signal over time, computed as it is from a snapshot. Where it has several queries the highest counts;
 * of several histograms too, because buckets of different ones do not add up.
 *
 * @public
 */
export function signalPlan(
  { unit, queries }: Pick<GoldenSignalQuery, 'unit' | 'queries'>,
  options: RangePlanOptions,
): RangePlan {
  const plans = queries.map(query => queryPlan(query, options));
  return {
    expressions: plans.flatMap(({ expressions }) => expressions),
    read: answers => {
      let values: Values | undefined;
      const peers: PeerValues = new Map();
      const quantiles = new Map<number, Values>();
      let start = 0;
      for (const plan of plans) {
        const end = start + plan.expressions.length;
        const lines = plan.read(answers.slice(start, end));
        start = end;
        values = higher(values, lines.values);
        for (const [peer, own] of lines.peers) {
          peers.set(peer, higher(peers.get(peer), own));
        }
        for (const [quantile, own] of lines.quantiles ?? []) {
          quantiles.set(quantile, higher(quantiles.get(quantile), own));
        }
      }
      const spread = {
        ...(peers.size > 0 && {
          minimum: [...total(peers, lowest)],
          maximum: [...total(peers, highest)],
          peers: peerLines(peers),
        }),
      };
      if (quantiles.has(PEER_QUANTILE)) {
        return [...quantiles].map(([quantile, own]) => ({
          labels: {},
          statistic: quantileStatistic(quantile),
          values: [...own],
          // What is said of peers is said of their p95.
          ...(quantile === PEER_QUANTILE ? spread : {}),
        }));
      }
      return values?.some(value => value !== null)
        ? [
            {
              labels: {},
              statistic: STATISTICS[unit],
              values: [...values],
              ...spread,
            },
          ]
        : [];
    },
  };
}
