import { testDatabases } from './__testUtils__/databases';
import { FakeCluster, podOf, type Fault } from './__testUtils__/FakeCluster';
import {
  mirrorHarness,
  eventually,
  sourceOf,
  SETTINGS,
  RESUMED,
} from './__testUtils__/MirrorHarness';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'the mirror of clusters that fail on %s',
  id => {
    const harness = mirrorHarness(databases, id);
    const { mirrorOf, pods, document, hasPods, becomes } = harness;

    it.each<[string, Fault, object]>([
      [
        'is down',
        { throws: 'ECONNREFUSED' },
        {
          status: 'unreachable',
          sync: { lastError: { cause: 'unreachable' } },
        },
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
      const resumed = () =>
        east.requests.filter(path => path.includes(RESUMED));
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
      await becomes({
        status: 'error',
        sync: { state: 'failed', stale: true },
      });
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
      const workers = await harness.knex('workers').where({ cluster: 'east' });
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
      [
        'sends half lines',
        { lines: '{"type":"ADDED","obj' },
        'invalidResponse',
      ],
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
          () => harness.knex('events').select('name'),
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
  },
);
