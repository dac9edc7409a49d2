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
 * it completes.
 */
export class ListSlots {
  readonly #options: ListSlotsOptions;
  readonly #queues = new Map<string, Waiting[]>();
  readonly #running = new Map<string, number>();
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
    this.#running.set(cluster, (this.#running.get(cluster) ?? 0) + 1);
    let over = false;
    const free = () => {
      if (over) return;
      over = true;
      this.#total--;
      const left = this.#running.get(cluster)! - 1;
      if (left > 0) this.#running.set(cluster, left);
      else this.#running.delete(cluster);
      this.#next();
    };
    const timer = setTimeout(() => {
      this.#slow.add(cluster);
      free();
    }, this.#options.timeBox);
    timer.unref();
    grant(options => {
      clearTimeout(timer);
      if (options?.completed) this.#slow.delete(cluster);
      free();
    });
  }
}
