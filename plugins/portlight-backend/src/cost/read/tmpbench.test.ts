import { createTestFleet, testDatabases } from '../../__testUtils__';
import { SEES_EVERYTHING } from '../../permissions';
import { DEFAULT_COST_SETTINGS } from '../settings';
import { SqlCostReader } from '../store';
import { createCostReadHandlers } from './createCostReadHandlers';
import { DEFAULT_SHARING } from './readSharingSettings';
import { ROW_COLUMNS } from '../store/columns';
jest.setTimeout(600_000);
const databases = testDatabases();
describe.each(databases.eachSupportedId())('bench %s', id => {
  it('runs', async () => {
    const { knex } = await createTestFleet(databases, id);
    const now = Date.UTC(2026, 10, 21, 12, 20);
    const D = 86400;
    const today = Math.floor(now / 1000 / D) * D;
    const price = await knex('cost_prices')
      .insert({
        hash: 'h',
        key: 'k',
        kind: 'node',
        instance_type: 'm5',
        capacity_type: 'spot',
        region: 'eu',
        hourly: 1,
        cpu: 1,
        memory: 1,
        gpu: 0,
        source: 'seed',
        version: '1',
        published_at: '',
        note: '',
      })
      .returning('id');
    const pid = price[0].id;
    const owners: number[] = [];
    for (let i = 0; i < 40; i++) {
      const [r] = await knex('cost_attributions')
        .insert({
          hash: `a${i}`,
          owner: `group:default/t${i}`,
          system: `s${i % 10}`,
          domain: '',
          entity: `e${i}`,
          team: '',
          cost_center: '',
        })
        .returning('id');
      owners.push(r.id);
    }
    const cols = ROW_COLUMNS.map(([n]) => n);
    for (let c = 0; c < 100; c++) {
      const [cl] = await knex('cost_clusters')
        .insert({ name: `c${c}`, time_zone: 'UTC' })
        .returning('id');
      const scopes: number[] = [];
      const rows = Array.from({ length: 52 }, (_, w) => ({
        cluster: cl.id,
        namespace: w < 50 ? `ns${w % 10}` : '',
        class: w < 50 ? 'workload' : w === 50 ? 'idle' : 'overhead',
        kind: w < 50 ? 'Deployment' : '',
        name: w < 50 ? `w${w}` : '',
        labels: '{"app":"x"}',
      }));
      for (const r of rows) {
        const [x] = await knex('cost_scopes').insert(r).returning('id');
        scopes.push(x.id);
      }
      const data: Record<string, number>[] = [];
      for (let d = 0; d < 62; d++)
        for (let w = 0; w < 52; w++) {
          const row: Record<string, number> = {};
          for (const n of cols)
            row[n] =
              n.endsWith('cost') || n === 'adjustment'
                ? 123456789 + w
                : 1.5 + w;
          Object.assign(row, {
            at: today - d * D,
            cluster: cl.id,
            attribution: owners[w % 40],
            scope: scopes[w],
            price: pid,
            incomplete: 0,
          });
          data.push(row);
        }
      await knex.transaction(async trx => {
        for (let i = 0; i < data.length; i += 500)
          await trx('cost_days').insert(data.slice(i, i + 500));
        await trx('cost_periods').insert(
          Array.from({ length: 62 }, (_, d) => ({
            cluster: cl.id,
            level: 'day',
            at: today - d * D,
            hours: 24,
            incomplete: 0,
            sealed: false,
          })),
        );
      });
    }
    if (id !== 'SQLITE_3') await knex.raw('analyze');
    const handlers = createCostReadHandlers({
      knex,
      reader: new SqlCostReader(knex),
      settings: { cost: DEFAULT_COST_SETTINGS, sharing: DEFAULT_SHARING },
      now: () => now,
    });
    const out: string[] = [];
    for (const query of [
      { window: '30d', aggregate: ['owner'] },
      { window: '30d', aggregate: ['owner'], idle: 'share' },
      { window: '30d', aggregate: ['cluster'] },
      { window: '30d', aggregate: ['owner'], filter: 'system:"s1"' },
      { window: '30d', aggregate: ['label:app'] },
    ]) {
      const walls: number[] = [];
      const cpus: number[] = [];
      for (let turn = 0; turn < 6; turn++) {
        const cpu = process.cpuUsage();
        const start = performance.now();
        await handlers.getFleetCosts.answer({
          query,
          path: {},
          visibility: SEES_EVERYTHING,
        } as never);
        walls.push(Math.round(performance.now() - start));
        const used = process.cpuUsage(cpu);
        cpus.push(Math.round((used.user + used.system) / 1000));
      }
      out.push(`${id} ${JSON.stringify(query)} wall ${walls} cpu ${cpus}`);
    }
    for (const [name, q] of Object.entries({
      current: {
        level: 'day',
        since: today - 29 * D,
        until: today + D,
        by: ['at', 'owner', 'class'],
      },
      ids: {
        level: 'day',
        since: today - 29 * D,
        until: today + D,
        by: ['at', 'attribution'],
      },
      at: { level: 'day', since: today - 29 * D, until: today + D, by: ['at'] },
      price: {
        level: 'day',
        since: today - 29 * D,
        until: today + D,
        by: ['price', 'class'],
      },
      month: {
        level: 'day',
        since: today - 56 * D,
        until: today + D,
        by: ['at', 'class'],
      },
    })) {
      const cpu = process.cpuUsage(); const start = performance.now();
      const rows = await new SqlCostReader(knex).totals(q as never);
      out.push(
        `${id} ${name} ${rows.length} ${Math.round(
          performance.now() - start,
        )} ms`,
      );
    }
    process.stderr.write(`${out.join('\n')}\n`);
  });
});
