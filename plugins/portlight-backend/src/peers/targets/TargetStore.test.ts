import type { Lease } from '../../inventory';
import {
  createTestFleet,
  testDatabases,
  type TestFleet,
} from '../../__testUtils__';
import { forgottenTargets } from './forgottenTargets';
import type { PeerTargetSpec } from './Target';
import { TargetStore } from './TargetStore';

jest.setTimeout(60_000);

const databases = testDatabases();
const KEY = { cluster: 'east', id: 'service/shop/cart' };
const SPEC: PeerTargetSpec = {
  method: 'kubernetes',
  options: { namespace: 'shop', service: 'cart' },
  name: 'shop/cart',
};

function document(id: string, version = '1') {
  return {
    peer: {
      id,
      name: id,
      host: id,
      version,
      labels: {},
      health: {
        status: 'healthy' as const,
        reason: 'Ready',
        message: 'It is ready',
      },
    },
  };
}

describe.each(databases.eachSupportedId())('targets in %s', id => {
  let fleet: TestFleet;
  let store: TargetStore;

  beforeAll(async () => {
    fleet = await createTestFleet(databases, id);
    store = new TargetStore(fleet.knex);
  });

  beforeEach(async () => {
    await fleet.knex('peers').delete();
    await fleet.knex('peer_targets').delete();
  });

  const lease: Lease = {
    type: 'cluster',
    name: 'east',
    token: 1,
    check: async () => {},
  };
  const write = (
    changes: Partial<Parameters<TargetStore['write']>[2]>,
    of: Lease = lease,
    spec = SPEC,
  ) =>
    store.write({ ...KEY, spec }, of, {
      upserts: [],
      removes: [],
      failed: false,
      ...changes,
    });
  const ids = async () => (await store.peers(KEY)).map(({ peer }) => peer.id);

  it('keeps topic and peers of a target that is asked for again', async () => {
    const first = await store.ask(KEY, SPEC);
    await write({ upserts: [document('a')], checkedAt: 'now' });
    const second = await store.ask(KEY, SPEC);
    expect(second).toMatchObject({ topic: first.topic, checkedAt: 'now' });
    expect(second.revision).toBeGreaterThan(first.revision);
    expect(await ids()).toEqual(['a']);
  });

  it('forgets the peers of a target that is found in another way', async () => {
    await store.ask(KEY, SPEC);
    await write({ upserts: [document('a')], checkedAt: 'now' });
    const other = { ...SPEC, scrape: { port: '9090' } };
    expect((await store.ask(KEY, other)).checkedAt).toBeUndefined();
    expect(await ids()).toEqual([]);
    // Whoever still works on it as it was writes nothing.
    expect(await write({ upserts: [document('b')] })).toBe(false);
    expect(await ids()).toEqual([]);
    expect(await write({ upserts: [document('b')] }, lease, other)).toBe(true);
  });

  it('adds, replaces and removes', async () => {
    await store.ask(KEY, SPEC);
    await write({ upserts: ['a', 'b', 'c', 'd'].map(each => document(each)) });
    await write({ upserts: [document('a', '2')], removes: ['b'] });
    await write({ only: new Set(['a', 'c']) });
    expect(await store.peers(KEY)).toEqual([document('a', '2'), document('c')]);
  });

  it('takes a thousand peers, and texts that PostgreSQL does not', async () => {
    await store.ask(KEY, SPEC);
    const many = Array.from({ length: 1_000 }, (_, at) =>
      document(String(at), 'nul \0'),
    );
    await write({ upserts: many });
    expect(await ids()).toHaveLength(1_000);
    await write({ only: new Set() });
    expect(await ids()).toEqual([]);
  });

  it('writes nothing without the lease', async () => {
    await store.ask(KEY, SPEC);
    const lost = {
      ...lease,
      check: async () => {
        throw new Error('lost');
      },
    };
    await expect(write({ upserts: [document('a')] }, lost)).rejects.toThrow(
      'lost',
    );
    expect(await ids()).toEqual([]);
  });

  it('knows what is asked for, the last first, and what an annotation wants', async () => {
    const at = (target: string) => ({ cluster: 'east', id: target });
    await store.ask(at('old'), SPEC);
    await store.ask(at('always'), SPEC, 'by_service');
    await fleet.knex('peer_targets').update({ asked_at: 5 });
    await store.ask(at('new'), SPEC);
    await store.ask({ cluster: 'west', id: 'elsewhere' }, SPEC);
    const active = async () =>
      (await store.active(['east'], 60_000, 10)).map(target => target.id);
    expect(await active()).toEqual(['new', 'always']);
    expect(await store.active(['east'], 60_000, 1)).toHaveLength(1);
    expect(await store.active([], 60_000, 10)).toEqual([]);
    expect(await store.always('by_service', 'east')).toMatchObject([
      { id: 'always', continuous: true },
    ]);
    expect(await store.always('by_entity')).toEqual([]);
    await store.notAlways(at('always'), 'by_service');
    expect(await active()).toEqual(['new']);
  });

  it('forgets what nobody asks for any more, with its peers', async () => {
    const always = { cluster: 'east', id: 'always' };
    await store.ask(always, SPEC, 'by_entity');
    await store.ask(KEY, SPEC);
    await write({ upserts: [document('a')] });
    await fleet.knex('peer_targets').update({ asked_at: 5 });
    await store.ask({ ...KEY, id: 'new' }, SPEC);
    expect(await forgottenTargets().remove(fleet.knex, 10)).toBe(1);
    expect(await ids()).toEqual([]);
    expect(await fleet.knex('peer_targets').orderBy('id').pluck('id')).toEqual([
      'always',
      'new',
    ]);
  });
});
