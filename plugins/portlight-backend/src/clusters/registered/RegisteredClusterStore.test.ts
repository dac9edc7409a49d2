import { createTestFleet, testDatabases } from '../../__testUtils__';
import {
  RegisteredClusterStore,
  type StoredCredentials,
} from './RegisteredClusterStore';

jest.setTimeout(60_000);

const databases = testDatabases();

const AT = '2026-11-21T00:00:00.000Z';
const LATER = '2026-11-22T00:00:00.000Z';

function credentials(
  changes: Partial<StoredCredentials> = {},
): StoredCredentials {
  return {
    server: 'https://east.example.com',
    context: 'east',
    credentials: 'token',
    credentialsId: 'id-1',
    sealed: '{"v":1,"ciphertext":"abc"}',
    encryptionKey: 'first',
    ...changes,
  };
}

describe.each(databases.eachSupportedId())('registered clusters on %s', id => {
  let store: RegisteredClusterStore;

  beforeEach(async () => {
    const { knex } = await createTestFleet(databases, id);
    store = new RegisteredClusterStore(knex);
  });

  it('are what was registered, without what is sealed', async () => {
    const metadata = {
      title: 'East',
      environment: 'production',
      description: 'Orders',
      owner: 'group:default/shop',
      tags: ['a', 'ü'],
    };
    expect(
      await store.insert({ name: 'east', ...metadata }, credentials(), {
        at: AT,
        by: 'user:default/anna',
      }),
    ).toBe(true);
    await store.insert({ name: 'a', tags: [] }, credentials(), { at: AT });
    const { sealed, ...shown } = credentials();
    expect(await store.list()).toEqual([
      expect.objectContaining({ name: 'a', tags: [], title: undefined }),
      {
        name: 'east',
        ...metadata,
        ...shown,
        maintenance: false,
        credentialsExpireAt: undefined,
        credentialsChangedAt: AT,
        registeredAt: AT,
        registeredBy: 'user:default/anna',
        changedAt: undefined,
        changedBy: undefined,
      },
    ]);
    expect(JSON.stringify(await store.list())).not.toContain('ciphertext');
    expect(await store.sealed('east', 'id-1')).toBe(sealed);
    expect(await store.sealed('east', 'id-2')).toBeUndefined();
  });

  it('have one name each, also when two replicas register at the same time', async () => {
    const outcomes = await Promise.all(
      ['first', 'second'].map(title =>
        store.insert({ name: 'east', title, tags: [] }, credentials(), {
          at: AT,
        }),
      ),
    );
    expect(outcomes.sort()).toEqual([false, true]);
    expect(await store.list()).toHaveLength(1);
  });

  it('keep what is not changed, and an empty text clears', async () => {
    await store.insert(
      { name: 'east', title: 'East', owner: 'group:default/a', tags: ['x'] },
      credentials(),
      { at: AT },
    );
    await store.update(
      'east',
      { owner: '', maintenance: true },
      { at: LATER, by: 'user:default/b' },
    );
    expect(await store.get('east')).toMatchObject({
      title: 'East',
      owner: undefined,
      tags: ['x'],
      maintenance: true,
      changedAt: LATER,
      changedBy: 'user:default/b',
      credentialsChangedAt: AT,
    });
    await store.replaceCredentials(
      'east',
      credentials({ credentialsId: 'id-2', credentialsExpireAt: LATER }),
      { at: LATER },
    );
    expect(await store.get('east')).toMatchObject({
      credentialsId: 'id-2',
      credentialsExpireAt: LATER,
      credentialsChangedAt: LATER,
      title: 'East',
    });
    expect(await store.sealed('east', 'id-1')).toBeUndefined();
  });

  it('are not there after they have been removed', async () => {
    const change = { at: AT };
    await store.insert({ name: 'east', tags: [] }, credentials(), change);
    expect(await store.remove('east')).toBe(true);
    expect(await store.get('east')).toBeUndefined();
    expect(await store.remove('east')).toBe(false);
    expect(await store.update('east', { tags: [] }, change)).toBe(false);
    expect(await store.replaceCredentials('east', credentials(), change)).toBe(
      false,
    );
  });

  it('are wrapped again one by one, unless they changed meanwhile', async () => {
    for (const name of ['a', 'b', 'c']) {
      await store.insert(
        { name, tags: [] },
        credentials({
          sealed: `old ${name}`,
          encryptionKey: name === 'c' ? 'new' : 'old',
        }),
        { at: AT },
      );
    }
    expect(await store.countByKey()).toEqual([
      { key: 'new', clusters: 1 },
      { key: 'old', clusters: 2 },
    ]);
    const others = { key: 'new', limit: 1 };
    expect(await store.listOthers(others)).toEqual([
      { cluster: 'a', sealed: 'old a' },
    ]);
    expect(await store.listOthers({ ...others, after: 'a' })).toEqual([
      { cluster: 'b', sealed: 'old b' },
    ]);
    const replacement = { cluster: 'a', after: 'new a', key: 'new' };
    expect(await store.replace({ ...replacement, before: 'older' })).toBe(
      false,
    );
    expect(await store.replace({ ...replacement, before: 'old a' })).toBe(true);
    expect(await store.sealed('a', 'id-1')).toBe('new a');
    expect(await store.get('a')).toMatchObject({ encryptionKey: 'new' });
  });

  it('remember how far the last rotation is', async () => {
    expect(await store.readProgress()).toBeUndefined();
    const progress = {
      state: 'running' as const,
      key: 'new',
      done: 1,
      total: 2,
      startedAt: AT,
      updatedAt: AT,
      failures: [],
    };
    await store.writeProgress(progress);
    await store.writeProgress({ ...progress, done: 2 });
    expect(await store.readProgress()).toEqual({ ...progress, done: 2 });
  });

  it('do not tell what is sealed in the errors of the database', async () => {
    const fleet = await createTestFleet(databases, id);
    const broken = new RegisteredClusterStore(fleet.knex);
    await fleet.knex.schema.dropTable('registered_clusters');
    const { sealed } = credentials();
    const change = { at: AT };
    const attempts = [
      () => broken.insert({ name: 'a', tags: [] }, credentials(), change),
      () => broken.replaceCredentials('a', credentials(), change),
      () =>
        broken.replace({
          cluster: 'a',
          before: sealed,
          after: sealed,
          key: 'k',
        }),
    ];
    for (const attempt of attempts) {
      const error: Error = await attempt().then(
        () => new Error('it did not fail'),
        failed => failed,
      );
      expect(error.message).toMatch(/registered_clusters/);
      expect(`${error.message} ${error.stack}`).not.toContain('ciphertext');
    }
  });
});
