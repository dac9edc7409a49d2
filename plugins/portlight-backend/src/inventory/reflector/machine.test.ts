import { MACHINE_SETTINGS } from '../__testUtils__/ReflectorHarness';
import { initialState, step } from './machine';
import type {
  ReflectorEffect,
  ReflectorInput,
  ReflectorState,
} from './machineTypes';

describe('step', () => {
  const runFrom = (begin: ReflectorState, inputs: ReflectorInput[]) => {
    let state = begin;
    let effects: ReflectorEffect[] = [];
    for (const input of inputs) {
      ({ state, effects } = step(state, input, MACHINE_SETTINGS, 0.5));
    }
    return { state, effects };
  };
  /** A kind that a cluster may be without. */
  const run = (...inputs: ReflectorInput[]) =>
    runFrom(initialState(MACHINE_SETTINGS, { optional: true }), inputs);
  /** A kind that every cluster has. */
  const core = (...inputs: ReflectorInput[]) =>
    runFrom(initialState(MACHINE_SETTINGS), inputs);
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

  it.each<[string, ReflectorInput[], ReflectorInput[]]>([
    ['at once', [], []],
    ['when the server is back', [failed('unreachable')], [{ type: 'waited' }]],
    ['when it may again', [failed('forbidden')], [{ type: 'waited' }]],
    [
      'after the list that failed meanwhile',
      [{ type: 'sync' }],
      [failed('unreachable'), { type: 'waited' }],
    ],
  ])('reads what was not read for long as a whole, %s', (_, before, after) => {
    const { state, effects } = run(
      resumed,
      newest('7'),
      ...before,
      { type: 'outdated' },
      ...after,
    );
    expect(effects).toContainEqual({ type: 'acquire' });
    expect(state).toMatchObject({
      phase: 'listing',
      resourceVersion: undefined,
    });
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
