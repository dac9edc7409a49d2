import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { readKeys } from './configuredKeys';
import {
  RotationTask,
  type RotationProgress,
  type SealedStore,
} from './RotationTask';
import { keyOf, Sealer } from './Sealer';

const OLD = {
  name: 'old',
  secret: 'N5yWkM0cVJcOD2vOaJ7sXxRkq1jvQv0o1c2uWJ8kq0Y=',
};
const NEW = {
  name: 'new',
  secret: 'a passphrase of a team with long sentences',
};
const KEYS = readKeys([NEW, OLD]);
const before = new Sealer({ keys: KEYS.slice(1) });
const after = new Sealer({ keys: KEYS });

/** A database that several replicas share. */
class MemoryStore implements SealedStore {
  readonly rows = new Map<string, string>();
  progress?: RotationProgress;
  replaced = 0;
  /** Called before each text is replaced. */
  onReplace: (cluster: string) => void | Promise<void> = () => {};

  async countByKey() {
    const counts = new Map<string, number>();
    for (const sealed of this.rows.values()) {
      const key = keyOf(sealed);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return [...counts].map(([key, clusters]) => ({ key, clusters }));
  }

  async listOthers(options: { key: string; after?: string; limit: number }) {
    return [...this.rows]
      .map(([cluster, sealed]) => ({ cluster, sealed }))
      .filter(({ sealed }) => keyOf(sealed) !== options.key)
      .sort((a, b) => (a.cluster < b.cluster ? -1 : 1))
      .filter(({ cluster }) => !options.after || cluster > options.after)
      .slice(0, options.limit);
  }

  async replace(options: { cluster: string; before: string; after: string }) {
    await this.onReplace(options.cluster);
    if (this.rows.get(options.cluster) !== options.before) return false;
    this.rows.set(options.cluster, options.after);
    this.replaced++;
    return true;
  }

  async readProgress() {
    return this.progress && structuredClone(this.progress);
  }

  async writeProgress(progress: RotationProgress) {
    this.progress = structuredClone(progress);
  }
}

async function storeOf(clusters: number): Promise<MemoryStore> {
  const store = new MemoryStore();
  for (let index = 0; index < clusters; index++) {
    const name = `cluster-${String(index).padStart(3, '0')}`;
    store.rows.set(name, await before.seal(name, `secret of ${name}`));
  }
  return store;
}

const taskOf = (store: SealedStore, sealer = after, now?: () => number) =>
  new RotationTask({
    store,
    sealer,
    logger: mockServices.logger.mock(),
    now,
  });

async function expectAllOpen(store: MemoryStore) {
  const only = new Sealer({ keys: KEYS.slice(0, 1) });
  for (const [name, sealed] of store.rows) {
    expect(keyOf(sealed)).toBe('new');
    expect(await only.open(name, sealed)).toBe(`secret of ${name}`);
  }
}

describe('RotationTask', () => {
  it('wraps everything again and tells how far it is', async () => {
    const store = await storeOf(45);
    const task = taskOf(store);
    expect(await task.progress()).toBeUndefined();
    const seen: number[] = [];
    store.onReplace = async () => {
      seen.push((await task.progress())!.done);
    };
    expect(await task.start()).toMatchObject({
      state: 'running',
      key: 'new',
      done: 0,
      total: 45,
      failures: [],
    });
    await task.settled();
    expect(await task.progress()).toMatchObject({
      state: 'done',
      done: 45,
      total: 45,
      failures: [],
      finishedAt: expect.any(String),
    });
    expect(new Set(seen)).toEqual(new Set([0, 20, 40]));
    await expectAllOpen(store);
  });

  it('does nothing the second time', async () => {
    const store = await storeOf(3);
    const task = taskOf(store);
    await task.start();
    await task.settled();
    const rows = new Map(store.rows);
    expect(await task.start()).toMatchObject({ done: 3, total: 3 });
    await task.settled();
    expect(store.rows).toEqual(rows);
    expect(store.progress).toMatchObject({ state: 'done', done: 3 });
  });

  it('is done where there are no clusters', async () => {
    const store = await storeOf(0);
    const task = taskOf(store);
    await task.start();
    await task.settled();
    expect(store.progress).toMatchObject({ state: 'done', done: 0, total: 0 });
  });

  it('does not stop at a cluster that fails, names it, and leaves it as it is', async () => {
    const store = await storeOf(25);
    const foreign = new Sealer({
      keys: readKeys([
        {
          name: 'lost',
          secret: 'gB8nUq1d0pWm3xTz5yRk7jLs9vHc2eFa4iOo6uNbXQE=',
        },
      ]),
    });
    const lost = await foreign.seal('cluster-007', 'x');
    const moved = store.rows.get('cluster-010')!;
    store.rows.set('cluster-007', lost);
    store.rows.set('cluster-011', moved);
    store.rows.set('cluster-012', 'garbage');
    // The store knows keys from a column of its own.
    const countByKey = store.countByKey.bind(store);
    const listOthers = store.listOthers.bind(store);
    const withoutGarbage = async <T>(call: () => Promise<T>): Promise<T> => {
      store.rows.delete('cluster-012');
      try {
        return await call();
      } finally {
        store.rows.set('cluster-012', 'garbage');
      }
    };
    store.countByKey = async () => [
      ...(await withoutGarbage(countByKey)),
      { key: 'old', clusters: 1 },
    ];
    let asked = false;
    store.listOthers = async options => {
      const rows = await withoutGarbage(() => listOthers(options));
      if (asked) return rows;
      asked = true;
      return [{ cluster: 'cluster-012', sealed: 'garbage' }, ...rows].slice(
        0,
        options.limit,
      );
    };
    const task = taskOf(store);
    await task.start();
    await task.settled();
    expect(store.progress).toMatchObject({
      state: 'failed',
      done: 22,
      total: 25,
      failures: [
        { cluster: 'cluster-012', message: expect.stringContaining('damaged') },
        { cluster: 'cluster-007', message: expect.stringContaining('"lost"') },
        {
          cluster: 'cluster-011',
          message: expect.stringContaining('belong to another cluster'),
        },
      ],
    });
    expect(store.rows.get('cluster-007')).toBe(lost);
    expect(store.rows.get('cluster-011')).toBe(moved);
    expect(store.rows.get('cluster-012')).toBe('garbage');
  });

  it('keeps credentials that are replaced while it runs, and wraps them too', async () => {
    const store = await storeOf(3);
    const replaced = await before.seal('cluster-001', 'newer');
    let once = true;
    store.onReplace = cluster => {
      if (cluster !== 'cluster-001' || !once) return;
      once = false;
      store.rows.set(cluster, replaced);
    };
    const task = taskOf(store);
    await task.start();
    await task.settled();
    expect(store.progress).toMatchObject({ state: 'done', done: 3, total: 3 });
    const sealed = store.rows.get('cluster-001')!;
    expect(keyOf(sealed)).toBe('new');
    expect(await after.open('cluster-001', sealed)).toBe('newer');
  });

  it('ends where another replica goes on encrypting with its older key', async () => {
    const store = await storeOf(3);
    store.onReplace = async cluster => {
      if (cluster === 'cluster-001') {
        store.rows.set(cluster, await before.seal(cluster, 'x'));
      }
    };
    const task = taskOf(store);
    await task.start();
    await task.settled();
    expect(store.progress).toMatchObject({
      state: 'failed',
      done: 2,
      total: 3,
    });
  });

  it('may run on two replicas at once, in any interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async scheduler => {
        const store = await storeOf(6);
        store.onReplace = () => scheduler.schedule(Promise.resolve());
        const tasks = [taskOf(store), taskOf(store)];
        const started = Promise.all(tasks.map(task => task.start()));
        await scheduler.waitFor(
          started.then(() => Promise.all(tasks.map(task => task.settled()))),
        );
        expect(store.replaced).toBe(6);
        expect(store.progress).toMatchObject({ state: 'done', done: 6 });
        await expectAllOpen(store);
      }),
      { numRuns: 25 },
    );
  });

  it('runs once however often it is started', async () => {
    const store = await storeOf(30);
    const task = taskOf(store);
    const answers = await Promise.all([
      task.start(),
      task.start(),
      task.start(),
    ]);
    await task.settled();
    expect(answers.map(({ startedAt }) => startedAt)).toEqual(
      Array(3).fill(store.progress!.startedAt),
    );
    expect(store.replaced).toBe(30);
  });

  it('is taken up again after it was broken off', async () => {
    const store = await storeOf(45);
    let time = 0;
    const first = taskOf(store, after, () => time);
    store.onReplace = cluster => {
      if (cluster === 'cluster-030') throw new Error('database is gone');
    };
    await first.start();
    await first.settled();
    expect(store.progress).toMatchObject({ state: 'running', done: 20 });
    store.onReplace = () => {};
    const second = taskOf(store, after, () => time);
    await second.resume();
    await second.settled();
    // The other one may still be at it.
    expect(store.progress).toMatchObject({ state: 'running', done: 20 });
    time = 3_600_000;
    await second.resume();
    await second.settled();
    expect(store.progress).toMatchObject({ state: 'done', done: 45 });
    await expectAllOpen(store);
    const { finishedAt } = store.progress!;
    time *= 2;
    await second.resume();
    await second.settled();
    expect(store.progress).toMatchObject({ finishedAt });
  });

  it('stops after the cluster at hand', async () => {
    const store = await storeOf(10);
    const task = taskOf(store);
    let stopped: Promise<void> | undefined;
    store.onReplace = cluster => {
      if (cluster === 'cluster-003') stopped = task.stop();
    };
    await task.start();
    await task.settled();
    await stopped;
    expect(store.replaced).toBe(4);
    expect(store.progress).toMatchObject({ state: 'running' });
  });

  it('cannot start without a key', async () => {
    const store = await storeOf(1);
    const task = taskOf(store, new Sealer({ keys: [] }));
    await expect(task.start()).rejects.toMatchObject({
      code: 'ERR_ENCRYPTION_OFF',
    });
    expect(store.progress).toBeUndefined();
  });
});
