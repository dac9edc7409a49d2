import { mockServices } from '@backstage/backend-test-utils';
import {
  clusterDocument,
  testDatabases,
  type TestFleet,
} from '../../__testUtils__';
import { LeaseLostError } from '../../inventory';
import {
  HOUR,
  LEASE,
  MIB,
  NOW,
  otherRow,
  pastHour,
  PRICE_BOOK,
  rightsizingFleet,
  workloadRows,
} from '../__testUtils__/fleet';
import { DEFAULT_RIGHTSIZING_SETTINGS } from '../settings';
import { ContainerUsageStore, usageHourChanges } from '../usage';
import { computeCluster, type ComputeOptions } from './computeCluster';

jest.setTimeout(120_000);

const databases = testDatabases();

const QUIET_HISTORY = {
  range: async () => ({
    step: 3600,
    level: '1h' as const,
    times: [],
    series: [],
  }),
};

describe.each(databases.eachSupportedId())('a look at a cluster on %s', id => {
  let fleet: TestFleet;

  beforeEach(async () => {
    fleet = await rightsizingFleet(databases, id, [
      ...workloadRows('east', { name: 'cart' }),
      ...workloadRows('east', { name: 'web', node: 'node-2' }),
      otherRow('east', 'Service', 'shop', 'web', {
        metadata: { uid: 'web', creationTimestamp: '2026-10-01T00:00:00Z' },
        spec: { type: 'LoadBalancer', selector: { app: 'nothing' } },
        status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } },
      }),
      otherRow('east', 'ResourceQuota', 'shop', 'team', {
        spec: { hard: { 'requests.cpu': '4100m' } },
        status: { used: { 'requests.cpu': '4' } },
      }),
    ]);
  });

  /** Hours up to a time, from the earliest. */
  async function past(
    hours: number,
    { until = NOW, cpu = 0.1 }: { until?: number; cpu?: number } = {},
  ): Promise<number> {
    const store = new ContainerUsageStore(fleet.knex);
    let changed = 0;
    for (let ago = hours; ago > 0; ago--) {
      const { day, changes } = usageHourChanges(
        pastHour(until - ago * HOUR, [
          { name: 'cart', cpu, memory: 200 * MIB },
          { name: 'web', cpu: 1.5, memory: 300 * MIB },
        ]),
      );
      changed += await store.change('east', day, changes, LEASE);
    }
    return changed;
  }

  const look = (changes: Partial<ComputeOptions> = {}) =>
    computeCluster({
      knex: fleet.knex,
      cluster: 'east',
      lease: LEASE,
      prices: PRICE_BOOK,
      history: QUIET_HISTORY,
      settings: DEFAULT_RIGHTSIZING_SETTINGS,
      now: NOW * 1000,
      ...changes,
    });

  /** All that a look writes. */
  async function written() {
    const { knex } = fleet;
    return {
      workloads: await knex('rightsizings').orderBy(['name', 'strategy']),
      advice: await knex('rightsizing_advice').orderBy(['type', 'name']),
      clusters: await knex('rightsizing_clusters'),
    };
  }

  async function cart(): Promise<any> {
    const [document] = await fleet
      .knex('rightsizings')
      .where({ name: 'cart', strategy: 'portlight' })
      .pluck('document');
    return document && JSON.parse(document).item;
  }

  it('takes samples as they come, and those that came before once', async () => {
    await past(2, { until: NOW - HOUR });
    await look({ now: (NOW - HOUR) * 1000 });
    expect(await cart()).toMatchObject({
      confidence: 'low',
      containers: [{ samples: 2 * 12 * 2 }],
    });
    expect((await cart()).containers[0].notes.join()).toContain(
      'that takes 10 hours more',
    );
    expect(await past(24)).toBeGreaterThan(0);
    expect(await past(24)).toBe(0);
    await look();
    // The two hours before, of which one is within the others.
    expect(await cart()).toMatchObject({
      confidence: 'medium',
      containers: [{ samples: 24 * 12 * 2 }],
    });
  });

  it('ends the same wherever it was killed and done again', async () => {
    await past(24);
    await look();
    const undisturbed = await written();
    expect(undisturbed.workloads).toHaveLength(6);
    expect(undisturbed.advice.length).toBeGreaterThan(0);
    let points = 0;
    for (let done = false, at = 1; !done; at++) {
      await fleet.knex('rightsizings').delete();
      await fleet.knex('rightsizing_clusters').delete();
      let checks = 0;
      const dies = {
        check: async () => {
          if (++checks === at) throw new Error('killed');
        },
      };
      const outcome = await look({ lease: dies }).then(
        () => 'done',
        error => error.message,
      );
      expect(outcome).toBe(checks < at ? 'done' : 'killed');
      done = outcome === 'done';
      if (!done) points++;
      await look();
      expect(await written()).toEqual(undisturbed);
    }
    expect(points).toBeGreaterThanOrEqual(3);
  });

  it('writes nothing where another replica has the cluster, which is not disturbed', async () => {
    await past(24);
    await look();
    const before = await written();
    const lost = {
      check: async () => {
        throw new LeaseLostError('east');
      },
    };
    await past(3, { until: NOW + 3 * HOUR, cpu: 0.9 });
    await expect(
      look({ lease: lost, now: (NOW + 3 * HOUR) * 1000 }),
    ).rejects.toThrow(LeaseLostError);
    expect(await written()).toEqual(before);
    const [left, right] = await Promise.allSettled([
      look({ now: NOW * 1000 + 1 }),
      look({ lease: lost, now: NOW * 1000 + 2 }),
    ]);
    expect([left.status, right.status]).toEqual(['fulfilled', 'rejected']);
    const after = await written();
    expect(after.clusters).toEqual([
      expect.objectContaining({ cluster: 'east' }),
    ]);
    expect(Number(after.clusters[0].computed_at)).toBe(NOW * 1000 + 1);
    expect(after.workloads).toHaveLength(6);
  });

  it('says what the namespace does not allow', async () => {
    await past(24);
    await look();
    const [document] = await fleet
      .knex('rightsizings')
      .where({ name: 'web', strategy: 'portlight' })
      .pluck('document');
    expect(JSON.parse(document).item.notes.join()).toContain(
      'The ResourceQuota team has 100m of requests.cpu left',
    );
    expect((await cart()).notes).toEqual([]);
  });

  it('leaves out a day that cannot be read, and keeps it', async () => {
    await past(30);
    const damaged = Buffer.from([7, 1, 2, 3]);
    const store = new ContainerUsageStore(fleet.knex);
    const spec = (await store.specs('east')).find(
      ({ workload }) => workload === 'Deployment/cart',
    )!;
    const [day] = await fleet
      .knex('container_usage')
      .where({ spec: spec.id })
      .orderBy('day')
      .limit(1)
      .pluck('day');
    await fleet
      .knex('container_usage')
      .where({ spec: spec.id, day })
      .update({ data: damaged });
    const logger = mockServices.logger.mock();
    await look({ logger });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('has version 7'),
    );
    // Ten hours of today are left.
    expect((await cart()).containers[0].samples).toBe(10 * 12 * 2);
    await past(30);
    const [row] = await fleet
      .knex('container_usage')
      .where({ spec: spec.id, day });
    expect(Buffer.from(row.data)).toEqual(damaged);
  });

  it('reads some hundred containers at a time', async () => {
    const names = Array.from({ length: 520 }, (_, index) => `w-${index}`);
    await fleet.write(
      clusterDocument('east'),
      names.flatMap(name => workloadRows('east', { name, pods: 0 })),
    );
    const { day, changes } = usageHourChanges(
      pastHour(
        NOW - HOUR,
        names.map(name => ({ name, pods: 1, cpu: 0.1, memory: MIB })),
      ),
    );
    const store = new ContainerUsageStore(fleet.knex);
    await store.change('east', day, changes, LEASE);
    const days = jest.spyOn(ContainerUsageStore.prototype, 'days');
    try {
      await look();
      const sizes = days.mock.calls.map(([specs]) => specs.length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(250);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(521);
    } finally {
      days.mockRestore();
    }
  });
});
