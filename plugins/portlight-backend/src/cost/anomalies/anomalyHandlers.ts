import { createHash } from 'node:crypto';
import {
  BASELINE_DAYS,
  type CostAnomaly,
  fromNanos,
  ownerRef,
  readCostWindow,
  toNanos,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { OperationHandlers } from '../../api/operations';
import { CostFence } from '../read/CostFence';
import { daysBefore } from '../days';
import type { CostSettings } from '../settings';
import type { CostReader } from '../store';
import {
  ANOMALY_DAYS,
  AnomalyReader,
  type FoundAnomaly,
} from './AnomalyReader';
import type { AnomalySettings } from './readAnomalySettings';

const DEFAULT_WINDOW = '30d';
const DEFAULT_LIMIT = 100;

/** What {@link createAnomalyHandlers} needs. */
export interface AnomalyHandlersOptions {
  knex: Knex;
  reader: CostReader;
  settings: {
    cost: Pick<CostSettings, 'currency' | 'timeZone'>;
    anomalies: AnomalySettings;
  };
  /** Milliseconds since the epoch. */
  now: () => number;
}

function describe(anomaly: FoundAnomaly): CostAnomaly {
  const { level, day, cluster, namespace, workload, owner } = anomaly;
  const cost = fromNanos(anomaly.cost);
  const expected = fromNanos(anomaly.expected);
  return {
    // The same whoever asks, and whenever.
    id: createHash('sha256')
      .update(
        JSON.stringify([
          level,
          day,
          cluster,
          namespace,
          workload,
          level === 'owner' ? owner : '',
        ]),
      )
      .digest('base64url')
      .slice(0, 22),
    day,
    ...(cluster !== undefined && { cluster }),
    ...(namespace !== undefined && { namespace }),
    ...(workload && { kind: workload.kind, workload: workload.name }),
    ...(owner !== undefined && { owner }),
    cost,
    expected,
    comparedWith: anomaly.comparedWith,
    change: fromNanos(anomaly.cost - anomaly.expected),
    ratio: expected > 0 ? cost / expected : 0,
    causes: anomaly.causes.map(({ kind, amount, message }) => ({
      kind,
      amount: fromNanos(amount),
      message,
    })),
  };
}

/** The newest first, of a day the largest. */
function compare(left: CostAnomaly, right: CostAnomaly): number {
  if (left.day !== right.day) return left.day < right.day ? 1 : -1;
  return (
    Math.abs(right.change) - Math.abs(left.change) ||
    (left.id < right.id ? -1 : 1)
  );
}

/** Answers which days cost something other than was to be expected. */
export function createAnomalyHandlers(
  options: AnomalyHandlersOptions,
): Pick<OperationHandlers, 'listCostAnomalies'> {
  const { knex, settings } = options;
  const { currency, timeZone } = settings.cost;
  const { minimumCost, minimumChange } = settings.anomalies;
  const reader = new AnomalyReader({
    ...options,
    timeZone,
    anomaly: { minimumCost: toNanos(minimumCost), minimumChange },
  });
  const method = `A day is compared with the working days, or weekend days, of the ${BASELINE_DAYS} days before it: it is listed where it differs from their median by more than three times their usual distance from it (median absolute deviation), ${
    Math.round(minimumChange * 1000) / 10
  } % and ${minimumCost} ${currency}. What stays at its new level is listed once. Causes are the differences to the day whose cost is nearest to the median.`;

  return {
    listCostAnomalies: {
      answer: async ({ query, visibility }) => {
        const now = Math.floor(options.now() / 1000);
        const window = readCostWindow(query.window ?? DEFAULT_WINDOW, {
          now,
          timeZone,
        });
        const fence = await CostFence.read(knex, visibility);
        const clusters = fence.visible(query.cluster);
        const owners = query.owner?.map(ownerRef);
        const days = daysBefore(now, ANOMALY_DAYS, timeZone);
        const names = new Set(
          days
            .filter(
              ({ start, end }) => end > window.since && start < window.until,
            )
            .map(({ name }) => name),
        );
        const isVisible = ({ parts }: FoundAnomaly) =>
          // All that it tells of, since its figures are sums of that.
          parts.every(
            ({ cluster, namespace, owner, labels }) =>
              (!fence.clusters || fence.clusters.includes(cluster)) &&
              fence.sees({
                cluster,
                class: 'workload',
                namespace,
                ...(owner !== undefined && { owner }),
                ...(labels && { labels }),
              }),
          );
        const items = (await reader.read())
          .filter(
            anomaly =>
              names.has(anomaly.day) &&
              (!query.cluster ||
                (anomaly.cluster !== undefined &&
                  (clusters ?? []).includes(anomaly.cluster))) &&
              (!query.namespace ||
                query.namespace.includes(anomaly.namespace ?? '')) &&
              (!owners || owners.includes(anomaly.owner ?? '')) &&
              isVisible(anomaly),
          )
          .map(describe)
          .sort(compare);
        const clamped =
          window.since < days[0].start
            ? [
                `Days are compared for the last ${ANOMALY_DAYS} days; those before are not listed`,
              ]
            : [];
        return {
          items: items.slice(0, query.limit ?? DEFAULT_LIMIT),
          total: items.length,
          currency,
          method,
          notices: [
            ...[...window.notices, ...clamped].map(message => ({
              code: 'window-clamped',
              message,
            })),
            ...(fence.isOpen
              ? []
              : [
                  {
                    code: 'restricted',
                    message: 'Only what you may see is compared and listed',
                  },
                ]),
          ],
        };
      },
    },
  };
}
