/** Milliseconds after which a turn is over for others, whether its write is done or not. */
const TIME_BOX = 5_000;

/**
 * Turns to write to the database, over all clusters. A transaction per cluster at once would keep every
 * connection of the pool (SQLite has one), and a reader would wait for all of them; so it waits for few. Who
 * asks first writes first, and a cluster asks again only after its write: one that changes all the time has
 * as many turns as one that changes now and then.
 */
export class WriteTurns {
  readonly #limit: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @param limit - writes at the same time */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Writes when it is time. */
  async run<T>(write: () => Promise<T>): Promise<T> {
    if (this.#running < this.#limit) {
      this.#running++;
    } else {
      // Whoever ends hands the turn over.
      await new Promise<void>(resolve => {
        this.#waiting.push(resolve);
      });
    }
    let over = false;
    const end = () => {
      if (over) return;
      over = true;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    };
    // A database that does not answer one must not keep all from trying.
    const timer = setTimeout(end, TIME_BOX);
    try {
      return await write();
    } finally {
      clearTimeout(timer);
      end();
    }
  }
}
