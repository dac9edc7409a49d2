import type { Worker } from '@portlight/plugin-portlight-common';
import type { Reflector } from './reflector/Reflector';

/** A time (milliseconds since the epoch) as the API has it. */
export function isoTime(milliseconds: number): string;
export function isoTime(milliseconds: number | undefined): string | undefined;
export function isoTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined
    ? undefined
    : new Date(milliseconds).toISOString();
}

/** A reflector as the workers list has it. */
export function describeWorker(
  cluster: string,
  replica: string,
  reflector: Reflector,
  objects: number,
  lagSeconds: number | undefined,
): Worker {
  const { state, times, kind } = reflector;
  const worker: Worker = {
    cluster,
    kind: kind.kind,
    state: state.phase,
    objects,
    restarts: state.restarts,
    replica,
  };
  const optional: Partial<Worker> = {
    lastEventAt: isoTime(times.lastEventAt),
    lastListAt: isoTime(times.lastListAt),
    lagSeconds,
    // A list that has only begun is no point to resume at.
    resourceVersion: state.listed ? state.resourceVersion : undefined,
    error: state.failure && {
      cause: state.failure.cause,
      message: state.failure.message,
      at: isoTime(times.failedAt ?? 0),
    },
  };
  return Object.assign(
    worker,
    Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ),
  );
}
