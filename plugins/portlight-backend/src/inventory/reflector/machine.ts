import { backoff } from './backoff';
import type { SyncFailure } from './failure';
import type {
  MachineSettings,
  ReflectorEffect,
  ReflectorInput,
  ReflectorState,
  Step,
} from './machineTypes';

const NOTHING: ReflectorEffect[] = [];

/** The state of a reflector that has not been started. */
export function initialState(
  settings: MachineSettings,
  streaming = true,
): ReflectorState {
  return {
    phase: 'pending',
    streaming,
    pageSize: settings.pageSize,
    listed: false,
    collecting: false,
    failures: 0,
    restarts: 0,
  };
}

/**
 * The whole behaviour of a reflector as a pure function.
 *
 * @param random - a number from 0 up to 1, for the jitter of waits
 */
export function step(
  state: ReflectorState,
  input: ReflectorInput,
  settings: MachineSettings,
  random: number,
): Step {
  if (state.phase === 'stopped') return { state, effects: NOTHING };
  switch (input.type) {
    case 'start':
      return input.resourceVersion
        ? watch({
            ...state,
            resourceVersion: input.resourceVersion,
            listed: true,
          })
        : list(state);
    case 'granted':
      return granted(state);
    case 'page':
      return page(state, input, settings, random);
    case 'event':
      return event(state, input);
    case 'bookmark':
      return bookmark(state, input);
    case 'closed':
      return closed(state, input.lived, settings, random);
    case 'expired':
      return expired(state, settings, random);
    case 'streamingRefused':
      return list({ ...state, streaming: false });
    case 'tooLarge':
      return tooLarge(state, settings, random);
    case 'failed':
      return failed(state, input.failure, settings, random);
    case 'waited':
    case 'retry':
      if (state.phase !== 'waiting' && state.phase !== 'unavailable') {
        return { state, effects: NOTHING };
      }
      return resume(state);
    case 'reopen':
      return reopen(state);
    case 'sync':
      return list({ ...state, failures: 0 });
    case 'stop':
      return {
        state: { ...state, phase: 'stopped', collecting: false },
        effects: [{ type: 'abort' }, { type: 'release' }],
      };
    default:
      return unreachable(input);
  }
}

/* istanbul ignore next */
function unreachable(input: never): never {
  throw new Error(`Unknown input ${JSON.stringify(input)}`);
}

function list(state: ReflectorState): Step {
  return {
    state: { ...state, phase: 'listing', collecting: false },
    effects: [{ type: 'abort' }, { type: 'release' }, { type: 'acquire' }],
  };
}

function watch(state: ReflectorState): Step {
  if (state.resourceVersion === undefined) return list(state);
  return {
    state: { ...state, phase: 'watching', collecting: false },
    effects: [{ type: 'watch', resourceVersion: state.resourceVersion }],
  };
}

function resume(state: ReflectorState): Step {
  return state.listed && state.resourceVersion !== undefined
    ? watch(state)
    : list(state);
}

function reopen(state: ReflectorState): Step {
  if (state.phase === 'listing' || state.phase === 'pending') {
    return { state, effects: NOTHING };
  }
  const next = resume(state);
  return { ...next, effects: [{ type: 'abort' }, ...next.effects] };
}

function granted(state: ReflectorState): Step {
  if (state.phase !== 'listing' || state.collecting) {
    return { state, effects: [{ type: 'release' }] };
  }
  return {
    state: { ...state, collecting: true },
    effects: [
      { type: 'begin' },
      state.streaming
        ? { type: 'stream' }
        : { type: 'page', limit: state.pageSize },
    ],
  };
}

function page(
  state: ReflectorState,
  input: Extract<ReflectorInput, { type: 'page' }>,
  settings: MachineSettings,
  random: number,
): Step {
  if (!state.collecting) return { state, effects: NOTHING };
  const effects: ReflectorEffect[] = input.objects.map(object => ({
    type: 'collect',
    change: 'ADDED',
    object,
  }));
  if (input.continue) {
    effects.push({
      type: 'page',
      limit: state.pageSize,
      continue: input.continue,
    });
    return { state, effects };
  }
  effects.push({ type: 'commit' }, { type: 'release' });
  const done = complete(state, input.resourceVersion);
  const next = input.resourceVersion
    ? watch(done)
    : failed(
        { ...done, failures: state.failures },
        {
          cause: 'invalidResponse',
          message:
            'The API server sent a list without a resourceVersion, so changes cannot be followed.',
        },
        settings,
        random,
      );
  return { state: next.state, effects: [...effects, ...next.effects] };
}

/** The state after a complete list: what was wrong before is over. */
function complete(
  state: ReflectorState,
  resourceVersion: string | undefined,
): ReflectorState {
  return {
    ...state,
    phase: 'watching',
    collecting: false,
    listed: true,
    resourceVersion,
    failures: 0,
    failure: undefined,
  };
}

function event(
  state: ReflectorState,
  input: Extract<ReflectorInput, { type: 'event' }>,
): Step {
  if (state.collecting) {
    return { state, effects: [{ ...input, type: 'collect' }] };
  }
  if (state.phase !== 'watching') return { state, effects: NOTHING };
  return {
    state: progressed(state, input.object.metadata?.resourceVersion),
    effects: [{ ...input, type: 'apply' }],
  };
}

function bookmark(
  state: ReflectorState,
  input: Extract<ReflectorInput, { type: 'bookmark' }>,
): Step {
  if (!state.collecting) {
    if (state.phase !== 'watching') return { state, effects: NOTHING };
    return {
      state: progressed(state, input.resourceVersion),
      effects: NOTHING,
    };
  }
  if (input.initialEventsEnd) {
    const done = complete(state, input.resourceVersion);
    const effects: ReflectorEffect[] = [
      { type: 'commit' },
      { type: 'release' },
    ];
    // Without a version to resume at, the next watch would begin anywhere.
    return { state: done, effects };
  }
  // A server that does not know `sendInitialEvents` ignores it and never says where its first events end;
  // a plain bookmark among them gives it away.
  return list({ ...state, streaming: false });
}

/** The state after news of a watch. Bookmarks may be late; the resume point never goes back. */
function progressed(
  state: ReflectorState,
  resourceVersion: string | undefined,
): ReflectorState {
  return {
    ...state,
    resourceVersion: later(state.resourceVersion, resourceVersion),
    failures: 0,
    failure: undefined,
  };
}

const DIGITS = /^\d{1,38}$/;

/** The later of two resource versions; of versions that are no numbers the one that came last. */
export function later(
  known: string | undefined,
  next: string | undefined,
): string | undefined {
  if (!next) return known;
  if (!known || !DIGITS.test(known) || !DIGITS.test(next)) return next;
  if (known.length !== next.length) {
    return known.length > next.length ? known : next;
  }
  return known > next ? known : next;
}

/** A watch that lived this long (milliseconds) was a good one, even if nothing happened in it. */
const GOOD_WATCH = 10_000;

function closed(
  state: ReflectorState,
  lived: number,
  settings: MachineSettings,
  random: number,
): Step {
  const good = lived >= GOOD_WATCH;
  if (state.phase === 'watching' && (good || state.failures === 0)) {
    // Servers end every watch after a while. A short one counts until the next event or bookmark, so that a
    // server which ends all its watches at once is not asked again without pause.
    return {
      state: { ...state, phase: 'waiting', failures: good ? 0 : 1 },
      effects: [
        { type: 'abort' },
        { type: 'wait', milliseconds: random * settings.minimum },
      ],
    };
  }
  return failed(
    state,
    {
      cause: 'invalidResponse',
      message:
        state.phase === 'listing'
          ? 'The API server ended the list before it was complete; it is read again.'
          : 'The API server ends its watches at once; a proxy in between may cut long requests.',
    },
    settings,
    random,
  );
}

function expired(
  state: ReflectorState,
  settings: MachineSettings,
  random: number,
): Step {
  const next: ReflectorState = {
    ...state,
    resourceVersion: undefined,
    restarts: state.restarts + 1,
  };
  // The first time that is everyday life; a server that answers 410 to every list must not be hammered.
  if (state.failures === 0) return list({ ...next, failures: 1 });
  return failed(
    { ...next, restarts: state.restarts },
    {
      cause: 'serverError',
      message:
        'The API server calls its own list expired (410 Gone), again and again; it may be overloaded.',
    },
    settings,
    random,
  );
}

function tooLarge(
  state: ReflectorState,
  settings: MachineSettings,
  random: number,
): Step {
  if (state.pageSize > 1) {
    return list({ ...state, pageSize: Math.ceil(state.pageSize / 10) });
  }
  return failed(
    state,
    {
      cause: 'invalidResponse',
      message:
        'A single object is larger than what the mirror reads; look for one of unusual size.',
    },
    settings,
    random,
  );
}

/** Failures that a new list can cure, where resuming the same watch would meet them again. */
const CURED_BY_LIST = new Set(['invalidResponse', 'serverError']);
/** Tries to resume a watch before such a failure leads to a new list. */
const RESUMES = 3;

function failed(
  state: ReflectorState,
  failure: SyncFailure,
  settings: MachineSettings,
  random: number,
): Step {
  const stopped: ReflectorEffect[] = [{ type: 'abort' }, { type: 'release' }];
  const base: ReflectorState = {
    ...state,
    collecting: false,
    failure,
    failures: state.failures + 1,
    restarts: state.restarts + 1,
  };
  if (failure.cause === 'notInstalled') {
    // Its objects went with the definition of the kind.
    return {
      state: {
        ...base,
        phase: 'unavailable',
        resourceVersion: undefined,
        listed: false,
        restarts: state.restarts,
      },
      effects: [
        ...stopped,
        { type: 'begin' },
        { type: 'commit' },
        { type: 'wait', milliseconds: jittered(settings.recheck, random) },
      ],
    };
  }
  if (failure.cause === 'forbidden') {
    return {
      state: { ...base, phase: 'unavailable', restarts: state.restarts },
      effects: [
        ...stopped,
        { type: 'wait', milliseconds: jittered(settings.recheck, random) },
      ],
    };
  }
  const relist = CURED_BY_LIST.has(failure.cause) && base.failures > RESUMES;
  return {
    state: {
      ...base,
      phase: 'waiting',
      resourceVersion: relist ? undefined : state.resourceVersion,
    },
    effects: [
      ...stopped,
      {
        type: 'wait',
        milliseconds: backoff(
          base.failures,
          settings,
          random,
          failure.retryAfterMilliseconds,
        ),
      },
    ],
  };
}

function jittered(milliseconds: number, random: number): number {
  return milliseconds * (0.75 + 0.5 * random);
}
