import { MINUTE, SECOND } from '../time';
import type { ContainerStatus, Pod } from '../types';

// The kubelet's own figures: from 10 s to 5 min.
const FIRST_BACKOFF = 10 * SECOND;
const MAX_BACKOFF = 5 * MINUTE;

/** What a kubelet remembers of a container and does not show in its status. */
export interface ContainerMemory {
  /** When the pull that is going on ends (milliseconds since the epoch). */
  pullUntil?: number;
  pullStarted?: number;
  pullBackoff?: number;
  /** When to try again after a pull or a creation failed. */
  retryAt?: number;
  /** When the status goes from ErrImagePull to ImagePullBackOff. */
  backoffShownAt?: number;
  /** How long to wait after the next crash; absent before the first. */
  crashBackoff?: number;
  /** When to complain again about a probe. */
  complainAt?: number;
}

/** What a kubelet says about a container. */
export interface ContainerNote {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** A container at one moment, and when it changes by itself. */
export interface ContainerStep {
  status: ContainerStatus;
  notes: ContainerNote[];
  /** Milliseconds since the epoch. */
  wakeAt?: number;
}

/** What the container runs in. */
export interface ContainerSurroundings {
  pod: Pod;
  seed: number;
  now: number;
  restartPolicy: string;
  hasImage(image: string): boolean;
  addImage(image: string): void;
}

/** The pause after the next failure. */
export function nextBackoff(backoff: number | undefined): number {
  return backoff === undefined
    ? FIRST_BACKOFF
    : Math.min(backoff * 2, MAX_BACKOFF);
}

/** Puts a container into waiting. */
export function wait(
  step: ContainerStep,
  reason: string,
  message?: string,
): void {
  step.status = {
    ...step.status,
    ready: false,
    started: false,
    state: { waiting: { reason, ...(message && { message }) } },
  };
}

/** Remembers what is to be said. */
export function note(
  step: ContainerStep,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  step.notes.push({ type, reason, message });
}
