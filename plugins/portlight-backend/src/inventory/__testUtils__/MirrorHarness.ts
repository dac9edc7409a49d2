import {
  mockServices,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import type { Cluster } from '@portlight/plugin-portlight-common';
import type { ClusterSource } from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../migrations';
import { createMirror, type Mirror } from '../Mirror';
import type { SettingsOverrides } from '../settings';
import type { FakeCluster } from './FakeCluster';

/** Everything soon, so that tests need not wait; what they assert does not depend on it. */
export const SETTINGS: SettingsOverrides = {
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
export const RESUMED =
  '/pods?watch=1&allowWatchBookmarks=true&resourceVersion=';

/** Asks again until what is asked for passes; fails as the check does. */
export async function eventually<T>(
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

/** A source that lists these clusters, until `listed` is something else. */
export function sourceOf(...clusters: FakeCluster[]): ClusterSource & {
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

/** Mirrors on a database of their own for each test of a suite, and what they have written there. */
export function mirrorHarness(
  databases: TestDatabases,
  id: Parameters<TestDatabases['init']>[0],
) {
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

  return {
    get knex() {
      return knex;
    },
    mirrorOf,
    pods,
    document,
    hasPods,
    becomes,
  };
}
