import type {
  Cluster,
  ClusterStatus,
  ClusterSync,
  SyncErrorCause,
} from '@portlight/plugin-portlight-common';
import type { SyncFailure } from './reflector/failure';
import type { ReflectorPhase } from './reflector/machineTypes';
import { isoTime } from './workers';

/** A failure with its time (milliseconds since the epoch). */
export interface TimedFailure extends SyncFailure {
  at: number;
}

/** A kind's reflector as the status of its cluster is judged by it. */
export interface KindStatus {
  kind: string;
  phase: ReflectorPhase;
  /** Its objects are known. */
  listed: boolean;
  /** The kind may be absent without that being worth a word. */
  optional: boolean;
  failure?: SyncFailure;
  failedAt?: number;
  failedSince?: number;
}

/** What the status of a cluster is judged by; times in milliseconds since the epoch. */
export interface StatusInput {
  signInRequired?: { authProvider: string };
  /** Somebody works on the cluster and does not want it read. */
  maintenance?: { message?: string };
  /** Of the last request to the server itself. */
  probeFailure?: TimedFailure;
  /** Of the last batch; the database is then behind. */
  storeFailure?: TimedFailure;
  kinds: readonly KindStatus[];
  /** When the server itself answered last that it is there and takes the credentials. */
  answeredAt?: number;
  /** When the cluster was heard last, and when all of it had been read first. */
  lastHeardAt?: number;
  firstSyncAt?: number;
  /** Data is in the database, of this run or one before. */
  hasData: boolean;
  stopped: boolean;
  now: number;
  /** Milliseconds without news after which data is stale. */
  staleAfter: number;
}

/** The part of a cluster's document that says how its mirror is. */
export type StatusPart = Pick<Cluster, 'status' | 'statusMessage' | 'sync'>;

/** Causes that waiting alone does not cure. */
const LASTING = new Set<SyncErrorCause>([
  'unauthorized',
  'forbidden',
  'tls',
  'invalidResponse',
]);

/** How a cluster's mirror is. */
export function clusterStatus(input: StatusInput): StatusPart {
  if (input.signInRequired) return signInRequired(input.signInRequired);
  if (input.maintenance) return maintenance(input, input.maintenance);
  const failure = clusterFailure(input);
  const status = statusOf(input, failure);
  const { now, lastHeardAt, hasData } = input;
  const silent =
    lastHeardAt === undefined || now - lastHeardAt > input.staleAfter;
  const unavailableKinds = failure === undefined ? unavailable(input) : [];
  const lastError = failure ?? latestFailure(input);
  return {
    status,
    ...optional('statusMessage', statusMessage(input, status, failure)),
    sync: {
      state: syncState(input, failure),
      stale:
        hasData && (failure !== undefined || silent || status !== 'active'),
      ...optional('lastSyncAt', isoTime(lastHeardAt)),
      ...optional('firstSyncAt', isoTime(input.firstSyncAt)),
      ...optional(
        'lastError',
        lastError && {
          cause: lastError.cause,
          message: lastError.message,
          at: isoTime(lastError.at),
        },
      ),
      unavailableKinds,
    },
  };
}

function signInRequired({
  authProvider,
}: {
  authProvider: string;
}): StatusPart {
  return {
    status: 'signInRequired',
    statusMessage: `The cluster is read with its user's own token (${authProvider}), so the portal cannot mirror it.`,
    sync: { state: 'stopped', stale: false, unavailableKinds: [] },
  };
}

/** Nothing is wrong with a cluster that is not read on purpose; its data is as old as it is. */
function maintenance(
  { lastHeardAt, firstSyncAt, hasData }: StatusInput,
  { message }: { message?: string },
): StatusPart {
  return {
    status: 'maintenance',
    statusMessage:
      message ||
      'The cluster is in maintenance: it is not read, and what is shown is from before.',
    sync: {
      state: 'stopped',
      stale: hasData,
      ...optional('lastSyncAt', isoTime(lastHeardAt)),
      ...optional('firstSyncAt', isoTime(firstSyncAt)),
      unavailableKinds: [],
    },
  };
}

/** What is wrong with the cluster as a whole. */
function clusterFailure(input: StatusInput): TimedFailure | undefined {
  if (input.probeFailure) return input.probeFailure;
  const kinds = input.kinds.filter(
    ({ failure }) => failure?.cause !== 'notInstalled',
  );
  // Some kinds that fail are those kinds' matter; all of them are the cluster's.
  const failing = kinds.filter(each => isFailing(each, input));
  if (kinds.length > 0 && failing.length === kinds.length) {
    return timed(failing[0]);
  }
  return input.storeFailure;
}

/**
 * A kind that is being tried again still fails: else a cluster that refuses everything would look sound
 * between two attempts. Of a watch nobody knows until something happens, unless the server says it is there.
 */
function isFailing(
  { phase, failure, failedAt = 0 }: KindStatus,
  { answeredAt }: Pick<StatusInput, 'answeredAt'>,
): boolean {
  if (failure === undefined || phase === 'pending' || phase === 'stopped') {
    return false;
  }
  const trusted = answeredAt !== undefined && answeredAt > failedAt;
  return phase !== 'watching' || !trusted;
}

function timed({ failure, failedAt = 0 }: KindStatus): TimedFailure {
  return { ...failure!, at: failedAt };
}

function latestFailure(input: StatusInput): TimedFailure | undefined {
  return input.kinds
    .filter(kind => isFailing(kind, input) && !isQuiet(kind))
    .map(timed)
    .sort((one, other) => other.at - one.at)[0];
}

function isQuiet({ optional: mayBeAbsent, failure }: KindStatus): boolean {
  return mayBeAbsent && failure?.cause === 'notInstalled';
}

function unavailable(input: StatusInput): ClusterSync['unavailableKinds'] {
  return input.kinds
    .filter(kind => isFailing(kind, input) && !isQuiet(kind))
    .map(({ kind, failure, failedSince }) => ({
      kind,
      cause: failure!.cause,
      message: failure!.message,
      ...optional('since', isoTime(failedSince)),
    }));
}

/** A kind that has been read, or that is known not to be readable. */
function isSettled({ listed, phase }: KindStatus): boolean {
  return listed || phase === 'unavailable' || phase === 'stopped';
}

function isSynced({ kinds }: StatusInput): boolean {
  return kinds.length > 0 && kinds.every(isSettled);
}

function statusOf(
  input: StatusInput,
  failure: TimedFailure | undefined,
): ClusterStatus {
  if (failure) {
    return failure.cause === 'unreachable' || failure.cause === 'timeout'
      ? 'unreachable'
      : 'error';
  }
  // Once it has been read, a kind that is listed again does not take the cluster back to the start.
  return isSynced(input) || input.firstSyncAt !== undefined
    ? 'active'
    : 'pending';
}

function statusMessage(
  input: StatusInput,
  status: ClusterStatus,
  failure: TimedFailure | undefined,
): string | undefined {
  if (failure) return failure.message;
  if (status !== 'pending') return undefined;
  if (input.kinds.length === 0) return 'The cluster is being contacted.';
  const settled = input.kinds.filter(isSettled).length;
  return `The cluster is being read: ${settled} of ${input.kinds.length} kinds so far.`;
}

function syncState(
  input: StatusInput,
  failure: TimedFailure | undefined,
): ClusterSync['state'] {
  if (input.stopped) return 'stopped';
  if (failure) return LASTING.has(failure.cause) ? 'failed' : 'waiting';
  if (input.kinds.some(({ phase }) => phase === 'listing')) return 'listing';
  if (input.kinds.length === 0) return 'pending';
  return input.kinds.some(({ phase }) => phase === 'watching')
    ? 'watching'
    : 'waiting';
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [key in Name]?: Value } {
  return value === undefined
    ? {}
    : ({ [name]: value } as { [key in Name]?: Value });
}
