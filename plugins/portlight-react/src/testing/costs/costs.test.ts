import type { CostBreakdown } from '@portlight/plugin-portlight-common';
import { FakePortlightApi } from '../FakePortlightApi';
import { fleetFixture } from '../fleetFixture';
import type { CostState } from './costBasics';

const STATES: CostState[] = [
  'normal',
  'empty',
  'restricted',
  'incomplete',
  'default-prices',
];

/** One for all: it remembers what the hours of its fleet cost. */
const apis = new Map<CostState, FakePortlightApi>();
function apiIn(state: CostState) {
  const api = apis.get(state) ?? new FakePortlightApi(fleetFixture());
  api.costState = state;
  apis.set(state, api);
  return api;
}

const partsOf = ({ total: _, ...parts }: CostBreakdown) =>
  Object.values(parts).reduce((sum, part) => sum + part, 0);

describe.each(STATES)('fake costs that are %s', state => {
  it.each([
    ['by cluster', { aggregate: ['cluster'] }],
    ['by owner and cluster', { aggregate: ['owner', 'cluster'] }],
    ['with few rows', { aggregate: ['workload'], limit: 3 }],
    ['with idle shared', { aggregate: ['namespace'], idle: 'share' as const }],
    ['without idle', { aggregate: ['cluster'], idle: 'hide' as const }],
    ['of an hour by the hour', { window: '1h', step: 'hour' as const }],
  ])('add up %s', async (_name, query) => {
    const { items, total, times } = await apiIn(state).getCosts(
      {},
      { window: '7d', ...query },
    );
    const sum = items.reduce((all, item) => all + item.amounts.total, 0);
    expect(sum).toBeCloseTo(total.amounts.total, 6);
    for (const item of [...items, total]) {
      expect(partsOf(item.amounts)).toBeCloseTo(item.amounts.total, 6);
      expect(item.trend).toHaveLength(times.length);
      expect(Math.min(...Object.values(item.amounts))).toBeGreaterThanOrEqual(
        0,
      );
      const points = item.trend.reduce<number>(
        (all, value) => all + (value ?? 0),
        0,
      );
      expect(points).toBeCloseTo(item.amounts.total, 6);
    }
  });

  it('are what the work behind them adds up to', async () => {
    const work = await apiIn(state).getCostWork({}, { window: '7d' });
    const lines = work.lines.reduce((all, { cost }) => all + cost, work.other);
    expect(lines).toBeCloseTo(work.total.total, 6);
  });
});

it('has the same idle whether it is a row or shared', async () => {
  const api = apiIn('normal');
  const [apart, shared] = await Promise.all([
    api.getCosts({}, { window: '7d', idle: 'separate' }),
    api.getCosts({}, { window: '7d', idle: 'share' }),
  ]);
  expect(shared.total.amounts.total).toBeCloseTo(apart.total.amounts.total, 6);
});

it('leaves a row as it is when it is the only one asked for', async () => {
  const api = apiIn('normal');
  const all = await api.getCosts({}, { aggregate: ['namespace'] });
  const shop = await api.getCosts(
    {},
    { aggregate: ['namespace'], filter: 'namespace:"shop"' },
  );
  expect(shop.items).toHaveLength(1);
  expect(shop.items[0].amounts).toEqual(
    all.items.find(({ name }) => name === 'shop')!.amounts,
  );
});
