import type { ClusterSource } from '@portlight/plugin-portlight-node';
import { testDatabases } from './__testUtils__/databases';
import { FakeCluster, podOf } from './__testUtils__/FakeCluster';
import {
  eventually,
  mirrorHarness,
  sourceOf,
} from './__testUtils__/MirrorHarness';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'the fleet of a mirror on %s',
  id => {
    const harness = mirrorHarness(databases, id);
    const { mirrorOf, document, hasPods, becomes } = harness;

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
        (await harness.knex('clusters').orderBy('name').select('name')).map(
          ({ name }) => name,
        );
      await eventually(names, value =>
        expect(value).toEqual(['north', 'west']),
      );
      expect(east.closed).toBe(1);
      await first.stop();
      await mirrorOf([sourceOf(west)]);
      await eventually(names, value => expect(value).toEqual(['west']));
      for (const table of ['objects', 'records', 'workers']) {
        expect(await harness.knex(table).distinct('cluster')).toEqual([
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

    it('leaves a stored cluster to its source, which fails at the start, and not to another one that names it', async () => {
      const east = new FakeCluster('east');
      east.put('pods', podOf('a'));
      const source = sourceOf(east);
      const described = { ...east.source(), owner: 'group:default/platform' };
      source.listed = [described];
      const first = await mirrorOf([source]);
      await hasPods('a');
      await becomes({ status: 'active', owner: 'group:default/platform' });
      await first.stop();

      const failing = { ...sourceOf(east), listed: [described] };
      let fails = true;
      let asked = 0;
      failing.listClusters = async () => {
        asked++;
        if (fails) throw new Error('The kubernetes plugin is not ready');
        return failing.listed;
      };
      const taking = new FakeCluster('east');
      const entities: ClusterSource = {
        name: 'catalog',
        refreshSeconds: 0.02,
        listClusters: async () => [
          {
            ...taking.source(),
            owner: 'group:default/attacker',
            tags: ['mine'],
          },
          new FakeCluster('other').source(),
        ],
      };
      const second = await mirrorOf([failing, entities]);
      await becomes({ source: 'catalog' }, 'other');
      const before = asked;
      while (asked < before + 3) {
        await new Promise(resolve => {
          setTimeout(resolve, 5);
        });
      }
      expect(second.sources()[0].answered).toBe(false);
      await becomes({
        source: 'fake',
        owner: 'group:default/platform',
        tags: [],
      });
      expect(taking.requests).toEqual([]);
      fails = false;
      east.put('pods', podOf('b'));
      await hasPods('a', 'b');
      expect(await document()).toMatchObject({
        source: 'fake',
        owner: 'group:default/platform',
      });
      expect(taking.requests).toEqual([]);
    });

    it('keeps nothing of a cluster in whose place another one of its name has come between two looks', async () => {
      const before = new FakeCluster('east');
      before.put('pods', podOf('a'));
      const source = sourceOf();
      source.listed = [{ ...before.source(), identity: 'first' }];
      await mirrorOf([source]);
      await hasPods('a');
      const day = '2026-11-21T00:00:00.000Z';
      await harness
        .knex('cluster_history')
        .insert({ cluster: 'east', at: day, healthy: true });
      const [{ topic }] = await harness.knex('clusters').select('topic');

      const after = new FakeCluster('east');
      after.put('pods', podOf('b'));
      source.listed = [{ ...after.source(), identity: 'second' }];
      await hasPods('b');
      expect(before.closed).toBe(1);
      expect(await harness.knex('cluster_history').where({ at: day })).toEqual(
        [],
      );
      // The rows are new ones, and not those of before with other objects.
      const [row] = await harness.knex('clusters').select('topic');
      expect(row.topic).not.toBe(topic);
      await becomes({ status: 'active' });
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
  },
);
