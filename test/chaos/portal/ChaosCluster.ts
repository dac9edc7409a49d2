import { KINDS } from '@portlight/plugin-portlight-common';
import {
  type Fault,
  MemoryObjectStore,
  type ObjectStore,
  type Simulator,
  type StoreBackup,
} from '@portlight/simulator';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../integration/random';
import type { ChaosPortal } from './ChaosPortal';

/** A share of the faults that a cluster may have, and what they hit. */
const FAULTS: (() => Fault)[] = [
  () => ({ type: 'hang' }),
  () => ({ type: 'hang', match: { verbs: ['watch'] } }),
  ...[401, 403, 404, 410, 429, 500, 503].map(
    code => (): Fault => ({ type: 'status', code }),
  ),
  () => ({ type: 'status', code: 410, match: { verbs: ['list'] } }),
  () => ({ type: 'html' }),
  () => ({ type: 'disconnected' }),
  () => ({ type: 'latency', milliseconds: 200, jitterMilliseconds: 800 }),
  () => ({ type: 'half-closed', afterLines: 2 }),
  () => ({ type: 'truncated', afterLines: 1 }),
  () => ({ type: 'truncated', match: { verbs: ['list'] } }),
  () => ({ type: 'reset', afterLines: 1, probability: 0.5 }),
  () => ({ type: 'garbage', probability: 0.3 }),
  () => ({ type: 'huge-line', count: 1, bytes: 10 * 1024 * 1024 }),
  () => ({ type: 'repeat' }),
  () => ({ type: 'stale', revisions: 20 }),
  () => ({ type: 'drip', bytesPerSecond: 20_000 }),
  () => ({ type: 'no-bookmarks' }),
  () => ({ type: 'no-streaming-list' }),
  () => ({ type: 'clock-skew', milliseconds: -86_400_000 }),
  () => ({ type: 'flood', perSecond: 300 }),
];

/** What happens once. */
const BLOWS = ['compact', 'restore', 'endWatches', 'bookmarks'] as const;

const NAMESPACES = ['default', 'kube-public'];

/**
 * So much is written to a real cluster in the hours since its last backup. A server that had overtaken the
 * mirror's versions by the time the mirror is back could not be told from one that was never restored.
 */
const REVISIONS_SINCE_BACKUP = 100_000;

/** A store that can be restored many times. */
export function chaosStore(cluster: string): ObjectStore {
  const store = new MemoryObjectStore({
    cluster,
    clock: { now: () => Date.now() },
    firstResourceVersion: 100_000_000,
  });
  const namespaces = store.resources.forKind('Namespace');
  for (const name of [...NAMESPACES, 'kube-system']) {
    store.create(namespaces, { metadata: { name } });
  }
  return store;
}

/** A simulated cluster in which things happen, and go wrong, as a seed says. */
export class ChaosCluster {
  readonly name: string;
  /** What was done, for whoever has to find out why a test failed. */
  done: string[] = [];
  readonly #simulator: Simulator;
  #random = seededRandom(0);
  #number = 0;

  constructor(simulator: Simulator, name: string) {
    this.#simulator = simulator;
    this.name = name;
    for (let count = 0; count < 15; count += 1) this.#create();
  }

  get #cluster() {
    return this.#simulator.cluster(this.name);
  }

  #pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#random() * choices.length)];
  }

  /** Lives for a time (milliseconds) with the faults of a seed, and is sound again in the end. */
  async live(seed: number, milliseconds: number): Promise<void> {
    this.#random = seededRandom(seed);
    this.done = [`seed ${seed}`];
    const { store } = this.#cluster;
    const now = store.backup();
    const backup = {
      ...now,
      resourceVersion: now.resourceVersion - REVISIONS_SINCE_BACKUP,
    };
    const ends = Date.now() + milliseconds;
    while (Date.now() < ends) {
      const dice = this.#random();
      if (dice < 0.3) this.#break();
      else if (dice < 0.4) this.#cluster.faults.clear();
      else if (dice < 0.5) this.#strike(backup);
      for (let writes = this.#random() * 6; writes > 0; writes -= 1) {
        this.#write();
      }
      await sleep(20 + this.#random() * 200);
    }
    this.#cluster.faults.clear();
  }

  #break(): void {
    const fault = this.#pick(FAULTS)();
    this.done.push(JSON.stringify(fault));
    this.#cluster.faults.add(fault);
  }

  #strike(backup: StoreBackup): void {
    const blow = this.#pick(BLOWS);
    const { store } = this.#cluster;
    const { watches } = this.#simulator;
    // A second restore brings versions back that were used a moment ago, which nobody can tell apart.
    if (blow === 'restore' && this.done.includes('restore')) return;
    this.done.push(blow);
    if (blow === 'compact') store.compact();
    else if (blow === 'bookmarks') watches.bookmark(this.#cluster);
    else {
      if (blow === 'restore') store.restore(backup);
      for (const watch of watches.of(this.#cluster)) {
        if (blow === 'restore') watch.response.destroy();
        else watch.end();
      }
    }
  }

  #write(): void {
    const { store } = this.#cluster;
    const pods = store.resources.forKind('Pod');
    const all = store.list(pods);
    const dice = this.#random();
    if (all.length < 5 || dice < 0.3) {
      this.#create();
      return;
    }
    const { namespace, name } = this.#pick(all).metadata;
    if (dice < 0.5) {
      store.delete(pods, namespace, name, { gracePeriodSeconds: 0 });
      return;
    }
    this.#number += 1;
    store.modify(pods, namespace, name, pod => ({
      ...pod,
      spec: {
        ...pod.spec,
        containers: [{ name: 'main', image: `shop/cart:${this.#number}` }],
      },
    }));
  }

  #create(): void {
    const { store } = this.#cluster;
    this.#number += 1;
    const namespace = this.#pick(NAMESPACES);
    store.create(store.resources.forKind('Pod'), {
      metadata: { name: `pod-${this.#number}`, namespace },
      spec: {
        containers: [{ name: 'main', image: `shop/cart:${this.#number}` }],
      },
      status: { phase: 'Running' },
    });
    if (this.#number % 3 === 0) {
      store.create(store.resources.forKind('ServiceAccount'), {
        metadata: { name: `account-${this.#number}`, namespace },
      });
    }
  }

  /** Says in every watch how far it is, as a real server does once a minute. */
  bookmark(): void {
    this.#simulator.watches.bookmark(this.#cluster);
  }

  #objects(): Map<string, string[]> {
    const { store } = this.#cluster;
    return new Map(
      KINDS.filter(
        ({ optional, fieldSelector }) => !optional && !fieldSelector,
      ).map(({ kind, group, version }): [string, string[]] => {
        const resource = store.resources.findKind(
          kind,
          group ? `${group}/${version}` : version,
        );
        const names = (resource ? store.list(resource) : []).map(
          ({ metadata: { namespace = '', name } }) =>
            `${kind}/${namespace}/${name}`,
        );
        return [kind, names];
      }),
    );
  }

  /** What is different between the API and the store now; nothing where they are equal. */
  async difference(portal: ChaosPortal): Promise<string | undefined> {
    const { store } = this.#cluster;
    const cluster = encodeURIComponent(this.name);
    const truth = this.#objects();
    const pods = store
      .list(store.resources.forKind('Pod'))
      .map(
        ({ metadata: { namespace, name }, spec }) =>
          `${namespace}/${name} ${spec.containers[0].image}`,
      );
    const [document, workers, listed, shown] = await Promise.all([
      portal.get(`/clusters/${cluster}`),
      portal.get(`/workers?cluster=${cluster}`),
      portal.get(`/fleet/objects?cluster=${cluster}&limit=500`),
      portal.get(`/fleet/pods?cluster=${cluster}&limit=500`),
    ]);
    return (
      differenceOf(
        'objects',
        [...truth.values()].flat(),
        listed.items.map(
          ({ kind, namespace = '', name }: any) =>
            `${kind}/${namespace}/${name}`,
        ),
      ) ??
      differenceOf(
        'pods',
        pods,
        shown.items.map(
          ({ namespace, name, images }: any) =>
            `${namespace}/${name} ${images[0]}`,
        ),
      ) ??
      differenceOf(
        'figures',
        [
          'active',
          `stale false`,
          `pods ${pods.length}`,
          `total ${pods.length}`,
        ],
        [
          document.status,
          `stale ${document.sync.stale}`,
          `pods ${document.counts?.pods}`,
          `total ${shown.total}`,
        ],
      ) ??
      differenceOf(
        'workers',
        [...truth].map(([kind, names]) => `${kind} watching ${names.length} -`),
        workers.items
          .filter(({ kind }: any) => truth.has(kind))
          .map(
            ({ kind, state, objects, error }: any) =>
              `${kind} ${state} ${objects} ${error?.message ?? '-'}`,
          ),
      )
    );
  }
}

function differenceOf(
  what: string,
  expected: string[],
  found: string[],
): string | undefined {
  const missing = expected.filter(each => !found.includes(each));
  const ghosts = found.filter(each => !expected.includes(each));
  if (missing.length + ghosts.length + expected.length - found.length === 0) {
    return undefined;
  }
  return `${what}: missing ${JSON.stringify(
    missing.slice(0, 5),
  )}, too many ${JSON.stringify(ghosts.slice(0, 5))}`;
}
