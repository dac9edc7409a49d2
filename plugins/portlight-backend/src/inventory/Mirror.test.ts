import { testDatabases } from './__testUtils__/databases';
import { FakeCluster, podOf } from './__testUtils__/FakeCluster';
import {
  SETTINGS,
  eventually,
  mirrorHarness,
  sourceOf,
} from './__testUtils__/MirrorHarness';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('the mirror on %s', id => {
  const harness = mirrorHarness(databases, id);
  const { mirrorOf, pods, document, hasPods, becomes } = harness;

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
    const points = await harness
      .knex('workers')
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
        await harness
          .knex('leases')
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
    const [mine] = await harness.knex('leases').where({ name: 'east' });
    const before = clusters[0].requests.length;
    // Either knows who has it.
    expect(await first.sync('east')).toBe(true);
    expect(await second.sync('east')).toBe(true);
    await eventually(
      async () => clusters[0].requests.length,
      count => expect(count).toBeGreaterThan(before),
    );
    expect(
      (await harness.knex('leases').where({ name: 'east' }))[0].owner,
    ).toBe(mine.owner);
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
    await harness.knex.schema.renameTable('records', 'records_away');
    east.put('pods', podOf('b'));
    await becomes({
      status: 'error',
      statusMessage: expect.stringContaining('database'),
    });
    expect(await pods()).toEqual(['a']);
    east.delete('pods', 'shop', 'a');
    await harness.knex.schema.renameTable('records_away', 'records');
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
        (await harness.knex('workers').where({ cluster: 'east' })).map(row => [
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
