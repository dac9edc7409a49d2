import type { Bill, CostAccuracy } from '@portlight/plugin-portlight-common';
import {
  fakeWindow,
  noticesOf,
  priceOf,
  sumHours,
  type CostFacts,
} from './costBasics';
import { DAY, HOUR, PRICES } from './costsPlan';

const iso = (at: number) => new Date(at).toISOString();

/** The bills that were imported: one of each format. */
export function fakeBills({ fixture, rows, state }: CostFacts): Bill[] {
  if (state !== 'normal' && state !== 'incomplete') return [];
  const end = Date.UTC(2026, 10, 18);
  const start = Date.UTC(2026, 10, 1);
  const billed = rows
    .filter(({ keys }) => keys.cluster === 'prod-eu')
    .reduce((sum, row) => sum + sumHours(row, start, end).amounts.total, 0);
  return [
    {
      id: 'bill-2',
      name: 'aws-2026-11.csv',
      format: 'focus-1.2',
      importedAt: iso(fixture.now - 2 * DAY),
      importedBy: 'user:default/hannah.baker',
      start: iso(start),
      end: iso(end),
      lines: 48_912,
      matched: 4_896,
      billed,
      currency: 'EUR',
      clusters: ['prod-eu'],
    },
    {
      id: 'bill-1',
      name: 'aws-2026-10.csv',
      format: 'csv',
      importedAt: iso(fixture.now - 16 * DAY),
      importedBy: 'user:default/hannah.baker',
      start: iso(Date.UTC(2026, 9, 1)),
      end: iso(Date.UTC(2026, 10, 1)),
      lines: 8_930,
      matched: 8_928,
      billed: billed * 1.7,
      currency: 'EUR',
      clusters: ['prod-eu'],
    },
  ];
}

/** Modelled and billed cost by cluster and month. */
export function fakeAccuracy(facts: CostFacts): CostAccuracy {
  const { fixture, rows, state } = facts;
  const seen = state === 'empty' ? [] : rows;
  const items: CostAccuracy['items'] = [];
  const sources = new Map<string, CostAccuracy['sources'][number]>();
  let all = 0;
  for (const { name: cluster } of fixture.clusters) {
    const price = priceOf(cluster, state);
    for (const window of ['lastmonth', 'month']) {
      const { start, end } = fakeWindow(window, fixture.now);
      const range = [Date.parse(start), Date.parse(end)] as const;
      const own = seen.filter(({ keys }) => keys.cluster === cluster);
      if (own.length === 0) continue;
      const amounts = own.map(row => sumHours(row, ...range).amounts);
      const reconciled = amounts.reduce((sum, { total }) => sum + total, 0);
      const modelled = amounts.reduce(
        (sum, { total, adjustment }) => sum + total - adjustment,
        0,
      );
      const isBilled = price.source === 'bill';
      const billed = reconciled * 1.0004;
      items.push({
        cluster,
        month: start.slice(0, 7),
        modelled,
        ...(isBilled
          ? {
              billed,
              reconciled,
              differenceBefore: (modelled - billed) / billed,
              differenceAfter: (reconciled - billed) / billed,
            }
          : {}),
        computedHours:
          (range[1] - range[0]) / HOUR - (state === 'incomplete' ? 6 : 0),
        incompleteHours: state === 'incomplete' ? 31 : 0,
        missingHours: state === 'incomplete' ? 6 : 0,
      });
      const source = sources.get(price.source) ?? {
        source: price.source,
        version: price.version,
        at: price.at,
        cost: 0,
        share: 0,
      };
      source.cost += reconciled;
      all += reconciled;
      sources.set(price.source, source);
    }
  }
  const { factor = 1 } = PRICES['prod-eu'];
  const billedItem = items.find(item => item.billed !== undefined);
  return {
    currency: 'EUR',
    items,
    factors: billedItem
      ? Array.from({ length: 17 }, (_, index) => ({
          cluster: 'prod-eu',
          day: iso(Date.UTC(2026, 10, 17 - index)).slice(0, 10),
          instanceType: 'm7i.4xlarge',
          capacityType: 'on-demand',
          modelled: 278.7,
          billed: 278.7 * factor,
          factor,
          bill: 'aws-2026-11.csv',
        }))
      : [],
    sources: [...sources.values()]
      .map(source => ({ ...source, share: source.cost / all }))
      .sort((a, b) => b.cost - a.cost),
    incomplete:
      state === 'incomplete'
        ? Array.from({ length: 37 }, (_, index) => ({
            cluster: index < 25 ? 'edge-warehouse' : 'prod-us',
            hour: iso((Math.floor(fixture.now / HOUR) - 1 - index) * HOUR),
            reasons:
              index < 25
                ? ['The cluster did not answer for 60 of 60 minutes']
                : ['No usage from metrics-server: requests only'],
            attempts: 3,
            nextAttemptAt: iso(fixture.now + 12 * 60_000),
          }))
        : [],
    notices: noticesOf(state),
  };
}
