import { closed, expired, failed, tooLarge } from './failing';
import { list, resume, streams, watch, withBrokenStream } from './listing';
import type {
  MachineSettings,
  ReflectorEffect,
  ReflectorInput,
  ReflectorState,
  Step,
} from './machineTypes';
import { isBefore, later } from './resourceVersions';

const NOTHING: ReflectorEffect[] = [];

/** The state of a reflector that has not been started. */
export function initialState(
  settings: MachineSettings,
  { streaming = true, optional = false } = {},
): ReflectorState {
  return {
    phase: 'pending',
    optional,
    streaming,
    pageSize: settings.pageSize,
    brokenStreams: 0,
    doubtful: false,
    silences: 0,
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
            applied: input.resourceVersion,
            doubtful: true,
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
    case 'silent':
      return silent(state, settings, random);
    case 'newest':
      return newest(state, input.resourceVersion);
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
    case 'outdated':
      return outdated(state);
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

/** The server says how far it is: a watch resumes only at what is not of its future. */
function newest(
  state: ReflectorState,
  resourceVersion: string | undefined,
): Step {
  if (state.phase !== 'watching' || !state.doubtful) {
    return { state, effects: NOTHING };
  }
  if (isBefore(resourceVersion, state.resourceVersion)) {
    return list({
      ...state,
      resourceVersion: undefined,
      restarts: state.restarts + 1,
    });
  }
  return watch({ ...state, doubtful: false });
}

/**
 * A watch that says nothing may be sound, dead, or one of a version that the server has yet to reach. The
 * first time it is opened anew where it was; then everything is read, which is right in every case.
 */
function silent(
  state: ReflectorState,
  settings: MachineSettings,
  random: number,
): Step {
  if (state.phase === 'listing') {
    return failed(
      withBrokenStream(state),
      {
        cause: 'timeout',
        message:
          'The API server began a list and did not go on with it; check its load, the network and firewalls in between.',
      },
      settings,
      random,
    );
  }
  if (state.silences > 0) {
    return list({ ...state, silences: 0, restarts: state.restarts + 1 });
  }
  return reopen({ ...state, silences: 1 });
}

/**
 * Versions do not tell everything: a server that was restored from a backup and has overtaken the mirror's
 * version since looks like one that went on. Whatever nobody noticed ends with the next complete list.
 */
function outdated(state: ReflectorState): Step {
  // Also where the list fails, or cannot begin now: what would be resumed at is as doubtful as before.
  const next = { ...state, resourceVersion: undefined };
  return state.phase === 'watching'
    ? list(next)
    : { state: next, effects: NOTHING };
}

function reopen(state: ReflectorState): Step {
  if (state.phase === 'listing' || state.phase === 'pending') {
    return { state, effects: NOTHING };
  }
  const next = resume({ ...state, doubtful: true });
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
      streams(state)
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
  const done = {
    ...complete(state, input.resourceVersion),
    // What was too large once need not be so for ever.
    pageSize: Math.min(state.pageSize * 2, settings.pageSize),
  };
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
    applied: resourceVersion,
    doubtful: false,
    silences: 0,
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
  const { resourceVersion } = input.object.metadata ?? {};
  // Events come in the order of their versions; what comes again later would bring the past back.
  if (isBefore(resourceVersion, state.applied)) {
    return { state, effects: NOTHING };
  }
  return {
    state: {
      ...progressed(state, resourceVersion),
      applied: resourceVersion ?? state.applied,
    },
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
    doubtful: false,
    silences: 0,
    failures: 0,
    failure: undefined,
  };
}
