import { mockServices } from '@backstage/backend-test-utils';
import type { Cluster } from '@portlight/plugin-portlight-common';
import type { ClusterSource } from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import { migrationsDirectory } from './migrations';
import { createMirror, type Mirror } from './Mirror';
import type { SettingsOverrides } from './settings';
import { testDatabases } from './__testUtils__/databases';
import { FakeCluster, podOf, type Fault } from './__testUtils__/FakeCluster';

jest.setTimeout(60_000);

const databases = testDatabases();

/** Everything soon, so that tests need not wait; what they assert does not depend on it. */
const SETTINGS: SettingsOverrides = {
  flushInterval: 5,
  probeInterval: 20,
  usageInterval: 20,
  probeTimeout: 200,
  sourceRetry: 20,
  heartbeatInterval: 50,
  reflector: {
    minimum: 5,
    maximum: 40,
    recheck: 40,
    answer: 200,
    listSilence: 200,
    objectBytes: 10_000,
  },
  slots: { limit: 4, perCluster: 4, timeBox: 100 },
};

/** In the path of a watch of pods that begins where the last one ended. */
const RESUMED = '/pods?watch=1&allowWatchBookmarks=true&resourceVersion=';

async function eventually<T>(
  what: () => Promise<T>,
  check: (value: T) => void,
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const value = await what();
    try {
      check(value);
      return;
    } catch (error) {
      if (attempt > 400) throw error;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 20);
    });
  }
}

function sourceOf(...clusters: FakeCluster[]): ClusterSource & {
  listed: ReturnType<FakeCluster['source']>[];
} {
  return {
    name: 'fake',
    refreshSeconds: 0.02,
    listed: clusters.map(cluster => cluster.source()),
    async listClusters() {
      return this.listed;
    },
  };
}

describe.each(databases.eachSupportedId())('the mirror on %s', id => {
  let knex: Knex;
  const running: Mirror[] = [];

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map(mirror => mirror.stop()));
    await knex.destroy();
  });

  async function mirrorOf(
    sources: ClusterSource[],
    settings: SettingsOverrides = SETTINGS,
  ): Promise<Mirror> {
    const mirror = createMirror({
      sources,
      database: knex,
      logger: mockServices.logger.mock(),
      settings,
    });
    running.push(mirror);
    await mirror.start();
    return mirror;
  }

  const pods = async (cluster = 'east'): Promise<string[]> =>
    (
      await knex('objects')
        .where({ cluster, kind: 'Pod' })
        .orderBy('name')
        .select('name')
    ).map(({ name }) => name);

  const document = async (name = 'east'): Promise<Cluster | undefined> => {
    const row = await knex('clusters').where({ name }).first('document');
    return row && JSON.parse(row.document);
  };

  async function hasPods(...names: string[]) {
    await eventually(
      () => pods(),
      value => expect(value).toEqual(names),
    );
  }

  async function becomes(expected: object, name = 'east') {
    await eventually(
      () => document(name),
      value => expect(value).toMatchObject(expected),
    );
  }

  it.each([
    ['streaming lists', true],
    ['pages', false],
  ])('follows a cluster with %s', async (_, streamingLists) => {
    const east = new FakeCluster('east');
    east.streamingLists = streamingLists;
    east.put('pods', podOf('a'));
    await mirrorOf([sourceOf(east)]);
    await hasPods('a');
    east.put('pods', podOf('b'));
    east.delete('pods', 'shop', 'a');
    await hasPods('b');
    east.disconnect();
    east.put('pods', podOf('c'));
    await hasPods('b', 'c');
    east.compact();
    east.delete('pods', 'shop', 'b');
    await hasPods('c');
    await becomes({
      status: 'active',
      version: 'v1.36.3',
      counts: { pods: 1 },
      sync: { state: 'watching', stale: false, unavailableKinds: [] },
      usageUnavailable: expect.stringContaining('metrics-server'),
    });
  });

  it('reads a kind in as many pages as it takes', async () => {
    const east = new FakeCluster('east');
    east.streamingLists = false;
    const names = Array.from({ length: 25 }, (_, index) => `p${index + 100}`);
    names.forEach(name => east.put('pods', podOf(name)));
    await mirrorOf([sourceOf(east)], {
      ...SETTINGS,
      reflector: { ...SETTINGS.reflector, pageSize: 10 },
    });
    await hasPods(...names);
    const pages = east.requests.filter(path => path.includes('/pods?limit=10'));
    expect(pages).toHaveLength(3);
  });

  it('resumes after a restart where it was, and forgets what went meanwhile', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    east.put('pods', podOf('b'));
    const first = await mirrorOf([sourceOf(east)]);
    await becomes({ status: 'active' });
    await first.stop();
    expect((await document())?.sync.state).toBe('stopped');
    east.delete('pods', 'shop', 'a');
    east.requests.length = 0;
    await mirrorOf([sourceOf(east)]);
    await hasPods('b');
    const requests = east.requests.filter(path => path.includes('/pods?'));
    // The server says that it is not older than what is stored, and no list is read.
    expect(requests[0]).toMatch(/[?&]limit=1$/);
    expect(requests[1]).toMatch(/[?&]resourceVersion=\d+/);
    expect(requests[1]).not.toContain('sendInitialEvents');
  });

  it('keeps what it knows of a cluster in maintenance, and goes on there afterwards', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    const source = sourceOf(east);
    await mirrorOf([source]);
    await becomes({ status: 'active', counts: { pods: 1 } });
    source.listed = [
      east.source({ maintenance: { message: 'New nodes until noon.' } }),
    ];
    await becomes({
      status: 'maintenance',
      statusMessage: 'New nodes until noon.',
      counts: { pods: 1 },
      health: { status: 'unknown', reasons: [{ reason: 'Maintenance' }] },
      sync: { state: 'stopped', stale: true, unavailableKinds: [] },
    });
    expect((await document())?.sync.lastError).toBeUndefined();
    expect(east.closed).toBe(1);
    expect(await pods()).toEqual(['a']);
    const points = await knex('workers')
      .where({ cluster: 'east' })
      .whereNotNull('resource_version');
    expect(points.length).toBeGreaterThan(0);
    east.requests.length = 0;
    source.listed = [east.source({ maintenance: {} })];
    await becomes({ statusMessage: expect.stringMatching(/is not read/) });
    expect(east.requests).toEqual([]);
    east.put('pods', podOf('b'));
    source.listed = [east.source()];
    await hasPods('a', 'b');
    await becomes({ status: 'active', sync: { stale: false } });
    expect(east.requests.join()).not.toContain('/pods?watch=1&sendInitial');
  });

  it('says so when there are more objects of a kind than it may keep', async () => {
    const east = new FakeCluster('east');
    for (const name of ['a', 'b', 'c']) east.put('pods', podOf(name));
    await mirrorOf([sourceOf(east)], {
      ...SETTINGS,
      retention: { objectsPerKind: 3 },
    });
    await hasPods('a', 'b', 'c');
    await becomes({ status: 'active', sync: { unavailableKinds: [] } });
    east.put('pods', podOf('d'));
    await becomes({
      status: 'active',
      sync: {
        unavailableKinds: [
          {
            kind: 'Pod',
            cause: 'tooMany',
            message: expect.stringMatching(/more than 3 pods/),
          },
        ],
      },
    });
    // What is known stays.
    expect(await pods()).toEqual(['a', 'b', 'c']);
    east.delete('pods', 'shop', 'a');
    await hasPods('b', 'c', 'd');
    await becomes({ sync: { unavailableKinds: [] } });
  });

  it('shares the clusters with other replicas, and leaves them when it ends', async () => {
    const clusters = ['east', 'north', 'south', 'west'].map(name => {
      const cluster = new FakeCluster(name);
      cluster.put('pods', podOf('a'));
      return cluster;
    });
    const quick = {
      ...SETTINGS,
      leases: { duration: 5_000, renew: 50, look: 20 },
    };
    const held = async () =>
      (
        await knex('leases')
          .where({ type: 'cluster' })
          .whereNotNull('owner')
          .groupBy('owner')
          .count({ clusters: 'name' })
      ).map(({ clusters: count }) => Number(count));
    const first = await mirrorOf([sourceOf(...clusters)], quick);
    await becomes({ status: 'active' }, 'west');
    const second = await mirrorOf([sourceOf(...clusters)], quick);
    await eventually(held, counts => expect(counts).toEqual([2, 2]));
    for (const cluster of clusters) cluster.put('pods', podOf('b'));
    for (const { name } of clusters) {
      await eventually(
        () => pods(name),
        value => expect(value).toEqual(['a', 'b']),
      );
    }
    const [mine] = await knex('leases').where({ name: 'east' });
    const before = clusters[0].requests.length;
    // Either knows who has it.
    expect(await first.sync('east')).toBe(true);
    expect(await second.sync('east')).toBe(true);
    await eventually(
      async () => clusters[0].requests.length,
      count => expect(count).toBeGreaterThan(before),
    );
    expect((await knex('leases').where({ name: 'east' }))[0].owner).toBe(
      mine.owner,
    );
    await first.stop();
    await eventually(held, counts => expect(counts).toEqual([4]));
    for (const cluster of clusters) cluster.delete('pods', 'shop', 'a');
    for (const { name } of clusters) {
      await eventually(
        () => pods(name),
        value => expect(value).toEqual(['b']),
      );
    }
  });

  it('lists anew after a restart when the server has forgotten', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    const first = await mirrorOf([sourceOf(east)]);
    await becomes({ status: 'active' });
    await first.stop();
    east.delete('pods', 'shop', 'a');
    east.put('pods', podOf('b'));
    east.compact();
    await mirrorOf([sourceOf(east)]);
    await hasPods('b');
    expect(east.requests.join()).toContain('/pods?watch=1');
  });

  it.each<[string, Fault, object]>([
    [
      'is down',
      { throws: 'ECONNREFUSED' },
      { status: 'unreachable', sync: { lastError: { cause: 'unreachable' } } },
    ],
    [
      'hangs',
      { hangs: true },
      { status: 'unreachable', sync: { lastError: { cause: 'timeout' } } },
    ],
    [
      'has a certificate of nobody',
      { throws: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      { status: 'error', sync: { lastError: { cause: 'tls' } } },
    ],
    [
      'does not know the credentials',
      { status: 401 },
      { status: 'error', sync: { lastError: { cause: 'unauthorized' } } },
    ],
    [
      'answers web pages',
      { text: '<html></html>', contentType: 'text/html' },
      { status: 'error', sync: { lastError: { cause: 'invalidResponse' } } },
    ],
    [
      'answers something else',
      { text: '{"hello":"world"}' },
      { status: 'error', sync: { lastError: { cause: 'invalidResponse' } } },
    ],
  ])(
    'says so when a cluster %s, and recovers alone',
    async (_, fault, expected) => {
      const east = new FakeCluster('east');
      const west = new FakeCluster('west');
      east.put('pods', podOf('a'));
      east.fault('/', fault);
      await mirrorOf([sourceOf(east, west)]);
      await becomes({ ...expected, health: { status: 'unknown' } });
      const before = await document();
      expect(before?.counts).toBeUndefined();
      expect(before?.statusMessage).toMatch(/[a-z].*[.)]/);
      await becomes({ status: 'active' }, 'west');
      east.fault('/', undefined);
      await hasPods('a');
      await becomes({ status: 'active', counts: { pods: 1 } });
      expect((await document())?.statusMessage).toBeUndefined();
    },
  );

  it('takes a watch without an answer for a quiet one', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    east.answersWithFirstLine = true;
    await mirrorOf([sourceOf(east)]);
    await becomes({ status: 'active' });
    const resumed = () => east.requests.filter(path => path.includes(RESUMED));
    const before = resumed().length;
    east.disconnect();
    await eventually(
      async () => resumed().length,
      count => expect(count).toBe(before + 1),
    );
    // Longer than a list may take to answer.
    await new Promise(resolve => {
      setTimeout(resolve, 400);
    });
    east.put('pods', podOf('b'));
    await hasPods('a', 'b');
    expect(resumed()).toHaveLength(before + 1);
  });

  it('lists a kind anew whose watch stays without an answer', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    await mirrorOf([sourceOf(east)], {
      ...SETTINGS,
      reflector: { ...SETTINGS.reflector, answer: 50, watchSilence: 50 },
    });
    await becomes({ status: 'active' });
    east.fault(RESUMED, { hangs: true });
    east.disconnect();
    await eventually(
      async () => east.requests.filter(path => path.includes(RESUMED)),
      requests => expect(requests).not.toEqual([]),
    );
    east.put('pods', podOf('b'));
    await hasPods('a', 'b');
  });

  it('says all the time that a cluster refuses everything, also while it tries again', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    await mirrorOf([sourceOf(east)]);
    await becomes({ status: 'active' });
    east.fault('/', { text: '<html></html>', contentType: 'text/html' });
    east.disconnect();
    await becomes({ status: 'error', sync: { state: 'failed', stale: true } });
    for (let look = 0; look < 20; look++) {
      expect((await document())?.status).toBe('error');
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
    }
    east.fault('/', undefined);
    await becomes({ status: 'active', sync: { stale: false } });
  });

  it('opens the watches anew that a lost server has left open', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    await mirrorOf([sourceOf(east)]);
    await becomes({ status: 'active' });
    east.abandon();
    east.fault('/', { throws: 'ECONNREFUSED' });
    await becomes({ status: 'unreachable', sync: { stale: true } });
    east.put('pods', podOf('b'));
    east.requests.length = 0;
    east.fault('/', undefined);
    await hasPods('a', 'b');
    await becomes({ status: 'active', sync: { stale: false } });
    const requests = east.requests.filter(path => path.includes('/pods?'));
    expect(requests).toEqual([
      expect.stringMatching(/[?&]limit=1$/),
      expect.stringMatching(/[?&]resourceVersion=\d+/),
    ]);
    const workers = await knex('workers').where({ cluster: 'east' });
    // Kinds that are not installed are looked for again, and were while the server was away.
    expect(
      workers.filter(
        ({ state, restarts }) => state !== 'unavailable' && restarts > 0,
      ),
    ).toEqual([]);
  });

  it('keeps the rows of a cluster that goes down, and calls them stale', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    await mirrorOf([sourceOf(east)]);
    await becomes({ status: 'active' });
    east.fault('/', { throws: 'ECONNREFUSED' });
    east.disconnect();
    await becomes({
      status: 'unreachable',
      health: { status: 'unknown' },
      counts: { pods: 1 },
      sync: { stale: true },
    });
    expect(await pods()).toEqual(['a']);
    east.delete('pods', 'shop', 'a');
    east.put('pods', podOf('b'));
    east.fault('/', undefined);
    await hasPods('b');
    await becomes({ status: 'active', sync: { stale: false } });
  });

  it.each<[string, Fault, string]>([
    ['is forbidden', { status: 403 }, 'forbidden'],
    ['fails', { status: 500 }, 'serverError'],
    [
      'is throttled',
      { status: 429, headers: { 'retry-after': '1' } },
      'throttled',
    ],
    ['hangs', { hangs: true }, 'timeout'],
    ['sends half lines', { lines: '{"type":"ADDED","obj' }, 'invalidResponse'],
    ['sends garbage', { lines: 'garbage\n' }, 'invalidResponse'],
    [
      'sends an object without a name',
      { lines: '{"type":"ADDED","object":{"metadata":{}}}\n' },
      'invalidResponse',
    ],
    [
      'sends a line without end',
      { lines: `{"type":"ADDED","object":"${'x'.repeat(20_000)}` },
      'invalidResponse',
    ],
    [
      'sends web pages',
      { text: '<html></html>', contentType: 'text/html' },
      'invalidResponse',
    ],
  ])(
    'reads everything else of a cluster whose events kind %s',
    async (_, fault, cause) => {
      const east = new FakeCluster('east');
      east.put('pods', podOf('a'));
      east.put('events', {
        metadata: { name: 'e', namespace: 'shop' },
        type: 'Normal',
        reason: 'R',
        message: 'm',
        involvedObject: { kind: 'Pod', namespace: 'shop', name: 'a' },
      });
      east.fault('/events', fault);
      await mirrorOf([sourceOf(east)]);
      await hasPods('a');
      await becomes({
        sync: { unavailableKinds: [{ kind: 'Event', cause }] },
      });
      east.fault('/events', undefined);
      await eventually(
        () => knex('events').select('name'),
        rows => expect(rows).toEqual([{ name: 'e' }]),
      );
      await becomes({ status: 'active', sync: { unavailableKinds: [] } });
    },
  );

  it('does not count what it may not read as none', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    east.fault('/nodes', { status: 403 });
    await mirrorOf([sourceOf(east)]);
    await becomes({ status: 'active' });
    const { counts, cpu } = (await document())!;
    expect(counts).toEqual({
      namespaces: 1,
      workloads: 1,
      workloadsFailing: 0,
      pods: 1,
    });
    expect(cpu).toBeUndefined();
  });

  it('removes the rows of a cluster that is gone, at once or while it was off', async () => {
    const [east, west, north] = ['east', 'west', 'north'].map(
      name => new FakeCluster(name),
    );
    for (const cluster of [east, west, north]) {
      cluster.put('pods', podOf('a'));
    }
    const source = sourceOf(east, west, north);
    const first = await mirrorOf([source]);
    await becomes({ status: 'active' }, 'east');
    await becomes({ status: 'active' }, 'west');
    await becomes({ status: 'active' }, 'north');
    source.listed = source.listed.slice(1);
    const names = async () =>
      (await knex('clusters').orderBy('name').select('name')).map(
        ({ name }) => name,
      );
    await eventually(names, value => expect(value).toEqual(['north', 'west']));
    expect(east.closed).toBe(1);
    await first.stop();
    await mirrorOf([sourceOf(west)]);
    await eventually(names, value => expect(value).toEqual(['west']));
    for (const table of ['objects', 'records', 'workers']) {
      expect(await knex(table).distinct('cluster')).toEqual([
        { cluster: 'west' },
      ]);
    }
  });

  it('keeps the clusters of a source that fails', async () => {
    const east = new FakeCluster('east');
    const source = sourceOf(east);
    const mirror = await mirrorOf([source]);
    await becomes({ status: 'active' });
    source.listClusters = async () => {
      throw new Error('The file is gone');
    };
    await eventually(
      async () => mirror.sources(),
      ([state]) =>
        expect(state).toMatchObject({
          clusters: 1,
          message: expect.stringContaining('The file is gone'),
        }),
    );
    east.put('pods', podOf('a'));
    await hasPods('a');
  });

  it('connects anew when the way to a cluster is different', async () => {
    const before = new FakeCluster('east');
    before.put('pods', podOf('a'));
    const after = new FakeCluster('east', '2');
    after.put('pods', podOf('b'));
    const source = sourceOf(before);
    await mirrorOf([source]);
    await hasPods('a');
    source.listed = [after.source({ fingerprint: '2', title: 'East' })];
    await hasPods('b');
    await becomes({ title: 'East' });
    expect(before.closed).toBe(1);
  });

  it('does not resume in another cluster at the same address', async () => {
    const before = new FakeCluster('east');
    before.put('pods', podOf('a'));
    const first = await mirrorOf([sourceOf(before)]);
    await becomes({ status: 'active' });
    await first.stop();
    const after = new FakeCluster('east', '2');
    after.put('pods', podOf('b'));
    await mirrorOf([sourceOf(after)]);
    await hasPods('b');
    await becomes({ status: 'active', counts: { pods: 1 } });
    const watches = after.requests.filter(path => path.includes('/pods?'));
    expect(watches[0]).toContain('sendInitialEvents');
  });

  it('lists anew after a restart when it may not read which cluster it is', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    const first = await mirrorOf([sourceOf(east)]);
    await becomes({ status: 'active' });
    await first.stop();
    east.delete('pods', 'shop', 'a');
    east.fault('/namespaces', { status: 403 });
    await mirrorOf([sourceOf(east)]);
    await hasPods();
    await becomes({ counts: { pods: 0 } });
    expect((await document())?.counts).not.toHaveProperty('namespaces');
  });

  it('lists clusters that need their user without asking them', async () => {
    const east = new FakeCluster('east');
    const source = sourceOf(east);
    source.listed = [
      east.source({ signInRequired: { authProvider: 'google' } }),
    ];
    await mirrorOf([source]);
    await becomes({
      status: 'signInRequired',
      statusMessage: expect.stringContaining('google'),
      sync: { state: 'stopped' },
    });
    expect(east.requests).toEqual([]);
  });

  it('tells what changed after it is committed', async () => {
    const east = new FakeCluster('east');
    const mirror = await mirrorOf([sourceOf(east)]);
    await becomes({ status: 'active' });
    const seen: Promise<string[]>[] = [];
    mirror.onChange(names => {
      expect(names).toEqual(['east']);
      seen.push(pods());
    });
    east.put('pods', podOf('a'));
    await hasPods('a');
    await eventually(
      () => Promise.all(seen),
      values => expect(values).toContainEqual(['a']),
    );
  });

  it('reads everything again when asked to', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    const mirror = await mirrorOf([sourceOf(east)]);
    await becomes({ status: 'active' });
    const lists = () =>
      east.requests.filter(path => path.includes('sendInitialEvents')).length;
    const before = lists();
    expect(await mirror.sync('east')).toBe(true);
    expect(await mirror.sync('nowhere')).toBe(false);
    await eventually(
      async () => lists(),
      count => expect(count).toBeGreaterThan(before),
    );
    await becomes({ status: 'active', sync: { state: 'watching' } });
  });

  it('keeps changes while the database does not take them', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    await mirrorOf([sourceOf(east)]);
    await becomes({ status: 'active' });
    await knex.schema.renameTable('records', 'records_away');
    east.put('pods', podOf('b'));
    await becomes({
      status: 'error',
      statusMessage: expect.stringContaining('database'),
    });
    expect(await pods()).toEqual(['a']);
    east.delete('pods', 'shop', 'a');
    await knex.schema.renameTable('records_away', 'records');
    await hasPods('b');
    await becomes({ status: 'active' });
  });

  it('writes what it has read before it stops', async () => {
    const east = new FakeCluster('east');
    const mirror = await mirrorOf([sourceOf(east)], {
      ...SETTINGS,
      flushInterval: 200,
    });
    await becomes({ status: 'active' });
    east.put('pods', podOf('a'));
    await new Promise(resolve => {
      setTimeout(resolve, 20);
    });
    await mirror.stop();
    expect(await pods()).toEqual(['a']);
  });

  it('says what each reflector does', async () => {
    const east = new FakeCluster('east');
    east.put('pods', podOf('a'));
    east.fault('/secrets', { status: 403 });
    await mirrorOf([sourceOf(east)]);
    const workers = async () =>
      new Map(
        (await knex('workers').where({ cluster: 'east' })).map(row => [
          row.kind,
          row,
        ]),
      );
    await eventually(workers, rows => {
      expect(rows.get('Pod')).toMatchObject({
        state: 'watching',
        objects: 1,
        resource_version: '102',
        error: null,
      });
      expect(rows.get('Secret')).toMatchObject({ state: 'unavailable' });
      expect(JSON.parse(rows.get('Secret').error)).toMatchObject({
        cause: 'forbidden',
        message: expect.stringContaining('secrets'),
      });
      expect(rows.get('ServiceMonitor')).toMatchObject({
        state: 'unavailable',
      });
    });
    expect((await document())?.sync.unavailableKinds).toHaveLength(1);
  });
});
