import { backoff } from './backoff';
import type { SyncFailure } from './failure';
import { list, withBrokenStream } from './listing';
import type {
  MachineSettings,
  ReflectorEffect,
  ReflectorState,
  Step,
} from './machineTypes';

/** A watch that lived this long (milliseconds) was a good one, even if nothing happened in it. */
const GOOD_WATCH = 10_000;

/** A stream has ended. */
export function closed(
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

/** The server has forgotten the version to go on from. */
export function expired(
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
  if (state.failures === 0) {
    return list({ ...withBrokenStream(next), failures: 1 });
  }
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

/** A page is larger than what is read. */
export function tooLarge(
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

/** A request or a stream has failed. */
export function failed(
  state: ReflectorState,
  failure: SyncFailure,
  settings: MachineSettings,
  random: number,
): Step {
  const stopped: ReflectorEffect[] = [{ type: 'abort' }, { type: 'release' }];
  const base: ReflectorState = {
    ...(CURED_BY_LIST.has(failure.cause) ? withBrokenStream(state) : state),
    collecting: false,
    doubtful: true,
    failure,
    failures: state.failures + 1,
    restarts: state.restarts + 1,
  };
  if (failure.cause === 'notInstalled' && isGone(state)) {
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
  if (failure.cause === 'forbidden' || failure.cause === 'tooMany') {
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

/** Times that a server has to say so before a kind that was there is taken for gone. */
const GONE_AFTER = 3;

/**
 * Whether a kind that is not found is none any more. A server that starts, or a proxy in front of it, calls
 * everything unknown for a while; of the kinds that every cluster has that is always so.
 */
function isGone({ listed, optional, failures }: ReflectorState): boolean {
  return !listed || (optional && failures >= GONE_AFTER);
}

function jittered(milliseconds: number, random: number): number {
  return milliseconds * (0.75 + 0.5 * random);
}
