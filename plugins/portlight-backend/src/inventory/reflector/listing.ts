import type { ReflectorState, Step } from './machineTypes';

/** Reads everything anew. */
export function list(state: ReflectorState): Step {
  return {
    state: { ...state, phase: 'listing', collecting: false },
    effects: [{ type: 'abort' }, { type: 'release' }, { type: 'acquire' }],
  };
}

/** Follows what changes from where it was, once it is sure that the server knows that version. */
export function watch(state: ReflectorState): Step {
  if (state.resourceVersion === undefined) return list(state);
  return {
    state: { ...state, phase: 'watching', collecting: false },
    effects: [
      state.doubtful
        ? { type: 'verify' }
        : { type: 'watch', resourceVersion: state.resourceVersion },
    ],
  };
}

/** Goes on where it was, or reads everything where that is nowhere. */
export function resume(state: ReflectorState): Step {
  return state.listed && state.resourceVersion !== undefined
    ? watch(state)
    : list(state);
}

/** Streaming lists that break off, one after the other, before one is read in pages. */
const BROKEN_STREAMS = 2;

/** Whether a list is asked for as a stream. */
export function streams({ streaming, brokenStreams }: ReflectorState): boolean {
  return streaming && brokenStreams < BROKEN_STREAMS;
}

/** The state after a list that was not complete; a server may accept a stream and never finish it. */
export function withBrokenStream(state: ReflectorState): ReflectorState {
  return state.collecting && streams(state)
    ? { ...state, brokenStreams: state.brokenStreams + 1 }
    : state;
}
