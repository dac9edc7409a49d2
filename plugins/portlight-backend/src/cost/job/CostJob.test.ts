import type { Knex } from 'knex';
import { createTestFleet, testDatabases } from '../../__testUtils__';
import type { Lease } from '../../inventory';
import { BEGIN, HOUR } from '../__testUtils__/testHours';
import {
  PODS,
  podRecord,
  writeCluster,
  writeCoverage,
  writeUsage,
} from '../__testUtils__/testCluster';
import {
  costContents,
  forgetAll,
  forgetCosts,
} from '../__testUtils__/costContents';
import { ownedCluster, runAll, testJob } from '../__testUtils__/testJob';
import { SqlCostReader } from '../store';

jest.setTimeout(120_000);

const databases = testDatabases();
const HOURS = 6;
const UNTIL = BEGIN + HOURS * HOUR;
/** When the last of the hours is due. */
const DUE = (UNTIL + 120) * 1000;

const HELD = { type: 'cluster', name: 'east', token: 1 } as const;
const lease: Lease = { ...HELD, check: async () => {} };

describe.each(databases.eachSupportedId())('the hourly job on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    ({ knex } = await createTestFleet(databases, id));
  });

  beforeEach(async () => {
    await forgetAll(knex);
    await writeCluster(knex, 'east', BEGIN);
    await writeCoverage(knex, 'east', { since: BEGIN, until: UNTIL });
    await writeUsage(knex, 'east', { pods: PODS, since: BEGIN, until: UNTIL });
  });

  afterAll(async () => {
    await knex.destroy();
  });

  /** A replica that has the cluster, and does all that is due at a time. */
  async function run(at = DUE, held = lease) {
    const { job, telemetry, logger } = testJob({ knex, now: () => at });
    job.owner.claimed(ownedCluster('east', held));
    await runAll(job);
    return { telemetry, logger };
  }

  it('computes each hour once it has ended and what is on its way has come', async () => {
    const hours = () => knex('cost_runs').orderBy('at').pluck('at');
    await run((BEGIN + HOUR + 119) * 1000);
    expect(await hours()).toEqual([]);
    await run((BEGIN + HOUR + 120) * 1000);
    expect(await hours()).toEqual([BEGIN]);
    const { telemetry } = await run();
    expect(await hours()).toEqual(
      Array.from({ length: HOURS }, (_, index) => BEGIN + index * HOUR),
    );
    expect(telemetry.computed).toHaveBeenCalledTimes(HOURS - 1);
    expect((await run()).telemetry.computed).not.toHaveBeenCalled();
  });

  it('charges pods for their own time, of what was measured and asked for', async () => {
    await run();
    const reader = new SqlCostReader(knex);
    const details = await reader.details('east', BEGIN + HOUR);
    expect(details?.coverage).toEqual({
      observedMinutes: 60,
      usage: 'complete',
      reasons: [],
    });
    const hours = new Map(details?.pods.map(pod => [pod.name, pod.hours]));
    expect(hours).toEqual(
      new Map([
        ['web-0', 40 / 60],
        ['web-1', 1],
        ['web-2', 0.5],
        ['worker-1', 1],
      ]),
    );
    const [web] = details!.pods;
    expect(web.workload).toEqual({ kind: 'Deployment', name: 'web' });
    expect(web.cpuUsageHours).toBeGreaterThan(0);
    const [nodes] = await reader.totals({
      level: 'hour',
      since: BEGIN + HOUR,
      until: BEGIN + 2 * HOUR,
      by: [],
      where: { priceKind: ['node'] },
    });
    // Two nodes at 0.56 an hour; the bill says a tenth more.
    const cost =
      nodes.cpuCost + nodes.memoryCost + nodes.gpuCost + nodes.otherCost;
    expect(cost).toBe(2 * 0.56e9);
    expect(Math.abs(nodes.adjustment - cost / 10)).toBeLessThan(20);
  });

  it('is the same when everything is done again', async () => {
    await run();
    const before = await costContents(knex);
    await knex('cost_runs').update({ redo_at: 0 });
    await run();
    expect(await costContents(knex)).toEqual(before);
  });

  it('marks an hour whose usage is late, and does it again', async () => {
    await run();
    const undisturbed = await costContents(knex);
    await forgetCosts(knex);
    const [{ at }]: { at: number }[] = await knex('metric_rollups_5m').min({
      at: 'at',
    });
    const late = await knex('metric_rollups_5m')
      .where('at', '>=', at + HOUR)
      .where('at', '<', at + 2 * HOUR - 600)
      .select();
    await knex('metric_rollups_5m')
      .whereIn('at', [...new Set(late.map(row => row.at))])
      .delete();
    await run();
    const reader = new SqlCostReader(knex);
    const hour = { since: BEGIN + HOUR, until: BEGIN + 2 * HOUR };
    const [incomplete] = await reader.runs(hour);
    expect(incomplete).toMatchObject({
      status: 'incomplete',
      usage: 'partial',
      reasons: [expect.stringContaining('Usage was measured in')],
      redoAt: expect.any(Number),
    });
    const [day] = await reader.totals({
      level: 'day',
      since: 0,
      until: UNTIL,
      by: [],
    });
    expect(day.incomplete).toBe(true);
    await knex('metric_rollups_5m').insert(late);
    // Not before its time.
    await run(DUE + 599_000);
    expect((await reader.runs(hour))[0].attempts).toBe(1);
    await run(DUE + 600_000);
    expect((await reader.runs(hour))[0]).toMatchObject({
      status: 'complete',
      attempts: 2,
    });
    expect(await costContents(knex)).toEqual(undisturbed);
  });

  it('says how much of an hour was not watched', async () => {
    await knex('cost_coverage')
      .where({ at: BEGIN })
      .update({ first_minutes: 1, last_minutes: 0 });
    await run();
    const [first] = await new SqlCostReader(knex).runs({
      since: BEGIN,
      until: BEGIN + HOUR,
    });
    expect(first).toMatchObject({
      status: 'incomplete',
      observedMinutes: 1,
      reasons: ['Nodes and pods were watched in 1 of 60 minutes'],
    });
  });

  it('charges what was requested where nothing was measured, and says so', async () => {
    await knex('metric_rollups_5m').delete();
    await run();
    const [first] = await new SqlCostReader(knex).runs({
      since: BEGIN,
      until: UNTIL,
    });
    expect(first).toMatchObject({
      status: 'complete',
      usage: 'requests-only',
      reasons: ['No usage was measured: what was requested is charged'],
    });
  });

  it('says in the log and where the job is shown why it waits, once', async () => {
    await run((BEGIN + HOUR + 120) * 1000);
    await knex('records').where({ kind: 'Node' }).update({ record: '{' });
    const { job, logger } = testJob({ knex, now: () => DUE });
    job.owner.claimed(ownedCluster('east', lease));
    await job.run();
    await job.run();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(await knex('cost_clusters').pluck('error')).toEqual([
      expect.stringContaining('JSON'),
    ]);
  });

  it('has pods that came and went between two hours of the mirror', async () => {
    const short = podRecord('job-1', { start: BEGIN + 60 });
    await knex('ended_objects').insert({
      cluster: 'east',
      kind: 'Pod',
      namespace: 'shop',
      name: 'job-1',
      uid: 'uid-job-1',
      ended_at: BEGIN + 96,
      noticed: false,
      record: JSON.stringify(short),
    });
    await run();
    const details = await new SqlCostReader(knex).details('east', BEGIN);
    const pod = details?.pods.find(({ name }) => name === 'job-1');
    expect(pod?.hours).toBeCloseTo(36 / 3600, 9);
  });
});
