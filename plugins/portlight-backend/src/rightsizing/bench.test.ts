import { testDatabases } from '../__testUtils__';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { SEES_EVERYTHING } from '../permissions';
import {
  DAY,
  HOUR,
  LEASE,
  MIB,
  NOW,
  pastHour,
  PRICE_BOOK,
  rightsizingFleet,
  workloadRows,
  testNode,
} from './__testUtils__/fleet';
import { createRightsizing } from './createRightsizing';
import { computeCluster } from './job';
import { DEFAULT_RIGHTSIZING_SETTINGS } from './settings';
jest.setTimeout(900_000);
const databases = testDatabases();
const HISTORY = {
  range: async () => ({
    step: 3600,
    level: '1h' as const,
    times: [],
    series: [],
  }),
};
it.each(['SQLITE_3'] as const)('bench %s', async id => {
  const N = 10_000;
  const names = Array.from({ length: N }, (_, i) => `w-${i}`);
  const rows = names.flatMap((name, i) =>
    workloadRows('east', {
      name,
      namespace: `ns-${i % 200}`,
      pods: 1,
      node: `node-${(i % 400) + 3}`,
    }),
  );
  const log = (what: string, since: number) =>
    process.stdout.write(
      `${id} ${what}: ${Math.round(
        performance.now() - since,
      )} ms, rss ${Math.round(process.memoryUsage().rss / 1e6)} MB\n`,
    );
  let t = performance.now();
  const fleet = await rightsizingFleet(databases, id, [
    ...Array.from({ length: 400 }, (_, i) => testNode('east', `node-${i + 3}`)),
    ...rows,
  ]);
  log('fleet', t);
  const service = createRightsizing({
    knex: fleet.knex,
    logger: mockServices.logger.mock(),
    mirror: { follow: () => () => {} },
    catalog: catalogServiceMock(),
    prices: PRICE_BOOK,
    history: HISTORY,
    settings: DEFAULT_RIGHTSIZING_SETTINGS,
    currency: 'EUR',
    now: () => NOW * 1000,
  });
  const hour = (at: number) =>
    pastHour(
      at,
      names.map((name, i) => ({
        name,
        namespace: `ns-${i % 200}`,
        pods: 1,
        cpu: 0.05 + Math.random(),
        memory: (100 + Math.random() * 400) * MIB,
      })),
    );
  t = performance.now();
  await service.recordUsageHours([hour(NOW - HOUR)], LEASE);
  log('first hour', t);
  t = performance.now();
  await service.recordUsageHours([hour(NOW - 2 * HOUR)], LEASE);
  log('second hour (12 slots)', t);
  // whole days: 3 different hours written per day, to get typical rows
  for (let day = 1; day < 14; day++) {
    await service.recordUsageHours(
      [0, 8, 16].map(h => hour(NOW - day * DAY - h * HOUR)),
      LEASE,
    );
  }
  const [size] = await fleet
    .knex('container_usage')
    .select(
      fleet.knex.raw(
        'count(*) as rows, avg(length(data)) as bytes, max(length(data)) as most',
      ),
    );
  process.stdout.write(`${JSON.stringify(size)}\n`);
  global.gc?.();
  t = performance.now();
  let worst = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    const n = performance.now();
    worst = Math.max(worst, n - last - 10);
    last = n;
  }, 10);
  const cpu = process.cpuUsage();
  await computeCluster({
    knex: fleet.knex,
    cluster: 'east',
    lease: LEASE,
    prices: PRICE_BOOK,
    history: HISTORY,
    settings: DEFAULT_RIGHTSIZING_SETTINGS,
    now: NOW * 1000,
  });
  clearInterval(beat);
  const used = process.cpuUsage(cpu);
  log(
    `compute (cpu ${Math.round(
      (used.user + used.system) / 1000,
    )} ms, longest pause ${Math.round(worst)} ms)`,
    t,
  );
  for (const query of [{}, { limit: 1000 }, { namespace: ['ns-3'] }]) {
    for (let i = 0; i < 3; i++) {
      t = performance.now();
      const r: any = await service.handlers.listRightsizing.answer({
        path: {},
        query,
        visibility: SEES_EVERYTHING,
      } as never);
      log(`list ${JSON.stringify(query)} ${r.total}`, t);
    }
  }
  t = performance.now();
  const a: any = await service.handlers.listRightsizingAdvice.answer({
    path: {},
    query: {},
    visibility: SEES_EVERYTHING,
  } as never);
  log(`advice ${a.total}`, t);
});
