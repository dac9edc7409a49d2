import type { HealthContext } from '../HealthContext';
import { findCertificateError } from '../certificates';
import { findRecentEvent, readEvents, RECENT_EVENT } from '../events';
import type { ProblemCause } from '../problemCauses';
import { oneLine } from '../reading';

/** Why a controller's pods are refused before they exist. */
export interface Refusal {
  cause: ProblemCause;
  reason: string;
  /** Without the name of the pod, which is another one at every try. */
  message: string;
  /** Milliseconds since the epoch. */
  since?: number;
  /** Milliseconds since the epoch. */
  recheckAfter?: number;
}

const CREATE_EVENTS: ReadonlySet<string> = new Set(['FailedCreate']);

/** The refusal that recent events of a controller report. */
export function findRefusal(context: HealthContext): Refusal | undefined {
  const event = findRecentEvent(
    readEvents(context).filter(({ warning }) => warning),
    context,
    CREATE_EVENTS,
  );
  return (
    event && {
      ...readRefusal(event.message),
      since: event.firstSeenAt,
      recheckAfter:
        event.lastSeenAt === undefined
          ? undefined
          : event.lastSeenAt + RECENT_EVENT,
    }
  );
}

/** Reads the API server's answer to a controller that tried to create a pod. */
export function readRefusal(message: string): Refusal {
  const said = oneLine(message);
  const certificate = findCertificateError(said);
  const words =
    /(exceeded quota|insufficient quota|violates PodSecurity|failed calling webhook|admission webhook|must specify|maximum |minimum |serviceaccount |error looking up service account).*$/i.exec(
      said,
    )?.[0] ?? said.replace(/^.*? is forbidden: /, '');
  if (certificate) {
    return {
      cause: 'CertificateInvalid',
      reason: 'FailedCreate',
      message: words,
    };
  }
  if (/quota/i.test(words)) {
    return { cause: 'QuotaExceeded', reason: 'QuotaExceeded', message: words };
  }
  return {
    cause: 'PodsRefused',
    reason: 'FailedCreate',
    message: words || 'Pods cannot be created',
  };
}
