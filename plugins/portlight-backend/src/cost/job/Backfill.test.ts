import { mockServices } from '@backstage/backend-test-utils';
import type { CostHour } from '@portlight/plugin-portlight-common';
import type { CostHourSource } from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import { createTestFleet, testDatabases } from '../../__testUtils__';
import { costRetention } from '../retention';
import { BEGIN, HOUR, testHour, testLease } from '../__testUtils__/testHours';
import {
  costContents,
  forgetAll,
  forgetCosts,
} from '../__testUtils__/costContents';
import {
  countStatements,
  disturbances,
  PATIENCE,
  points,
} from '../__testUtils__/faults';
import { ownedCluster, testJob } from '../__testUtils__/testJob';
import { SqlCostReader } from '../store';
import { Backfill } from './Backfill';
import { BackfillRequests } from './BackfillRequests';
import { BackfillRunner } from './BackfillRunner';

jest.setTimeout(PATIENCE);

const databases = testDatabases();
const DAY = 24 * HOUR;
/** Ten days before the hour of tests. */
const SINCE = BEGIN - 10 * DAY;
const NOW = (BEGIN + 600) * 1000;
const ALL = { since: 0, until: 2 ** 31 - 1 };

/** Knows every hour of ten days. */
function pastOf(
  clusters: readonly string[],
  { name = 'past', since: first = SINCE, until = BEGIN } = {},
): CostHourSource {
  return {
    name,
    range: cluster =>
      clusters.includes(cluster) ? { since: first, until } : undefined,
    async *hours(cluster, since, to) {
      for (let hour = since; hour < to; hour += HOUR) {
        yield testHour({ cluster, hour, nodes: 1, podsPerNode: 2 });
      }
    },
  };
}

describe.each(databases.eachSupportedId())('backfill on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    ({ knex } = await createTestFleet(databases, id));
  });

  beforeEach(async () => {
    await forgetAll(knex);
  });

  afterAll(async () => {
    await knex.destroy();
  });

  /** A replica with the given clusters. */
  function replica(
    sources: readonly CostHourSource[],
    { clusters = ['east'], backfill = true } = {},
  ) {
    const shared = testJob({ knex, now: () => NOW, settings: { backfill } });
    const requests = new BackfillRequests(knex, () => NOW);
    const filling = new Backfill({ ...shared, requests, sources });
    const runner = new BackfillRunner({
      backfill: filling,
      requests,
      logger: mockServices.logger.mock(),
    });
    for (const cluster of clusters) {
      runner.owner.claimed(ownedCluster(cluster, testLease()));
    }
    return { ...shared, requests, backfill: filling, runner };
  }

  const hours = () => knex('cost_runs').orderBy('at').pluck('at');

  it('computes what a source knows and the database lacks by itself', async () => {
    const own = replica([pastOf(['east', 'west'])]);
    await own.runner.run();
    const all = await hours();
    expect(all).toHaveLength(240);
    expect(all[0]).toBe(SINCE);
    const reader = new SqlCostReader(knex);
    const [hour] = await reader.totals({ ...ALL, level: 'hour', by: [] });
    const [month] = await reader.totals({ ...ALL, level: 'month', by: [] });
    expect(month.cpuCost).toBe(hour.cpuCost);
    expect(await own.requests.of('east')).toMatchObject({
      state: 'done',
      done: 240,
      total: 240,
      finishedAt: NOW,
    });
    const [run] = await reader.runs({ since: SINCE, until: SINCE + 1 });
    expect(run).toMatchObject({ source: 'past', status: 'complete' });
    // Details are kept for a week.
    expect(await knex('cost_details').pluck('at')).toHaveLength(7 * 24 - 1);
  });

  it('does nothing where it is turned off, or everything is there', async () => {
    await replica([pastOf(['east'])], { backfill: false }).runner.run();
    expect(await hours()).toEqual([]);
    await replica([pastOf(['east'])]).runner.run();
    const { telemetry, runner, requests } = replica([pastOf(['east'])]);
    await runner.run();
    expect(telemetry.computed).not.toHaveBeenCalled();
    expect((await requests.of('east'))?.total).toBe(240);
  });

  it('leaves hours as they are that were watched', async () => {
    const own = replica([pastOf(['east'])]);
    const watched = testHour({ hour: BEGIN - HOUR, nodes: 3 });
    const computed = await own.computer.compute(
      watched,
      { workloads: new Map(), namespaces: new Map() },
      { source: 'mirror', details: true },
    );
    await knex.transaction(trx =>
      own.store.replaceHours(trx, 'east', [computed]),
    );
    await own.runner.run();
    const reader = new SqlCostReader(knex);
    const runs = await reader.runs({ since: BEGIN - 2 * HOUR, until: BEGIN });
    expect(runs.map(({ source }) => source)).toEqual(['past', 'mirror']);
    expect(runs[1].total).toBe(computed.allocation.total);
  });

  it.each(disturbances(id))(
    'is the same whatever statement it is disturbed at: %s',
    async (name, disturb) => {
      const past = pastOf(['east'], { since: BEGIN - 2 * DAY });
      const statements = await countStatements(knex, () =>
        replica([past]).runner.run(),
      );
      const undisturbed = await costContents(knex);
      for (const point of points(statements, 3)) {
        await forgetCosts(knex);
        const first = replica([past]);
        await disturb(knex, point, () => first.runner.run());
        // The same goes on where it was, except where it is no more.
        const last = name.includes('killed') ? replica([past]) : first;
        await last.runner.run();
        expect([point, await costContents(knex)]).toEqual([point, undisturbed]);
        expect((await last.requests.of('east'))?.state).toBe('done');
      }
    },
  );

  it('takes of several sources the first that knows an hour', async () => {
    const first = pastOf(['east'], { name: 'first', until: BEGIN - 5 * DAY });
    await replica([first, pastOf(['east'], { name: 'second' })]).runner.run();
    const sources: { source: string; hours: unknown }[] = await knex(
      'cost_runs',
    )
      .groupBy('source')
      .orderBy('source')
      .select('source')
      .count({ hours: '*' });
    expect(sources.map(row => [row.source, Number(row.hours)])).toEqual([
      ['first', 120],
      ['second', 120],
    ]);
  });

  it.each([
    ['of another cluster', { cluster: 'west' }],
    ['that were not asked for', { hour: SINCE - HOUR }],
    ['that are none', { hour: SINCE + 17 }],
  ])('refuses hours %s', async (_, wrong: Partial<CostHour>) => {
    const source: CostHourSource = {
      ...pastOf(['east']),
      async *hours() {
        yield { ...testHour({ hour: SINCE }), ...wrong };
      },
    };
    const { runner, requests, logger } = replica([source]);
    for (let run = 0; run < 5; run++) {
      expect(logger.warn).not.toHaveBeenCalled();
      await runner.run();
    }
    expect(await hours()).toEqual([]);
    expect(await requests.of('east')).toMatchObject({
      state: 'failed',
      message:
        'the source past answers hours that it was not asked for. This was tried 5 times; ask for these hours again once it is mended',
    });
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('computes incomplete hours again where somebody asks for it', async () => {
    const bad = pastOf(['east']);
    const coverage = {
      observedMinutes: 10,
      usage: 'partial' as const,
      reasons: [],
    };
    await replica([
      {
        ...bad,
        async *hours(...query) {
          for await (const hour of bad.hours(...query)) {
            yield { ...hour, coverage };
          }
        },
      },
    ]).runner.run();
    const before = Math.floor(NOW / 1000) - 1;
    await knex('cost_runs').update({ computed_at: before });
    const { backfill, runner, requests } = replica([bad]);
    const range = { since: BEGIN - DAY, until: BEGIN + DAY };
    expect(await backfill.request(['east', 'west'], range)).toBe(24);
    await runner.run();
    expect(await requests.of('east')).toMatchObject({ done: 24, total: 24 });
    const statuses: { status: string; hours: unknown }[] = await knex(
      'cost_runs',
    )
      .groupBy('status')
      .orderBy('status')
      .select('status')
      .count({ hours: '*' });
    expect(statuses.map(row => [row.status, Number(row.hours)])).toEqual([
      ['complete', 24],
      ['incomplete', 216],
    ]);
    expect(await backfill.request(['east'], range)).toBe(0);
  });

  it('does not fill days again whose hours are too old to be kept', async () => {
    await replica([pastOf(['east'])]).runner.run();
    const reader = new SqlCostReader(knex);
    const [before] = await reader.totals({ ...ALL, level: 'month', by: [] });
    const { settings } = testJob({ knex, now: () => NOW });
    settings.retention = { ...settings.retention, hours: 2 * DAY };
    const [task] = costRetention(settings, () => NOW);
    while ((await knex.transaction(trx => task.remove(trx, 100))) > 0);
    await knex('cost_runs')
      .where('at', '<', BEGIN - 4 * DAY)
      .delete();
    expect((await reader.first('hour'))! > BEGIN - 4 * DAY).toBe(true);
    const { telemetry, runner } = replica([pastOf(['east'])]);
    await runner.run();
    expect(telemetry.computed).not.toHaveBeenCalled();
    const [after] = await reader.totals({ ...ALL, level: 'month', by: [] });
    expect(after).toEqual(before);
    const [days] = await reader.totals({ ...ALL, level: 'day', by: [] });
    expect(days.cpuCost).toBe(before.cpuCost);
  });

  it('ends with the ownership of its cluster', async () => {
    const source = pastOf(['east']);
    const lose = jest.fn();
    const own = replica([
      {
        ...source,
        async *hours(...query) {
          let count = 0;
          for await (const hour of source.hours(...query)) {
            if (count++ === 30) lose();
            yield hour;
          }
        },
      },
    ]);
    lose.mockImplementation(() => own.runner.owner.lost('east'));
    await own.runner.run();
    expect(await hours()).toHaveLength(24);
    expect(await own.requests.of('east')).toMatchObject({
      state: 'running',
      done: 24,
    });
  });
});
