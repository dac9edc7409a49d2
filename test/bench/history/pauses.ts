/** Watches how long the thread is not there for others. */
export class Pauses {
  #last = performance.now();
  #longest = 0;
  #watching = true;

  constructor() {
    const look = () => {
      const now = performance.now();
      this.#longest = Math.max(this.#longest, now - this.#last);
      this.#last = now;
      if (this.#watching) setImmediate(look);
    };
    setImmediate(look);
  }

  /** @returns the longest, in seconds */
  end(): number {
    this.#watching = false;
    // What never let anybody in is one pause.
    return Math.max(this.#longest, performance.now() - this.#last) / 1000;
  }
}

/** What a piece of work takes, in seconds. */
export async function timed(work: () => Promise<void>): Promise<{
  wall: number;
  cpu: number;
  longestPause: number;
}> {
  const pauses = new Pauses();
  const before = process.cpuUsage();
  const began = performance.now();
  await work();
  const wall = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1e6, longestPause: pauses.end() };
}
