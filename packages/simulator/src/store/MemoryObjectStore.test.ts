import fc from 'fast-check';
import type { ApiError } from './ApiError';
import { MemoryObjectStore } from './MemoryObjectStore';
import type { StoreChange } from './ObjectStore';
import type { ApiObjectInput } from './objects';

const START = Date.parse('2026-11-21T00:00:00Z');

function createStore(options: { historyLength?: number } = {}) {
  const clock = {
    time: START,
    now() {
      return clock.time;
    },
  };
  const store = new MemoryObjectStore({
    cluster: 'one',
    clock,
    seed: 7,
    ...options,
  });
  const resource = (kind: string) => store.resources.forKind(kind);
  store.create(resource('Namespace'), { metadata: { name: 'shop' } });
  return { store, clock, resource };
}

function inShop(name: string, other: Partial<ApiObjectInput> = {}) {
  return { ...other, metadata: { name, namespace: 'shop', ...other.metadata } };
}

function refusal(action: () => unknown): ApiError['status'] {
  try {
    action();
  } catch (error) {
    return (error as ApiError).status;
  }
  throw new Error('nothing was refused');
}

describe('MemoryObjectStore', () => {
  it('numbers writes over the whole cluster and bumps the generation with the spec only', () => {
    const { store, resource } = createStore();
    const deployments = resource('Deployment');
    const made = store.create(
      deployments,
      inShop('cart', { spec: { replicas: 1 } }),
    );
    expect(made).toMatchObject({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        resourceVersion: '2',
        generation: 1,
        creationTimestamp: '2026-11-21T00:00:00Z',
      },
    });
    const status = store.update(
      deployments,
      { ...made, spec: { replicas: 9 }, status: { replicas: 1 } },
      { subresource: 'status' },
    );
    expect(status).toMatchObject({
      spec: { replicas: 1 },
      status: { replicas: 1 },
      metadata: { resourceVersion: '3', generation: 1 },
    });
    const scaled = store.update(deployments, {
      ...status,
      spec: { replicas: 2 },
      status: { replicas: 99 },
    });
    expect(scaled).toMatchObject({
      spec: { replicas: 2 },
      status: { replicas: 1 },
      metadata: { resourceVersion: '4', generation: 2 },
    });
  });

  it('makes neither a version nor an event of a write that changes nothing', () => {
    const { store, resource } = createStore();
    const made = store.create(
      resource('ConfigMap'),
      inShop('a', { data: { x: '1' } }),
    );
    const changes: StoreChange[] = [];
    store.subscribe(change => changes.push(change));
    const again = store.update(resource('ConfigMap'), {
      ...made,
      data: { x: '1' },
    });
    expect(again).toBe(made);
    expect(changes).toEqual([]);
  });

  it.each([
    ['a taken name', 409, 'AlreadyExists', inShop('a')],
    [
      'an absent namespace',
      404,
      'NotFound',
      { metadata: { name: 'b', namespace: 'no' } },
    ],
    ['a name with capitals', 422, 'Invalid', inShop('Not_OK')],
    ['no name', 422, 'Invalid', inShop('')],
  ])('refuses to create with %s', (_, code, reason, input) => {
    const { store, resource } = createStore();
    store.create(resource('ConfigMap'), inShop('a'));
    expect(
      refusal(() => store.create(resource('ConfigMap'), input)),
    ).toMatchObject({ code, reason });
  });

  it('refuses an update of an older version', () => {
    const { store, resource } = createStore();
    const made = store.create(resource('ConfigMap'), inShop('a'));
    store.update(resource('ConfigMap'), { ...made, data: { x: '1' } });
    expect(
      refusal(() =>
        store.update(resource('ConfigMap'), { ...made, data: { x: '2' } }),
      ),
    ).toMatchObject({
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
    });
  });

  it('keeps a pod for its grace period, and longer on a lost node', () => {
    const { store, clock, resource } = createStore();
    const pods = resource('Pod');
    store.create(resource('Node'), {
      metadata: { name: 'lost' },
      status: { conditions: [{ type: 'Ready', status: 'Unknown' }] },
    });
    for (const [name, nodeName] of [
      ['a', 'there'],
      ['b', 'lost'],
      ['c', undefined],
    ] as const) {
      store.create(
        pods,
        inShop(name, { spec: { nodeName, terminationGracePeriodSeconds: 20 } }),
      );
      store.delete(pods, 'shop', name);
    }
    expect(store.list(pods).map(pod => pod.metadata)).toEqual([
      expect.objectContaining({
        name: 'a',
        deletionTimestamp: '2026-11-21T00:00:20Z',
        deletionGracePeriodSeconds: 20,
      }),
      expect.objectContaining({ name: 'b' }),
    ]);
    clock.time += 19_999;
    store.sweep();
    expect(store.count(pods)).toBe(2);
    clock.time += 1;
    store.sweep();
    expect(store.list(pods).map(pod => pod.metadata.name)).toEqual(['b']);
    store.delete(pods, 'shop', 'b', { gracePeriodSeconds: 0 });
    expect(store.count(pods)).toBe(0);
  });

  it('waits for finalizers and goes with the last one', () => {
    const { store, resource } = createStore();
    const configs = resource('ConfigMap');
    store.create(
      configs,
      inShop('a', {
        metadata: { name: 'a', namespace: 'shop', finalizers: ['x/y'] },
      }),
    );
    expect(store.delete(configs, 'shop', 'a').removed).toBe(false);
    const types: string[] = [];
    store.subscribe(change => types.push(change.type));
    store.modify(configs, 'shop', 'a', object => ({
      ...object,
      metadata: { ...object.metadata, finalizers: [] },
    }));
    expect(types).toEqual(['DELETED']);
    expect(store.get(configs, 'shop', 'a')).toBeUndefined();
  });

  it.each([
    ['Background', [], ['Deployment', 'ReplicaSet', 'ConfigMap']],
    ['Foreground', [], ['ConfigMap', 'ReplicaSet', 'Deployment']],
    ['Orphan', ['rs'], ['Deployment']],
  ] as const)(
    'deals with what an object owns: %s',
    (propagationPolicy, left, deleted) => {
      const { store, resource } = createStore();
      const owned = (kind: string, name: string, uid: string) => ({
        metadata: {
          name,
          namespace: 'shop',
          ownerReferences: [
            {
              apiVersion: 'apps/v1',
              kind,
              name: kind === 'Deployment' ? 'd' : 'rs',
              uid,
            },
          ],
        },
      });
      const deployment = store.create(resource('Deployment'), inShop('d'));
      const set = store.create(
        resource('ReplicaSet'),
        owned('Deployment', 'rs', deployment.metadata.uid),
      );
      store.create(
        resource('ConfigMap'),
        owned('ReplicaSet', 'leaf', set.metadata.uid),
      );
      const order: string[] = [];
      store.subscribe(
        ({ type, object }) => type === 'DELETED' && order.push(object.kind),
      );
      store.delete(resource('Deployment'), 'shop', 'd', { propagationPolicy });
      expect([...order].sort()).toEqual([...deleted].sort());
      expect(
        store.list(resource('ReplicaSet')).map(({ metadata }) => metadata.name),
      ).toEqual(left);
      expect(
        store.list(resource('ReplicaSet'))[0]?.metadata.ownerReferences,
      ).toBeUndefined();
    },
  );

  it('takes a namespace away with its content, and lets nothing in meanwhile', () => {
    const { store, resource } = createStore();
    store.create(resource('ConfigMap'), inShop('a'));
    store.delete(resource('Namespace'), undefined, 'shop');
    expect(store.count(resource('ConfigMap'))).toBe(0);
    expect(store.read(resource('Namespace'), undefined, 'shop').status).toEqual(
      {
        phase: 'Terminating',
      },
    );
    expect(
      refusal(() => store.create(resource('ConfigMap'), inShop('b'))),
    ).toMatchObject({
      code: 403,
      message:
        'configmaps "b" is forbidden: unable to create new content in namespace shop because it is being terminated',
    });
    store.sweep();
    expect(store.count(resource('Namespace'))).toBe(0);
  });

  it('forgets old changes, by number and when told to', () => {
    const { store, resource } = createStore({ historyLength: 3 });
    for (let index = 0; index < 5; index++) {
      store.create(resource('ConfigMap'), inShop(`c${index}`));
    }
    expect(store.changesSince(3).map(change => change.resourceVersion)).toEqual(
      [4, 5, 6],
    );
    expect(refusal(() => store.changesSince(2))).toMatchObject({
      code: 410,
      reason: 'Expired',
    });
    store.compact();
    expect(store.changesSince(6)).toEqual([]);
    expect(() => store.changesSince(5)).toThrow('too old resource version');
  });

  it('tells listeners everything in order, also what listeners write', () => {
    const { store, resource } = createStore();
    const seen: number[] = [];
    store.subscribe(({ object, type }) => {
      if (type === 'ADDED' && object.metadata.name === 'a') {
        store.create(resource('ConfigMap'), inShop('b'));
      }
    });
    store.subscribe(change => seen.push(change.resourceVersion));
    store.create(resource('ConfigMap'), inShop('a'));
    expect(seen).toEqual([2, 3]);
  });

  it('makes the same uids for the same seed', () => {
    const uids = [createStore(), createStore()].map(
      ({ store, resource }) =>
        store.create(resource('Pod'), {
          metadata: { generateName: 'p-', namespace: 'shop' },
        }).metadata,
    );
    expect(uids[0]).toEqual(uids[1]);
    expect(uids[0].uid).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('can show the list of every revision, and replaying its changes gives its state', () => {
    const action = fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      type: fc.constantFrom('create', 'change', 'delete'),
      value: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), actions => {
        const { store, resource } = createStore();
        const configs = resource('ConfigMap');
        const snapshots = new Map([
          [store.resourceVersion, store.list(configs)],
        ]);
        const replayed = new Map<string, unknown>();
        store.subscribe(({ type, object }) => {
          if (type === 'DELETED') {
            replayed.delete(object.metadata.name);
          } else {
            replayed.set(object.metadata.name, object);
          }
        }, configs);
        for (const { name, type, value } of actions) {
          const exists = store.get(configs, 'shop', name);
          if (type === 'create' && !exists) {
            store.create(configs, inShop(name, { data: { value } }));
          } else if (type === 'change') {
            store.modify(configs, 'shop', name, object => ({
              ...object,
              data: { value },
            }));
          } else if (type === 'delete' && exists) {
            store.delete(configs, 'shop', name);
          }
          snapshots.set(store.resourceVersion, store.list(configs));
        }
        for (const [version, list] of snapshots) {
          expect(store.listAt(configs, undefined, version)).toEqual(list);
        }
        expect(new Set(replayed.values())).toEqual(
          new Set(store.list(configs)),
        );
      }),
    );
  });
});
