import type { PeerProbe } from '../api/types';

/** When a peer counts as dead or alive again. @public */
export interface ProbeThresholds {
  /** So many failures in a row make it dead. */
  failureThreshold: number;
  /** So many successes in a row make a dead one alive. */
  successThreshold: number;
}

/** What is remembered between probes. @public */
export interface ProbeState {
  /** In a row. */
  failures: number;
  /** In a row. */
  successes: number;
  /** Whether the peer counts as dead. */
  dead: boolean;
  /** Seconds that the last answers took, oldest first. */
  latencies?: readonly number[];
}

/** What one probe gave. @public */
export interface ProbeOutcome {
  /**
   * `absent`: it answers but has nothing to probe. `impossible`: it could not be asked, for a reason that is not its
   * own.
   */
  result: 'success' | 'failure' | 'absent' | 'impossible';
  /** Until the headers arrived. */
  latencySeconds?: number;
  /** The HTTP status it answered. */
  status?: number;
  /** Why it did not succeed. */
  message?: string;
}

/** Of so many answers the quickest counts: one that is slow is chance, and all of them are slowness. */
const LATENCIES = 3;

const START: ProbeState = { failures: 0, successes: 0, dead: false };

/**
 * Counts an outcome.
 *
 * @param before - undefined for the first probe
 * @param at - ISO 8601: when it was sent
 * @public
 */
export function applyProbe(
  before: ProbeState | undefined,
  outcome: ProbeOutcome,
  thresholds: ProbeThresholds,
  at: string,
): { state: ProbeState; probe: PeerProbe } {
  const { result, ...details } = outcome;
  const { failures, successes, dead, latencies = [] } = before ?? START;
  const answer = { at, ...details };
  switch (result) {
    case 'success': {
      const inRow = successes + 1;
      const last = [...latencies, outcome.latencySeconds ?? []]
        .flat()
        .slice(-LATENCIES);
      return {
        state: {
          failures: 0,
          successes: inRow,
          dead: dead && inRow < thresholds.successThreshold,
          ...(last.length > 0 && { latencies: last }),
        },
        probe: {
          ...answer,
          ...(last.length > 0 && { latencySeconds: Math.min(...last) }),
          success: true,
          failures: 0,
        },
      };
    }
    case 'failure': {
      const inRow = failures + 1;
      return {
        state: {
          failures: inRow,
          successes: 0,
          dead: dead || inRow >= thresholds.failureThreshold,
        },
        probe: { ...answer, success: false, failures: inRow },
      };
    }
    default:
      return {
        state: START,
        probe: { ...answer, success: result === 'absent', absent: true },
      };
  }
}

/** How an error of the API server begins when it could not reach the pod. */
const NOT_REACHED = /error trying to reach service:\s*/i;
const NOT_HTTP = /malformed|first record does not look|HTTP\/0|not HTTP/i;
const MAXIMUM_MESSAGE = 300;

/** The message of a Kubernetes `Status`, where the text is one. */
function statusOf(
  body: string,
): { message: string; reason?: unknown } | undefined {
  try {
    const value = JSON.parse(body);
    return value?.kind === 'Status' && typeof value.message === 'string'
      ? {
          message: value.message.slice(0, MAXIMUM_MESSAGE),
          reason: value.reason,
        }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What a failure on the way means.
 *
 * @param message - one sentence or clause
 * @param configured - whether somebody said that there is a liveness endpoint
 * @public
 */
export function judgeProbeFailure(
  message: string,
  configured: boolean,
): ProbeOutcome {
  return NOT_HTTP.test(message) && !configured
    ? {
        result: 'absent',
        message: 'It has no liveness endpoint: it does not speak HTTP there',
      }
    : { result: 'failure', message };
}

/**
 * What an answer to a probe means. Without anybody having said that there is a liveness endpoint, only an answer that
 * it is not well speaks against a peer: that it has no such page does not.
 *
 * @param answer - `body` is the beginning of an error's body
 * @param options - `path` is what was asked for; `proxied` where it was through the API server
 * @public
 */
export function judgeProbeAnswer(
  answer: { status: number; body?: string; latencySeconds: number },
  options: { path: string; configured: boolean; proxied: boolean },
): ProbeOutcome {
  const { status, body = '', latencySeconds } = answer;
  const { path, configured, proxied } = options;
  const given = { status, latencySeconds };
  if (status >= 200 && status < 300) return { result: 'success', ...given };
  const said = proxied && status >= 400 ? statusOf(body) : undefined;
  if (said && NOT_REACHED.test(said.message)) {
    return judgeProbeFailure(said.message.replace(NOT_REACHED, ''), configured);
  }
  if (said && (status === 401 || status === 403)) {
    return {
      result: 'impossible',
      status,
      message:
        "The portal's credentials may not use the pod proxy there: allow them to get pods/proxy",
    };
  }
  if (said?.reason === 'NotFound') {
    return { result: 'failure', status, message: said.message };
  }
  if (!configured && status < 500) {
    return {
      result: 'absent',
      ...given,
      message: `It has no liveness endpoint: ${path} answers with status ${status}`,
    };
  }
  return {
    result: 'failure',
    ...given,
    message:
      status >= 300 && status < 400
        ? `${path} answers with a redirect (${status}), which is not followed`
        : `${path} answers with status ${status}`,
  };
}
