import type { KubernetesObject } from '@portlight/plugin-portlight-common';
import type { BackoffSettings } from './backoff';
import type { SyncFailure } from './failure';

/** What a reflector is doing, in the words of the workers list. */
export type ReflectorPhase =
  | 'pending'
  | 'listing'
  | 'watching'
  | 'waiting'
  | 'unavailable'
  | 'stopped';

/** Everything that decides what a reflector does next; the objects are not part of it. */
export interface ReflectorState {
  readonly phase: ReflectorPhase;
  /** A cluster may be without this kind. */
  readonly optional: boolean;
  /** False once the server has refused (or ignored) a streaming list. */
  readonly streaming: boolean;
  /** Objects asked for per page; shrinks when pages are too large. */
  readonly pageSize: number;
  /** Streaming lists in a row that broke off before they were complete. */
  readonly brokenStreams: number;
  /** Where the watch resumes: everything up to here has been applied. */
  readonly resourceVersion?: string;
  /** The version of the newest event (or list) that was applied; an event from before it is a repetition. */
  readonly applied?: string;
  /**
   * The server may have been restored from a backup since it was heard: its versions are then of the past, and
   * a watch from a version of the future is silent while everything is different.
   */
  readonly doubtful: boolean;
  /** Watches in a row that brought nothing, not even a bookmark. */
  readonly silences: number;
  /** A complete list has been committed (or loaded from the store). */
  readonly listed: boolean;
  /** A list is being collected. */
  readonly collecting: boolean;
  /** Failures in a row; any event, bookmark or complete list resets it. */
  readonly failures: number;
  /** How often list and watch had to begin again because something went wrong. */
  readonly restarts: number;
  /** Of the last try; absent while all is well. */
  readonly failure?: SyncFailure;
}

/** A change of an object as a watch names it. */
export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** What happens to a reflector. */
export type ReflectorInput =
  | { type: 'start'; resourceVersion?: string }
  | { type: 'granted' }
  | {
      type: 'page';
      objects: readonly KubernetesObject[];
      resourceVersion?: string;
      continue?: string;
    }
  | { type: 'event'; change: ChangeType; object: KubernetesObject }
  | { type: 'bookmark'; resourceVersion?: string; initialEventsEnd: boolean }
  /** The stream ended after so many milliseconds. */
  | { type: 'closed'; lived: number }
  /** Nothing came for longer than a sound server is silent. */
  | { type: 'silent' }
  /** The newest version of the server, which says whether it knows the one to resume at. */
  | { type: 'newest'; resourceVersion?: string }
  | { type: 'expired' }
  | { type: 'streamingRefused' }
  | { type: 'tooLarge' }
  | { type: 'failed'; failure: SyncFailure }
  | { type: 'waited' }
  | { type: 'retry' }
  /** The server is back, and nobody knows whether it still knows of the open watch. */
  | { type: 'reopen' }
  | { type: 'sync' }
  /** Nothing was read as a whole for a long time. */
  | { type: 'outdated' }
  | { type: 'stop' };

/** What a reflector does about it. */
export type ReflectorEffect =
  /** Ask for a turn to list; answered by `granted`. */
  | { type: 'acquire' }
  | { type: 'release' }
  | { type: 'page'; limit: number; continue?: string }
  | { type: 'stream' }
  | { type: 'watch'; resourceVersion: string }
  /** Ask for the newest version; answered by `newest`. */
  | { type: 'verify' }
  /** End the request that is under way; nothing of it is heard any more. */
  | { type: 'abort' }
  /** Begin to collect a complete list, forgetting any begun before. */
  | { type: 'begin' }
  | { type: 'collect'; change: ChangeType; object: KubernetesObject }
  /** What was collected is the whole truth. */
  | { type: 'commit' }
  | { type: 'apply'; change: ChangeType; object: KubernetesObject }
  | { type: 'wait'; milliseconds: number };

/** Waiting times (milliseconds) and sizes. */
export interface MachineSettings extends BackoffSettings {
  /** Objects per page of a list. */
  pageSize: number;
  /** How often a kind that is forbidden or not installed is tried again. */
  recheck: number;
}

/** The state after an input, and what is to be done. */
export interface Step {
  state: ReflectorState;
  effects: ReflectorEffect[];
}
