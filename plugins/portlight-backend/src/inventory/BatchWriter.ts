import type { InventoryBatch } from './store/InventoryStore';
import { backoff, type BackoffSettings } from './reflector/backoff';
import { WriteTurns } from './WriteTurns';

/** What a {@link BatchWriter} is made of; times in milliseconds. */
export interface BatchWriterOptions {
  /** What is to be written now, in order; empty where nothing is. */
  collect: () => InventoryBatch[];
  write: (batch: InventoryBatch) => Promise<void>;
  /** A write failed and will be tried again. */
  onFailure: (error: unknown) => void;
  /** All that was collected is written. */
  onWritten: () => void;
  interval: number;
  /** Changes that make a batch due at once. */
  changes: number;
  /** Changes that wait before {@link BatchWriter.room} asks for a pause. */
  pending: number;
  backoff: BackoffSettings;
  random: () => number;
  /** Default: those that all writers of this process share, as they share its thread and its database. */
  turns?: WriteTurns;
}

/** Two, so that one is prepared while the database is busy with the other. */
const SHARED_TURNS = new WriteTurns(2);

/**
 * Milliseconds that a writer rests at most. A flood must not have the thread and the database to itself, but
 * what it brings is not old because of that.
 */
const LONGEST_REST = 1_000;

/**
 * Brings changes to the database in batches: soon, but not one by one. After its writes it rests for as long
 * as they took, so that of a cluster which changes all the time many changes become one row, and the others
 * have half of the thread at least. While a write fails, its batch is kept
 * and tried again; what changes meanwhile gathers in the inventory, where many changes of an object are one.
 */
export class BatchWriter {
  readonly #options: BatchWriterOptions;
  readonly #turns: WriteTurns;
  #timer?: NodeJS.Timeout;
  #due = false;
  #running?: Promise<void>;
  /** Something came since the running write collected. */
  #again = false;
  #changes = 0;
  /** As `performance.now()` has it. */
  #restsUntil = 0;
  #worked = 0;
  #room?: { promise: Promise<void>; open: () => void };
  #stopped = false;
  #wake?: () => void;

  constructor(options: BatchWriterOptions) {
    this.#options = options;
    this.#turns = options.turns ?? SHARED_TURNS;
  }

  /** Says that there is something to write. */
  request(changes = 0): void {
    if (this.#stopped) return;
    this.#changes += changes;
    const urgent = this.#changes >= this.#options.changes;
    if (urgent && !this.#due) {
      this.#due = true;
      clearTimeout(this.#timer);
      this.#timer = undefined;
    }
    if (this.#running) this.#again = true;
    if (this.#timer || this.#running) return;
    this.#timer = setTimeout(
      () => this.#start(),
      Math.max(
        urgent ? 0 : this.#options.interval,
        this.#restsUntil - performance.now(),
      ),
    );
  }

  /** Changes that no write has taken yet. */
  get waiting(): number {
    return this.#changes;
  }

  /** Resolves when the changes that wait have been taken; nothing while there is room. */
  room(): Promise<void> | undefined {
    if (this.#changes < this.#options.pending || this.#stopped) {
      return undefined;
    }
    if (!this.#room) {
      let open = () => {};
      const promise = new Promise<void>(resolve => {
        open = resolve;
      });
      this.#room = { promise, open };
    }
    return this.#room.promise;
  }

  /** Writes what is left, once, and ends. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#room?.open();
    this.#wake?.();
    await this.#running;
    try {
      await this.#writeAll();
    } catch (error) {
      this.#options.onFailure(error);
    }
  }

  #start(): void {
    this.#timer = undefined;
    // Not before it is known to run: collecting may say that there is more to write.
    this.#running = Promise.resolve()
      .then(() => this.#writeAll())
      .catch(error => this.#options.onFailure(error))
      .finally(() => {
        this.#running = undefined;
        if (this.#again) this.request();
      });
  }

  async #writeAll(): Promise<void> {
    this.#again = false;
    const began = performance.now();
    const batches = this.#options.collect();
    this.#worked = performance.now() - began;
    this.#changes = 0;
    this.#due = false;
    this.#room?.open();
    this.#room = undefined;
    if (batches.length === 0) return;
    for (const batch of batches) {
      await this.#write(batch);
      // SQLite works in this thread: others get their turn between two transactions.
      await new Promise(resolve => setImmediate(resolve));
    }
    this.#restsUntil = performance.now() + Math.min(this.#worked, LONGEST_REST);
    this.#options.onWritten();
  }

  async #write(batch: InventoryBatch): Promise<void> {
    for (let failures = 0; ; ) {
      try {
        await this.#turns.run(async () => {
          const began = performance.now();
          await this.#options.write(batch);
          this.#worked += performance.now() - began;
        });
        return;
      } catch (error) {
        if (this.#stopped) throw error;
        failures++;
        this.#options.onFailure(error);
        await this.#pause(failures);
      }
    }
  }

  async #pause(failures: number): Promise<void> {
    await new Promise<void>(resolve => {
      const timer = setTimeout(
        resolve,
        backoff(failures, this.#options.backoff, this.#options.random()),
      );
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}
