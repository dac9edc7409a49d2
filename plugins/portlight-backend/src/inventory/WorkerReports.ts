import type { Worker } from '@portlight/plugin-portlight-common';
import type { Reflector } from './reflector/Reflector';
import { describeWorker } from './workers';

/** What {@link WorkerReports} are made of. */
export interface WorkerReportsOptions {
  cluster: string;
  /** The name of this backend replica. */
  replica: string;
  reflectors: readonly Reflector[];
  /** How many objects of a kind are known. */
  count: (kind: string) => number;
}

/** The rows of a cluster's workers: which of them are worth writing, and how far behind they are. */
export class WorkerReports {
  readonly #options: WorkerReportsOptions;
  readonly #lags = new Map<string, number>();
  readonly #written = new Map<string, string>();
  /** Kinds with changes that are not written, and when the newest of them came. */
  #arrivals = new Map<string, number>();
  /** Arrivals whose batch is being written. */
  readonly #writing = new Map<string, number>();
  #resumeAt: ReadonlyMap<string, string> = new Map();

  constructor(options: WorkerReportsOptions) {
    this.#options = options;
  }

  /** Points that are stored: they stay until a reflector has a newer one or begins to list. */
  resumeAt(points: ReadonlyMap<string, string>): void {
    this.#resumeAt = points;
  }

  /** Something came, at a time as `performance.now()` has it. */
  arrived(kind: string, at: number): void {
    this.#arrivals.set(kind, at);
  }

  /**
   * The workers to be written now.
   *
   * @param all - also those that are as they were
   */
  collect(all: boolean): Worker[] {
    const { cluster, replica, reflectors, count } = this.#options;
    const workers: Worker[] = [];
    const touched = this.#arrivals;
    this.#arrivals = new Map();
    for (const reflector of reflectors) {
      const { kind } = reflector.kind;
      const worker = describeWorker(
        cluster,
        replica,
        reflector,
        count(kind),
        this.#lags.get(kind),
      );
      if (reflector.state.phase === 'pending') {
        // Whoever takes the cluster over before it could be reached resumes there too.
        worker.resourceVersion = this.#resumeAt.get(kind);
      }
      const { state, restarts, error } = worker;
      const shown = JSON.stringify([state, restarts, error?.message]);
      const arrival = touched.get(kind);
      if (arrival !== undefined || all || shown !== this.#written.get(kind)) {
        workers.push(worker);
        this.#written.set(kind, shown);
      }
      if (arrival !== undefined) this.#writing.set(kind, arrival);
    }
    return workers;
  }

  /** All that was collected is written; answers how far behind each kind was, in seconds. */
  written(now: number): Map<string, number> {
    const lags = new Map<string, number>();
    for (const [kind, arrival] of this.#writing) {
      const lag = Math.max(0, now - arrival) / 1000;
      this.#lags.set(kind, lag);
      lags.set(kind, lag);
    }
    this.#writing.clear();
    return lags;
  }
}
