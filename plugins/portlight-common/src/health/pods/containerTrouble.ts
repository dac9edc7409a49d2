import type { HealthContext } from '../HealthContext';
import { findCertificateError } from '../certificates';
import type { ProblemCause } from '../problemCauses';
import { MINUTE, isRecent } from '../time';
import {
  describeTermination,
  type ContainerReading,
  type Termination,
} from './containers';

/** What keeps a container from its work. */
export interface ContainerTrouble {
  cause: ProblemCause;
  reason: string;
  /** Such as `CrashLoopBackOff, exit 137 OOMKilled`: the same for every pod with this trouble. */
  detail: string;
  /** Milliseconds since the epoch. */
  since?: number;
  /** Milliseconds since the epoch at which this is no longer news. */
  recheckAfter?: number;
}

/** After this time of running the kubelet forgets its back-off, and a restart is no longer news. */
export const RESTART_IS_NEWS = 10 * MINUTE;

/** From this many restarts on, short runs are a loop and not an accident. */
const LOOP_RESTARTS = 2;

const IMAGE_REASONS: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
  'ErrImagePullBackOff',
]);

/** The trouble of a container, if it is in any. */
export function findContainerTrouble(
  container: ContainerReading,
  restartPolicy: string,
  context: HealthContext,
): ContainerTrouble | undefined {
  switch (container.state) {
    case 'waiting':
      return waitingTrouble(container, context);
    case 'terminated':
      return (
        terminatedTrouble(container, restartPolicy) ??
        (willRestart(container, restartPolicy)
          ? loopTrouble(container, context)
          : undefined)
      );
    case 'running':
      return loopTrouble(container, context);
    default:
      return undefined;
  }
}

/** Whether a run ended by lack of memory a short while ago, though the container has recovered. */
export function wasKilledForMemory(
  container: ContainerReading,
  context: HealthContext,
): boolean {
  return (
    container.state === 'running' &&
    container.termination?.reason === 'OOMKilled' &&
    isRecent(context, container.termination.finishedAt, RESTART_IS_NEWS)
  );
}

function waitingTrouble(
  container: ContainerReading,
  context: HealthContext,
): ContainerTrouble | undefined {
  const { waitingReason: reason, waitingMessage: message } = container;
  if (reason === 'CrashLoopBackOff') {
    return crashing(container, reason);
  }
  if (IMAGE_REASONS.has(reason)) {
    const certificate = findCertificateError(message);
    return {
      cause: certificate ? 'CertificateInvalid' : 'ImagePullBackOff',
      reason,
      detail: [reason, describeImage(container, certificate)]
        .filter(Boolean)
        .join(', '),
    };
  }
  if (/^Err|Error$|BackOff$|^Failed|Failed$/.test(reason)) {
    return {
      cause: 'ContainerConfigError',
      reason,
      detail: [reason, message].filter(Boolean).join(', '),
    };
  }
  // Between two runs the runtime creates the container anew: still the same loop.
  return loopTrouble(container, context);
}

function terminatedTrouble(
  container: ContainerReading,
  restartPolicy: string,
): ContainerTrouble | undefined {
  const { termination } = container;
  if (!termination || !isAbnormal(termination)) {
    return undefined;
  }
  if (
    termination.reason === 'ContainerCannotRun' ||
    termination.reason === 'StartError'
  ) {
    return {
      cause: 'ContainerConfigError',
      reason: termination.reason,
      detail: [termination.reason, termination.message]
        .filter(Boolean)
        .join(', '),
    };
  }
  return willRestart(container, restartPolicy)
    ? crashing(container, termination.reason || 'Error')
    : {
        ...crashing(container, termination.reason || 'Error'),
        cause: termination.reason === 'OOMKilled' ? 'OOMKilled' : 'PodFailed',
      };
}

function willRestart(
  { type }: ContainerReading,
  restartPolicy: string,
): boolean {
  return type === 'sidecar' || restartPolicy !== 'Never';
}

/** A container that runs, or is about to, but whose last runs were short: it would flap between verdicts. */
function loopTrouble(
  container: ContainerReading,
  context: HealthContext,
): ContainerTrouble | undefined {
  const { termination, restarts } = container;
  if (
    !termination ||
    container.type === 'init' ||
    restarts < LOOP_RESTARTS ||
    !isRecent(context, termination.finishedAt, RESTART_IS_NEWS) ||
    !wasShort(termination)
  ) {
    return undefined;
  }
  return {
    ...crashing(container, 'CrashLoopBackOff'),
    recheckAfter: termination.finishedAt! + RESTART_IS_NEWS,
  };
}

function crashing(
  container: ContainerReading,
  reason: string,
): ContainerTrouble {
  const { termination } = container;
  const certificate = findCertificateError(termination?.message ?? '');
  const isLoop = reason === 'CrashLoopBackOff';
  let cause: ProblemCause = 'CrashLoopBackOff';
  if (certificate) {
    cause = 'CertificateInvalid';
  } else if (reason === 'OOMKilled') {
    cause = 'OOMKilled';
  }
  return {
    cause,
    reason,
    detail: [
      isLoop ? reason : '',
      describeTermination(termination) || (isLoop ? '' : reason),
      certificate,
    ]
      .filter(Boolean)
      .join(', '),
    since: termination?.startedAt ?? termination?.finishedAt,
  };
}

function describeImage(
  { image, waitingMessage }: ContainerReading,
  certificate: string,
): string {
  const subject = image ? `image ${image}` : 'image';
  const why = certificate || whyNotPulled(waitingMessage);
  if (!why) {
    return image ? subject : '';
  }
  return certificate ? `${subject}: ${why}` : `${subject} ${why}`;
}

function whyNotPulled(message: string): string {
  const rules: [RegExp, string][] = [
    [/toomanyrequests|rate limit/i, 'refused: rate limit of the registry'],
    [
      /unauthorized|authentication required|no basic auth|denied|forbidden|\b40[13]\b/i,
      'refused: not authorised',
    ],
    [/not found|manifest unknown|name unknown|\b404\b/i, 'not found'],
    [/no match for platform|no matching manifest/i, 'not built for this node'],
    [/no such host|server misbehaving/i, 'registry has no address'],
    [
      /i\/o timeout|deadline exceeded|connection refused|timeout|unreachable/i,
      'registry does not answer',
    ],
    [/no space left/i, 'does not fit on the disk of the node'],
    [/never pull/i, 'is not on the node and may not be pulled'],
    [/invalid reference|couldn't parse image/i, 'has no valid name'],
  ];
  return rules.find(([pattern]) => pattern.test(message))?.[1] ?? '';
}

function isAbnormal(termination: Termination): boolean {
  return (
    (termination.exitCode ?? 0) !== 0 ||
    (termination.signal ?? 0) !== 0 ||
    termination.reason === 'OOMKilled' ||
    termination.reason === 'ContainerCannotRun' ||
    termination.reason === 'StartError'
  );
}

function wasShort({ startedAt, finishedAt }: Termination): boolean {
  return (
    startedAt === undefined ||
    finishedAt === undefined ||
    finishedAt - startedAt < RESTART_IS_NEWS
  );
}
