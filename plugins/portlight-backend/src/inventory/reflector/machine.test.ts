import type { KubernetesObject } from '@portlight/plugin-portlight-common';
import fc from 'fast-check';
import { KindServer } from '../__testUtils__/KindServer';
import { LineSplitter } from './lines';
import { initialState, step } from './machine';
import type {
  MachineSettings,
  ReflectorEffect,
  ReflectorInput,
  ReflectorState,
} from './machineTypes';

const SETTINGS: MachineSettings = {
  minimum: 1000,
  maximum: 60_000,
  pageSize: 2,
  recheck: 300_000,
};

type Request = Extract<
  ReflectorEffect,
  { type: 'page' | 'stream' | 'watch' | 'verify' }
>;

type Body = {
  bytes: Buffer;
  position: number;
  /** The version up to which events were written. */
  sent: number;
  /** The end of the first events has not been written yet. */
  initial: boolean;
};

/** A reflector's effects without time and network: a script decides when what happens. */
class Harness {
  readonly server = new KindServer();
  state: ReflectorState = initialState(SETTINGS);
  readonly mirror = new Map<string, number>();
  #collected = new Map<string, number>();
  #wanted?: Request;
  #turn = false;
  #waiting = false;
  #body?: Body;
  #splitter = new LineSplitter(1_000_000);
  #bookmarks: string[] = [];

  constructor(readonly streaming: boolean) {
    this.input({ type: 'start' });
  }

  input(input: ReflectorInput): void {
    const { state, effects } = step(this.state, input, SETTINGS, 0.5);
    this.state = state;
    effects.forEach(effect => this.#perform(effect));
  }

  #perform(effect: ReflectorEffect): void {
    switch (effect.type) {
      case 'acquire':
        this.#turn = true;
        break;
      case 'page':
      case 'stream':
      case 'watch':
      case 'verify':
        this.#wanted = effect;
        break;
      case 'abort':
        this.#wanted = undefined;
        this.#body = undefined;
        this.#waiting = false;
        this.#turn = false;
        break;
      case 'begin':
        this.#collected = new Map();
        break;
      case 'collect':
        keep(this.#collected, effect.change, effect.object);
        break;
      case 'commit':
        this.mirror.clear();
        this.#collected.forEach((value, name) => this.mirror.set(name, value));
        break;
      case 'apply':
        keep(this.mirror, effect.change, effect.object);
        break;
      case 'wait':
        this.#waiting = true;
        break;
      default:
    }
  }

  /** Something that was asked for happens. */
  proceed(): boolean {
    if (this.#turn) {
      this.#turn = false;
      this.input({ type: 'granted' });
    } else if (this.#waiting) {
      this.#waiting = false;
      this.input({ type: 'waited' });
    } else if (this.#wanted) {
      this.#answer(this.#wanted);
    } else {
      return false;
    }
    return true;
  }

  #answer(wanted: Request): void {
    this.#wanted = undefined;
    if (wanted.type === 'verify') {
      this.input({
        type: 'newest',
        resourceVersion: String(this.server.version),
      });
      return;
    }
    if (wanted.type === 'page') {
      const page = this.server.page(wanted.limit, wanted.continue);
      if (!page) {
        this.input({ type: 'expired' });
        return;
      }
      const { resourceVersion, continue: token } = page.metadata;
      this.input({
        type: 'page',
        objects: page.items,
        resourceVersion,
        continue: token,
      });
      return;
    }
    if (wanted.type === 'stream' && !this.streaming) {
      this.input({ type: 'streamingRefused' });
      return;
    }
    const from = wanted.type === 'watch' ? Number(wanted.resourceVersion) : 0;
    if (wanted.type === 'watch' && !this.server.since(from)) {
      this.input({ type: 'expired' });
      return;
    }
    this.#splitter = new LineSplitter(1_000_000);
    this.#body = {
      bytes: Buffer.alloc(0),
      position: 0,
      sent: from,
      initial: false,
    };
    if (wanted.type === 'stream') {
      this.server.objects().forEach(object => this.#send('ADDED', object));
      this.#body.sent = this.server.version;
      this.#body.initial = true;
    }
  }

  #send(type: string, object: KubernetesObject): void {
    this.#sendLine(JSON.stringify({ type, object }));
  }

  #sendLine(line: string): void {
    if (!this.#body) return;
    this.#body.bytes = Buffer.concat([
      this.#body.bytes,
      Buffer.from(`${line}\n`),
    ]);
  }

  /** The server writes what happened to the open watch. */
  write(): void {
    if (!this.#body) return;
    const entries = this.server.since(this.#body.sent);
    if (!entries) {
      this.#sendLine(
        JSON.stringify({
          type: 'ERROR',
          object: { kind: 'Status', code: 410 },
        }),
      );
      return;
    }
    entries.forEach(({ type, object }) => this.#send(type, object));
    this.#body.sent = this.server.version;
    if (!this.#body.initial) return;
    // What changes while the first events are sent comes before their end.
    this.#body.initial = false;
    this.#send('BOOKMARK', {
      metadata: {
        resourceVersion: String(this.server.version),
        annotations: { 'k8s.io/initial-events-end': 'true' },
      },
    });
  }

  bookmark(): void {
    if (!this.#body) return;
    this.write();
    const line = JSON.stringify({
      type: 'BOOKMARK',
      object: { metadata: { resourceVersion: String(this.#body.sent) } },
    });
    this.#bookmarks.push(line);
    this.#sendLine(line);
  }

  /** A bookmark of before comes again. Within a first list there are none. */
  lateBookmark(index: number): void {
    if (this.state.collecting || this.#bookmarks.length === 0) return;
    this.#sendLine(this.#bookmarks[index % this.#bookmarks.length]);
  }

  /** An event comes twice. */
  repeat(): void {
    if (!this.#body || this.state.collecting) return;
    this.write();
    const [last] = this.server.since(this.server.version - 1) ?? [];
    if (last) this.#send(last.type, last.object);
  }

  /** So many bytes arrive. */
  deliver(count: number): boolean {
    const body = this.#body;
    if (!body || body.position >= body.bytes.length) return false;
    const chunk = body.bytes.subarray(body.position, body.position + count);
    body.position += chunk.length;
    for (const line of this.#splitter.push(chunk)) {
      this.#line(JSON.parse(line));
      // Nothing of an aborted stream is heard.
      if (this.#body !== body) break;
    }
    return true;
  }

  #line(event: { type: string; object: KubernetesObject }): void {
    const { type, object } = event;
    if (type === 'ERROR') {
      this.input({ type: 'expired' });
    } else if (type === 'BOOKMARK') {
      this.input({
        type: 'bookmark',
        resourceVersion: object.metadata?.resourceVersion,
        initialEventsEnd: object.metadata?.annotations !== undefined,
      });
    } else {
      this.input({
        type: 'event',
        change: type as 'ADDED' | 'MODIFIED' | 'DELETED',
        object,
      });
    }
  }

  close(lived: number): void {
    if (this.#body) this.input({ type: 'closed', lived });
  }

  settle(): void {
    for (let turns = 0; turns < 1000; turns++) {
      this.write();
      if (!this.deliver(1_000_000) && !this.proceed()) return;
    }
    throw new Error(`It does not settle: ${JSON.stringify(this.state)}`);
  }
}

function keep(
  map: Map<string, number>,
  change: string,
  object: KubernetesObject,
): void {
  const name = object.metadata!.name!;
  if (change === 'DELETED') map.delete(name);
  else map.set(name, object.spec.value);
}

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ put: name, value: fc.nat(99) }) },
  { weight: 3, arbitrary: fc.record({ delete: name }) },
  { weight: 1, arbitrary: fc.constant('compact' as const) },
  { weight: 8, arbitrary: fc.constant('proceed' as const) },
  { weight: 4, arbitrary: fc.constant('write' as const) },
  {
    weight: 8,
    arbitrary: fc.record({ deliver: fc.integer({ min: 1, max: 300 }) }),
  },
  { weight: 2, arbitrary: fc.constant('bookmark' as const) },
  { weight: 2, arbitrary: fc.record({ late: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.constant('repeat' as const) },
  { weight: 2, arbitrary: fc.record({ close: fc.constantFrom(0, 60_000) }) },
  { weight: 1, arbitrary: fc.constant('fail' as const) },
  { weight: 1, arbitrary: fc.constant('sync' as const) },
  { weight: 1, arbitrary: fc.constant('retry' as const) },
  { weight: 1, arbitrary: fc.constant('reopen' as const) },
  { weight: 1, arbitrary: fc.constant('tooLarge' as const) },
);

type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

function perform(harness: Harness, happening: Action): void {
  if (typeof happening === 'object') {
    if ('put' in happening) harness.server.put(happening.put, happening.value);
    else if ('delete' in happening) harness.server.delete(happening.delete);
    else if ('deliver' in happening) harness.deliver(happening.deliver);
    else if ('late' in happening) harness.lateBookmark(happening.late);
    else harness.close(happening.close);
    return;
  }
  switch (happening) {
    case 'compact':
      harness.server.compact();
      break;
    case 'fail':
      harness.input({
        type: 'failed',
        failure: { cause: 'unreachable', message: 'gone' },
      });
      break;
    case 'sync':
    case 'retry':
    case 'reopen':
      harness.input({ type: happening });
      break;
    case 'tooLarge':
      if (harness.state.collecting) harness.input({ type: 'tooLarge' });
      break;
    default:
      harness[happening]();
  }
}

describe('the reflector', () => {
  it.each([
    ['streaming lists', true],
    ['pages only', false],
  ])(
    'equals the server after any history, with %s',
    (_, streaming) => {
      fc.assert(
        fc.property(fc.array(action, { maxLength: 80 }), script => {
          const harness = new Harness(streaming);
          script.forEach(each => perform(harness, each));
          harness.settle();
          expect(harness.state.phase).toBe('watching');
          expect(Object.fromEntries(harness.mirror)).toEqual(
            harness.server.values(),
          );
        }),
        { numRuns: 3000 },
      );
    },
    60_000,
  );

  it('has nothing left to say once it is stopped', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), script => {
        const harness = new Harness(true);
        script.forEach(each => perform(harness, each));
        harness.input({ type: 'stop' });
        const before = new Map(harness.mirror);
        script.forEach(each => perform(harness, each));
        expect(harness.state.phase).toBe('stopped');
        expect(harness.proceed()).toBe(false);
        expect(harness.mirror).toEqual(before);
      }),
    );
  });
});

describe('step', () => {
  const runFrom = (begin: ReflectorState, inputs: ReflectorInput[]) => {
    let state = begin;
    let effects: ReflectorEffect[] = [];
    for (const input of inputs) {
      ({ state, effects } = step(state, input, SETTINGS, 0.5));
    }
    return { state, effects };
  };
  /** A kind that a cluster may be without. */
  const run = (...inputs: ReflectorInput[]) =>
    runFrom(initialState(SETTINGS, { optional: true }), inputs);
  /** A kind that every cluster has. */
  const core = (...inputs: ReflectorInput[]) =>
    runFrom(initialState(SETTINGS), inputs);
  const failed = (
    cause: 'unreachable' | 'forbidden' | 'notInstalled' | 'serverError',
    retryAfterMilliseconds?: number,
  ): ReflectorInput => ({
    type: 'failed',
    failure: { cause, message: 'x', retryAfterMilliseconds },
  });
  const resumed: ReflectorInput = { type: 'start', resourceVersion: '7' };

  const watching: ReflectorEffect = { type: 'watch', resourceVersion: '7' };
  const newest = (resourceVersion?: string): ReflectorInput => ({
    type: 'newest',
    resourceVersion,
  });

  it.each([['7'], ['8'], ['10'], [undefined], ['abc']])(
    'resumes where it was stored, without a list, at a server that is at %s',
    version => {
      expect(run(resumed).effects).toEqual([{ type: 'verify' }]);
      expect(run(resumed, newest(version)).effects).toEqual([watching]);
    },
  );

  it('reads everything from a server that was restored from a backup', () => {
    const { state, effects } = run(resumed, newest('6'));
    expect(effects).toContainEqual({ type: 'acquire' });
    expect(state).toMatchObject({ resourceVersion: undefined, restarts: 1 });
  });

  it('looks at the server before it resumes after a failure, and not after a good watch', () => {
    const well: ReflectorInput = { type: 'closed', lived: 300_000 };
    const waited: ReflectorInput = { type: 'waited' };
    const open = [resumed, newest('7')];
    expect(run(...open, well, waited).effects).toEqual([watching]);
    expect(run(...open, failed('unreachable'), waited).effects).toEqual([
      { type: 'verify' },
    ]);
  });

  it('opens a silent watch anew once, and then reads everything', () => {
    const silent: ReflectorInput = { type: 'silent' };
    const open = [resumed, newest('7')];
    expect(run(...open, silent).effects).toEqual([
      { type: 'abort' },
      { type: 'verify' },
    ]);
    expect(run(...open, silent, newest('7'), silent).effects).toContainEqual({
      type: 'acquire',
    });
    const bookmark: ReflectorInput = {
      type: 'bookmark',
      resourceVersion: '9',
      initialEventsEnd: false,
    };
    expect(
      run(...open, silent, newest('7'), bookmark, silent).effects,
    ).not.toContainEqual({ type: 'acquire' });
  });

  it('does not let an event that comes again late bring the past back', () => {
    const event = (resourceVersion: string): ReflectorInput => ({
      type: 'event',
      change: 'ADDED',
      object: { metadata: { name: 'a', resourceVersion } },
    });
    const open = [resumed, newest('7')];
    expect(run(...open, event('9')).effects).toHaveLength(1);
    expect(run(...open, event('9'), event('8')).effects).toEqual([]);
    expect(run(...open, event('9'), event('10')).effects).toHaveLength(1);
    expect(run(...open, event('9'), event('x')).effects).toHaveLength(1);
  });

  it.each<[string, ReflectorInput]>([
    ['says nothing more', { type: 'silent' }],
    ['ends', { type: 'closed', lived: 5 }],
    [
      'brings nonsense',
      { type: 'failed', failure: { cause: 'invalidResponse', message: 'x' } },
    ],
  ])('reads pages after two streaming lists of which each %s', (_, breaks) => {
    const once: ReflectorInput[] = [{ type: 'granted' }, breaks];
    const granted: ReflectorInput[] = [{ type: 'waited' }, { type: 'granted' }];
    expect(run({ type: 'start' }, ...once, ...granted).effects).toContainEqual({
      type: 'stream',
    });
    expect(
      run({ type: 'start' }, ...once, { type: 'waited' }, ...once, ...granted)
        .effects,
    ).toContainEqual({ type: 'page', limit: 2 });
  });

  it.each([
    ['the first failure', 1, 750],
    ['the second', 2, 1500],
    ['many', 20, 45_000],
  ])('waits longer after %s', (_, count, milliseconds) => {
    const inputs = Array.from({ length: count }, () => failed('unreachable'));
    expect(run(resumed, ...inputs).effects).toContainEqual({
      type: 'wait',
      milliseconds,
    });
  });

  it('waits as long as the server asks, within its own bound', () => {
    expect(run(resumed, failed('unreachable', 20_000)).effects).toContainEqual({
      type: 'wait',
      milliseconds: 20_000,
    });
    expect(run(resumed, failed('unreachable', 1e9)).effects).toContainEqual({
      type: 'wait',
      milliseconds: 60_000,
    });
  });

  it('keeps what it has of a kind that became forbidden', () => {
    const { state, effects } = run(resumed, failed('forbidden'));
    expect(state).toMatchObject({ phase: 'unavailable', listed: true });
    expect(effects).toContainEqual({ type: 'wait', milliseconds: 300_000 });
    expect(effects).not.toContainEqual({ type: 'commit' });
  });

  it('empties a kind whose definition is gone, and lists it when it is back', () => {
    const gone = Array.from({ length: 4 }, () => failed('notInstalled'));
    const { state, effects } = run(resumed, ...gone);
    expect(state).toMatchObject({ phase: 'unavailable', listed: false });
    expect(effects).toContainEqual({ type: 'commit' });
    expect(run(resumed, ...gone, { type: 'waited' }).effects).toContainEqual({
      type: 'acquire',
    });
  });

  it('keeps what it has of a kind that a server does not know while it starts', () => {
    const { state, effects } = run(resumed, failed('notInstalled'));
    expect(state).toMatchObject({ phase: 'waiting', listed: true });
    expect(effects).not.toContainEqual({ type: 'commit' });
  });

  it('keeps what it has of a kind that every cluster has, however often it is not found', () => {
    const often = Array.from({ length: 20 }, () => failed('notInstalled'));
    const { state, effects } = core(resumed, ...often);
    expect(state.listed).toBe(true);
    expect(effects).not.toContainEqual({ type: 'commit' });
    expect(state).toMatchObject({
      phase: 'waiting',
      failure: { cause: 'notInstalled' },
    });
  });

  it('does not wait for a kind that was never found', () => {
    expect(core({ type: 'start' }, failed('notInstalled')).state.phase).toBe(
      'unavailable',
    );
  });

  it('lists anew when the server keeps failing on the same watch', () => {
    const often = Array.from({ length: 4 }, () => failed('serverError'));
    expect(run(resumed, ...often, { type: 'waited' }).effects).toContainEqual({
      type: 'acquire',
    });
    const offline = Array.from({ length: 9 }, () => failed('unreachable'));
    expect(
      run(resumed, ...offline, { type: 'waited' }, newest('7')).effects,
    ).toEqual([watching]);
  });

  it('waits before it lists again when every list has expired', () => {
    const expired: ReflectorInput = { type: 'expired' };
    expect(run(resumed, expired).state.phase).toBe('listing');
    expect(run(resumed, expired, expired).state).toMatchObject({
      phase: 'waiting',
      failure: { cause: 'serverError' },
    });
  });

  it('does not take a watch that ends in silence for a failure', () => {
    const closed: ReflectorInput = { type: 'closed', lived: 300_000 };
    const waited: ReflectorInput = { type: 'waited' };
    const { state } = run(resumed, closed, waited, closed, waited, closed);
    expect(state).toMatchObject({ failures: 0, restarts: 0 });
    expect(state.failure).toBeUndefined();
  });

  it('does not hammer a server that ends every watch at once', () => {
    const closed: ReflectorInput = { type: 'closed', lived: 5 };
    const waited: ReflectorInput = { type: 'waited' };
    const { state } = run(resumed, closed, waited, closed);
    expect(state).toMatchObject({
      phase: 'waiting',
      failures: 2,
      failure: { cause: 'invalidResponse' },
    });
  });

  it('opens a watch anew where it was, which is no failure', () => {
    const { state, effects } = run(resumed, { type: 'reopen' });
    expect(effects).toEqual([{ type: 'abort' }, { type: 'verify' }]);
    expect(run(resumed, { type: 'reopen' }, newest('7')).effects).toEqual([
      watching,
    ]);
    expect(state).toMatchObject({
      phase: 'watching',
      failures: 0,
      restarts: 0,
    });
  });

  it.each<[string, ReflectorInput[], object]>([
    ['waits', [resumed, failed('unreachable')], { phase: 'watching' }],
    ['lists', [{ type: 'start' }, { type: 'granted' }], { collecting: true }],
    ['is stopped', [resumed, { type: 'stop' }], { phase: 'stopped' }],
  ])('has no watch to open anew while it %s', (_, inputs, expected) => {
    const before = run(...inputs).state;
    const { state } = run(...inputs, { type: 'reopen' });
    expect(state).toMatchObject(expected);
    expect(state.restarts).toBe(before.restarts);
  });

  it('falls back to pages when a plain bookmark comes among first events', () => {
    const { state } = run(
      { type: 'start' },
      { type: 'granted' },
      { type: 'bookmark', resourceVersion: '9', initialEventsEnd: false },
    );
    expect(state).toMatchObject({ phase: 'listing', streaming: false });
  });

  it('does not follow a list that has no version', () => {
    const { state } = run(
      { type: 'start' },
      { type: 'streamingRefused' },
      { type: 'granted' },
      { type: 'page', objects: [] },
    );
    expect(state).toMatchObject({
      phase: 'waiting',
      failure: { cause: 'invalidResponse' },
    });
  });

  it('asks for smaller pages when one is too large, and gives up at one object', () => {
    const tooLarge: ReflectorInput = { type: 'tooLarge' };
    const { state } = run({ type: 'start' }, tooLarge);
    expect(state).toMatchObject({ phase: 'listing', pageSize: 1 });
    expect(run({ type: 'start' }, tooLarge, tooLarge).state).toMatchObject({
      failure: { cause: 'invalidResponse' },
    });
  });
});
