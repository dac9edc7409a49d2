import type { HistorySeries, MetricType } from '../../api/types';
import {
  average,
  averageOverTime,
  maximum,
  maximumOverTime,
  minimum,
  minimumOverTime,
  rate,
  sum,
} from './functions';
import type { PromQl } from './PromQl';
import {
  type EvaluatedSeries,
  type RangePlan,
  type RangePlanOptions,
  select,
} from './RangePlan';
import { byPeer } from './queryPlan';
import { peerLines, signalPlan } from './signalPlan';

const QUANTILES = [0.5, 0.95, 0.99];

function labelsOf(series: EvaluatedSeries): Record<string, string> {
  return Object.fromEntries(
    [...series.labels].filter(([name]) => name !== '__name__'),
  );
}

function keyOf(series: EvaluatedSeries): string {
  return JSON.stringify(
    [...series.labels].sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** Of each line the lowest and highest peer, and of a single line each of them. */
interface Spread {
  low: PromQl;
  high: PromQl;
  peers: PromQl;
  /** The label that tells peers apart. */
  peer: string;
}

/** Per set of labels a line, with its spread where that says something. */
function spreadPlan(
  statistic: HistorySeries['statistic'],
  whole: PromQl,
  spread?: Spread,
): RangePlan {
  return {
    expressions: spread
      ? [whole, spread.low, spread.high, spread.peers]
      : [whole],
    read: ([lines, lows = [], highs = [], own = []]) => {
      const peers =
        spread && lines.length === 1 ? peerLines(byPeer(own, spread.peer)) : [];
      const byKey = (list: readonly EvaluatedSeries[]) =>
        new Map(list.map(each => [keyOf(each), each.values]));
      const low = byKey(lows);
      const high = byKey(highs);
      return lines.map(line => {
        const minimums = low.get(keyOf(line));
        const maximums = high.get(keyOf(line));
        return {
          labels: labelsOf(line),
          statistic,
          values: [...line.values],
          ...(minimums && { minimum: [...minimums] }),
          ...(maximums && { maximum: [...maximums] }),
          ...(peers.length > 0 && { peers }),
        };
      });
    },
  };
}

/** Several plans as one. */
function together(plans: readonly RangePlan[]): RangePlan {
  return {
    expressions: plans.flatMap(({ expressions }) => expressions),
    read: answers => {
      let start = 0;
      return plans.flatMap(plan => {
        const end = start + plan.expressions.length;
        const own = answers.slice(start, end);
        start = end;
        return plan.read(own);
      });
    },
  };
}

/**
 * A family over time: counters as rates, gauges as averages, both with the lowest and highest peer; histograms as
 * quantiles; of summaries the rate of observations and the highest of the peers' quantiles; of what has states the
 * number of peers in each.
 *
 * @public
 */
export function familyPlan(
  family: string,
  type: MetricType,
  options: RangePlanOptions,
): RangePlan {
  const without = [options.peer, ...options.dropped];
  const rates = (name: string, counter: boolean) => {
    const each = rate(select(name, options, { counter }));
    return spreadPlan('rate', sum(each, { without }), {
      low: minimum(each, { without }),
      high: maximum(each, { without }),
      peers: sum(each, { by: [options.peer] }),
      peer: options.peer,
    });
  };
  const values = (name: string) => select(name, options);
  switch (type) {
    case 'counter':
      return rates(family, true);
    case 'histogram':
      return signalPlan(
        {
          unit: 'seconds',
          queries: [
            {
              kind: 'quantile',
              of: [
                {
                  family,
                  name: `${family}_bucket`,
                  part: 'bucket',
                  matchers: [],
                },
              ],
              quantiles: QUANTILES,
            },
          ],
        },
        options,
      );
    case 'summary':
      return together([
        rates(`${family}_count`, false),
        spreadPlan(
          'value',
          maximum(maximumOverTime(values(family)), { without }),
        ),
      ]);
    case 'gaugehistogram':
    case 'info':
    case 'stateset': {
      const name = type === 'gaugehistogram' ? `${family}_gcount` : family;
      return spreadPlan('sum', sum(averageOverTime(values(name)), { without }));
    }
    default:
      return spreadPlan(
        'average',
        average(averageOverTime(values(family)), { without }),
        {
          low: minimum(minimumOverTime(values(family)), { without }),
          high: maximum(maximumOverTime(values(family)), { without }),
          peers: average(averageOverTime(values(family)), {
            by: [options.peer],
          }),
          peer: options.peer,
        },
      );
  }
}
