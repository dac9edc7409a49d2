import type { Clock } from '../store/ObjectStore';

/** A task that waits for its time. @public */
export interface Timer {
  /** Milliseconds since the epoch. */
  readonly at: number;
  cancel(): void;
}

interface Entry extends Timer {
  readonly order: number;
  task?: () => void;
}

// A bug that makes two controllers undo each other's work must end in an error, not in a process that
// hangs with a full core.
const MAX_IMMEDIATE_TASKS = 5_000_000;

const MAX_TIMEOUT_MS = 2_147_000_000;

/**
 * The time of a simulated fleet, and everything that waits for some moment of it.
 *
 * It starts standing still: `advance` moves it, running what is due in order, each task at exactly its
 * own time, so that a month of a fleet's life passes in a second and twice the same. `live` couples it to
 * the machine's clock at some speed. One timer of the process serves everything that waits.
 *
 * @public
 */
export class Timeline implements Clock {
  private current: number;
  private readonly heap: Entry[] = [];
  private order = 0;
  private soon: (() => void)[] = [];
  private running = false;
  private speed = 0;
  private realOrigin = 0;
  private origin = 0;
  private timeout?: ReturnType<typeof setTimeout>;
  private immediate?: ReturnType<typeof setImmediate>;

  /** @param start - milliseconds since the epoch */
  constructor(start: number) {
    this.current = start;
  }

  now(): number {
    if (this.speed > 0 && !this.running) {
      this.current = Math.max(this.current, this.liveTime());
    }
    return this.current;
  }

  /** Tasks that wait for their time. */
  get pending(): number {
    return this.heap.length;
  }

  /** Runs a task at a time (milliseconds since the epoch), or as soon as possible if that has passed. */
  at(time: number, task: () => void): Timer {
    const entry: Entry = {
      at: time,
      order: this.order++,
      task,
      cancel() {
        entry.task = undefined;
      },
    };
    this.push(entry);
    if (this.speed > 0 && !this.running && this.heap[0] === entry) {
      this.arm();
    }
    return entry;
  }

  /** Runs a task once what is running now is done, before time moves on. */
  defer(task: () => void): void {
    this.soon.push(task);
    this.runSoon();
  }

  /** Runs what is due now. */
  settle(): void {
    this.run(this.now());
  }

  /** Moves time on by some milliseconds. */
  advance(milliseconds: number): void {
    this.advanceTo(this.now() + milliseconds);
  }

  /** Moves time on to a moment (milliseconds since the epoch); a moment in the past changes nothing. */
  advanceTo(time: number): void {
    this.run(time);
    if (this.speed > 0) {
      this.live(this.speed);
    }
  }

  /**
   * From now on time passes by itself.
   *
   * @param speed - seconds of the fleet per second of the machine; 0 stops it again
   */
  live(speed: number): void {
    if (!Number.isFinite(speed) || speed < 0) {
      throw new RangeError(`speed must be 0 or more, not ${speed}`);
    }
    this.now();
    this.disarm();
    this.speed = speed;
    this.origin = this.current;
    this.realOrigin = Date.now();
    if (speed > 0) {
      this.arm();
      this.runSoon();
    }
  }

  /** Seconds of the fleet per second of the machine; 0 while it stands still. */
  get liveSpeed(): number {
    return this.speed;
  }

  private runSoon(): void {
    if (
      this.speed > 0 &&
      this.soon.length > 0 &&
      !this.running &&
      this.immediate === undefined
    ) {
      this.immediate = setImmediate(() => {
        this.immediate = undefined;
        this.run(this.liveTime());
      });
    }
  }

  private liveTime(): number {
    return Math.floor(
      this.origin + (Date.now() - this.realOrigin) * this.speed,
    );
  }

  private run(until: number): void {
    if (this.running) {
      return;
    }
    this.running = true;
    try {
      this.runDeferred();
      for (;;) {
        const next = this.heap[0];
        if (!next || next.at > until) {
          break;
        }
        this.pop();
        const { task } = next;
        if (task) {
          this.current = Math.max(this.current, next.at);
          task();
          this.runDeferred();
        }
      }
      this.current = Math.max(this.current, until);
    } finally {
      this.running = false;
      if (this.speed > 0) {
        this.arm();
      }
    }
  }

  private runDeferred(): void {
    let count = 0;
    while (this.soon.length > 0) {
      const tasks = this.soon;
      this.soon = [];
      for (const task of tasks) {
        task();
      }
      count += tasks.length;
      if (count > MAX_IMMEDIATE_TASKS) {
        throw new Error('the simulated controllers never come to rest');
      }
    }
  }

  private arm(): void {
    if (this.timeout !== undefined) {
      clearTimeout(this.timeout);
      this.timeout = undefined;
    }
    while (this.heap[0] && !this.heap[0].task) {
      this.pop();
    }
    const next = this.heap[0];
    if (!next || this.speed <= 0) {
      return;
    }
    const wait = Math.ceil((next.at - this.liveTime()) / this.speed);
    this.timeout = setTimeout(() => {
      this.timeout = undefined;
      this.run(this.liveTime());
    }, Math.min(Math.max(wait, 0), MAX_TIMEOUT_MS));
    // Life in the fleet is no reason to keep a process up; its server is.
    this.timeout.unref();
  }

  private disarm(): void {
    if (this.timeout !== undefined) {
      clearTimeout(this.timeout);
      this.timeout = undefined;
    }
    if (this.immediate !== undefined) {
      clearImmediate(this.immediate);
      this.immediate = undefined;
    }
  }

  private push(entry: Entry): void {
    const { heap } = this;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = Math.floor((index - 1) / 2);
      if (!before(entry, heap[parent])) {
        break;
      }
      heap[index] = heap[parent];
      index = parent;
    }
    heap[index] = entry;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) {
      return;
    }
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) {
        break;
      }
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], last)) {
        break;
      }
      heap[index] = heap[child];
      index = child;
    }
    heap[index] = last;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
