/** A turn to list; giving it back twice does nothing. */
export type Release = (options?: { completed: boolean }) => void;

interface Waiting {
  cluster: string;
  grant: (release: Release) => void;
}

/** Sizes of {@link ListSlots}. */
export interface ListSlotsOptions {
  /** Lists at the same time over all clusters. */
  limit: number;
  /** Lists at the same time in one cluster. */
  perCluster: number;
  /** Milliseconds after which a turn is over for others, whether its list is complete or not. */
  timeBox: number;
}

/**
 * Turns to read complete lists, over all clusters: few at a time, so that a start does not take all memory,
 * and fair, so that no cluster waits for another. A turn is over after a time even if its list is not: the
 * list goes on, but somebody else may begin. A cluster that overran has one turn at a time until a list of
 * it completes, and none while as many lists of it go on like this as it may have turns.
 */
export class ListSlots {
  readonly #options: ListSlotsOptions;
  readonly #queues = new Map<string, Waiting[]>();
  readonly #running = new Map<string, number>();
  /** Lists that go on after their turn, by cluster. */
  readonly #overrunning = new Map<string, number>();
  readonly #slow = new Set<string>();
  #total = 0;

  constructor(options: ListSlotsOptions) {
    this.#options = options;
  }

  /** Lists that have their turn, and those that wait for it. */
  get sizes(): { running: number; waiting: number } {
    let waiting = 0;
    for (const queue of this.#queues.values()) waiting += queue.length;
    return { running: this.#total, waiting };
  }

  /**
   * Asks for a turn.
   *
   * @returns a function that takes the request back
   */
  acquire(cluster: string, grant: (release: Release) => void): () => void {
    const waiting = { cluster, grant };
    const queue = this.#queues.get(cluster);
    if (queue) queue.push(waiting);
    else this.#queues.set(cluster, [waiting]);
    this.#next();
    return () => this.#withdraw(waiting);
  }

  /** A cluster is not read here any more: whether its lists were slow does not matter when it comes back. */
  forget(cluster: string): void {
    this.#slow.delete(cluster);
  }

  #withdraw(waiting: Waiting): void {
    const queue = this.#queues.get(waiting.cluster);
    const index = queue?.indexOf(waiting) ?? -1;
    if (!queue || index < 0) return;
    queue.splice(index, 1);
    if (queue.length === 0) this.#queues.delete(waiting.cluster);
  }

  #next(): void {
    while (this.#total < this.#options.limit) {
      const cluster = this.#turn();
      if (cluster === undefined) return;
      const queue = this.#queues.get(cluster)!;
      const waiting = queue.shift()!;
      // To the end of the round: clusters take turns.
      this.#queues.delete(cluster);
      if (queue.length > 0) this.#queues.set(cluster, queue);
      this.#start(waiting);
    }
  }

  /** The cluster with the fewest turns now; of several the one that has waited longest since its last. */
  #turn(): string | undefined {
    let next: { cluster: string; running: number } | undefined;
    for (const cluster of this.#queues.keys()) {
      const overrunning = this.#overrunning.get(cluster) ?? 0;
      if (overrunning >= this.#options.perCluster) continue;
      const running = this.#running.get(cluster) ?? 0;
      const most = this.#slow.has(cluster) ? 1 : this.#options.perCluster;
      if (running < most && (!next || running < next.running)) {
        next = { cluster, running };
      }
    }
    return next?.cluster;
  }

  #start({ cluster, grant }: Waiting): void {
    this.#total++;
    add(this.#running, cluster, 1);
    let over = false;
    const free = () => {
      if (over) return;
      over = true;
      this.#total--;
      add(this.#running, cluster, -1);
      this.#next();
    };
    let overran = false;
    const timer = setTimeout(() => {
      this.#slow.add(cluster);
      overran = true;
      add(this.#overrunning, cluster, 1);
      free();
    }, this.#options.timeBox);
    timer.unref();
    grant(options => {
      clearTimeout(timer);
      if (options?.completed) this.#slow.delete(cluster);
      if (overran) {
        overran = false;
        add(this.#overrunning, cluster, -1);
        this.#next();
      }
      free();
    });
  }
}

/** Adds to a count, of which none is not kept. */
function add(counts: Map<string, number>, cluster: string, count: number) {
  const sum = (counts.get(cluster) ?? 0) + count;
  if (sum > 0) counts.set(cluster, sum);
  else counts.delete(cluster);
}
