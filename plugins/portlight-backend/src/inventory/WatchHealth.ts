import type { Reflector } from './reflector/Reflector';

/** Kinds without which nobody knows what there was to pay for. */
const OBSERVED = ['Node', 'Pod'];

/** Milliseconds without a watch after which what it brings happened some time ago. */
const LATE_AFTER = 60_000;

/** Whether nodes and pods of a cluster are known as they are. */
export interface Observation {
  /** They are now. */
  current: boolean;
  /** Complete lists so far. Between two of them watches went on where they had ended, so that nothing was missed. */
  lists: number;
}

/** What is known of how well the watches of a cluster bring what happens. */
export class WatchHealth {
  readonly #reflectors: readonly Reflector[];
  /** When the watch of a kind was last known to be well, as `performance.now()` has it. */
  readonly #wellAt = new Map<string, number>();
  #lists = 0;

  constructor(reflectors: readonly Reflector[]) {
    this.#reflectors = reflectors;
  }

  get observation(): Observation {
    return {
      current: this.#reflectors
        .filter(({ kind }) => OBSERVED.includes(kind.kind))
        .every(isWell),
      lists: this.#lists,
    };
  }

  /** To be called every few seconds. */
  look(now: number): void {
    for (const reflector of this.#reflectors) {
      if (isWell(reflector)) this.#wellAt.set(reflector.kind.kind, now);
    }
  }

  /** A kind was read as a whole. */
  listed(kind: string): void {
    if (OBSERVED.includes(kind)) this.#lists++;
  }

  /** Whether what the watch of a kind brings now may have happened some time ago. */
  late(kind: string, now: number): boolean {
    return now - (this.#wellAt.get(kind) ?? -Infinity) > LATE_AFTER;
  }
}

/** It brings what happens as it happens. */
function isWell({ state }: Reflector): boolean {
  return state.phase === 'watching' && state.listed && !state.failure;
}
