import assert from 'node:assert/strict';
import type { KubernetesObject } from '@portlight/plugin-portlight-common';
import { KubernetesServer } from './KubernetesServer';
import { CHAOS_KINDS, MemoryMirror, MemoryStore } from './MemoryMirror';
import {
  happenToServer,
  objectOf,
  type Happening,
  type Script,
} from './script';

/** Milliseconds of the script's time within which the mirror has to be right again. */
const LONGEST_RECOVERY = 20 * 60_000;
/** The same where only the next complete list can tell: at most 37.5 min later. */
const LONGEST_UNNOTICED = 60 * 60_000;
/** A watch that is silent is looked at after 90 s, and read anew after as many. */
const LONGEST_NEWS = 5 * 60_000;

/** Numbers from 0 up to 1, the same for every run. */
function randomNumbers(): () => number {
  let state = 7;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Lets all that can go on without a timer go on; the real one, beside the fake timers. */
function turn(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}

/** What is to be the same everywhere: which objects there are, and of which content. */
function digest(objects: Iterable<KubernetesObject>): string {
  return [...objects]
    .map(({ kind, metadata }) =>
      [
        kind,
        metadata?.namespace,
        metadata?.name,
        metadata?.uid,
        metadata?.labels?.value,
      ].join('/'),
    )
    .sort()
    .join('\n');
}

/** One script from its beginning to the end of its faults, and what came after. */
class Run {
  readonly server = new KubernetesServer();
  readonly store = new MemoryStore();
  readonly #random = randomNumbers();
  #clock = 0;
  #mirror!: MemoryMirror;
  #restarts = 0;

  constructor(script: Script) {
    this.server.streamingLists = script.streamingLists;
    this.server.goneAsEvent = script.goneAsEvent;
    this.server.chunkBytes = script.chunkBytes;
    for (const called of ['a', 'b', 'c', 'd']) {
      for (const resource of ['pods', 'serviceaccounts']) {
        this.server.put(resource, objectOf(resource, called, 0));
      }
    }
    this.#begin();
  }

  #begin(): void {
    this.#restarts = 0;
    this.#mirror = new MemoryMirror({
      server: this.server,
      store: this.store,
      now: () => Date.now() + this.#clock,
      random: this.#random,
    });
    this.#mirror.start();
  }

  async happen(what: Happening): Promise<void> {
    if (happenToServer(this.server, what)) {
      // Something else may come before anybody has noticed.
    } else if (typeof what !== 'string') {
      if ('wait' in what) await this.pass(what.wait, () => false);
      else if ('clock' in what) this.#clock += what.clock;
      else if ('database' in what) this.store.down = what.database === 'down';
    } else if (what === 'kill') {
      await this.#mirror.kill();
      this.#begin();
    } else if (what === 'sync') {
      this.#mirror.reflectors.forEach(reflector => reflector.sync());
    } else {
      const now = performance.now();
      this.#mirror.reflectors.forEach(reflector => reflector.reconnect(now));
    }
    await turn();
    this.#checkFigures();
  }

  /** Time passes until something is so; false where it was not so in time. */
  async pass(milliseconds: number, until: () => boolean): Promise<boolean> {
    const end = performance.now() + milliseconds;
    for (;;) {
      await turn();
      if (until()) return true;
      if (performance.now() >= end) return false;
      // The next thing that is due, or the end of the time.
      const bound = setTimeout(() => {}, end - performance.now());
      jest.advanceTimersToNextTimer();
      clearTimeout(bound);
    }
  }

  endFaults(): void {
    this.server.heal();
    this.store.down = false;
  }

  /** Inventory and database are what the server is, and will be. */
  equal(): boolean {
    if (
      !this.#mirror.reflectors.every(({ state }) => state.phase === 'watching')
    ) {
      return false;
    }
    const truth = this.#truth();
    return (
      digest(this.#mirrored()) === truth &&
      digest([...this.store.rows.values()].map(row => JSON.parse(row))) ===
        truth
    );
  }

  /** The same with every field, for the end. */
  expectEqual(): void {
    const truth = CHAOS_KINDS.flatMap(kind =>
      this.server.objects(kind.resource).map(object =>
        JSON.stringify(
          kind.prune({
            ...object,
            kind: kind.kind,
            apiVersion: kind.group
              ? `${kind.group}/${kind.version}`
              : kind.version,
          }),
        ),
      ),
    ).sort();
    assert.deepEqual([...this.store.rows.values()].sort(), truth);
    assert.deepEqual(
      [...this.#mirrored()].map(record => JSON.stringify(record)).sort(),
      truth,
    );
  }

  /** What the workers list says is right once all is well. */
  expectFigures(): void {
    for (const worker of this.#mirror.workers()) {
      const { resource } = CHAOS_KINDS.find(
        ({ kind }) => kind === worker.kind,
      )!;
      assert.equal(worker.state, 'watching');
      assert.equal(worker.objects, this.server.objects(resource).length);
      // Whether the change came as an event or with a list depends on when the watch was opened.
      assert.ok(worker.lastEventAt ?? worker.lastListAt);
      assert.equal(worker.error, undefined);
      assert.ok(Number(worker.resourceVersion) <= this.server.version);
    }
  }

  /** Something new in every kind. */
  change(): void {
    for (const { resource } of CHAOS_KINDS) {
      this.server.put(resource, objectOf(resource, 'after', 1));
    }
  }

  describe(): string {
    return JSON.stringify(
      {
        server: this.#truth().split('\n'),
        inventory: digest(this.#mirrored()).split('\n'),
        rows: [...this.store.rows.keys()],
        version: this.server.version,
        states: this.#mirror.reflectors.map(({ state }) => state),
      },
      null,
      1,
    );
  }

  async end(): Promise<void> {
    this.server.close();
    await this.#mirror.kill();
    await turn();
  }

  /** At any moment: restarts only grow, and the objects are those that are there. */
  #checkFigures(): void {
    const workers = this.#mirror.workers();
    const restarts = workers.reduce((sum, each) => sum + each.restarts, 0);
    assert.ok(restarts >= this.#restarts);
    this.#restarts = restarts;
    for (const { kind, objects, state, error } of workers) {
      assert.equal(objects, [...this.#mirror.inventory.records(kind)].length);
      // Nothing is out of reach without a cause.
      if (state === 'unavailable') assert.ok(error?.message);
    }
  }

  *#mirrored(): Generator<KubernetesObject> {
    for (const { kind } of CHAOS_KINDS) {
      yield* this.#mirror.inventory.records(kind);
    }
  }

  #truth(): string {
    return digest(
      CHAOS_KINDS.flatMap(({ kind, resource }) =>
        this.server.objects(resource).map(object => ({ ...object, kind })),
      ),
    );
  }
}

/** What a script took, in milliseconds of its own time. */
export interface ScriptResult {
  /** From the end of the faults until the mirror was right. */
  recovery: number;
  /** The server was restored in a way that only a complete list can tell. */
  unnoticeable: boolean;
  /** From a change afterwards until it was in the database. */
  news: number;
}

/** Plays a script on fake timers; throws where the mirror is not right in the end. */
export async function runScript(script: Script): Promise<ScriptResult> {
  const run = new Run(script);
  try {
    for (const what of script.happenings) await run.happen(what);
    run.endFaults();
    const ended = performance.now();
    const { unnoticeable } = run.server;
    const bound = unnoticeable ? LONGEST_UNNOTICED : LONGEST_RECOVERY;
    if (!(await run.pass(bound, () => run.equal()))) {
      throw new Error(
        `The mirror is not what the server is: ${run.describe()}`,
      );
    }
    const recovered = performance.now();
    // Equal once may be luck: it has to follow, too.
    run.change();
    if (!(await run.pass(LONGEST_NEWS, () => run.equal()))) {
      throw new Error(`The mirror does not follow: ${run.describe()}`);
    }
    const followed = performance.now();
    run.expectEqual();
    run.expectFigures();
    return {
      recovery: recovered - ended,
      unnoticeable,
      news: followed - recovered,
    };
  } finally {
    await run.end();
    // Whatever was begun has been ended.
    assert.equal(jest.getTimerCount(), 0);
    jest.clearAllTimers();
  }
}
