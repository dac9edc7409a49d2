import type { HealthContext } from '../HealthContext';
import type { KubernetesObject } from '../../kubernetes';

/** The time at which tests judge. */
export const NOW = Date.parse('2026-11-21T12:10:00Z');

/** A timestamp some seconds before {@link NOW}; after it when negative. */
export function ago(seconds: number): string {
  return new Date(NOW - seconds * 1000).toISOString().replace('.000Z', 'Z');
}

export function contextOf(extra: Partial<HealthContext> = {}): HealthContext {
  return { now: NOW, ...extra };
}

export function condition(
  type: string,
  status: 'True' | 'False' | 'Unknown',
  extra: Record<string, unknown> = {},
) {
  return { type, status, lastTransitionTime: ago(3600), ...extra };
}

/** An object as a cluster returns it, an hour old. */
export function object(
  apiVersion: string,
  kind: string,
  fields: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): KubernetesObject {
  return {
    apiVersion,
    kind,
    metadata: {
      name: 'cart',
      namespace: 'shop',
      uid: '1',
      creationTimestamp: ago(3600),
      ...metadata,
    },
    ...fields,
  };
}

/** A ready pod of a Deployment. */
export function pod(
  status: Record<string, unknown> = {},
  spec: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): KubernetesObject {
  return object(
    'v1',
    'Pod',
    {
      spec: {
        nodeName: 'node-1',
        restartPolicy: 'Always',
        containers: [{ name: 'app', image: 'shop/cart:1.4.0' }],
        ...spec,
      },
      status: {
        phase: 'Running',
        conditions: [
          condition('PodScheduled', 'True'),
          condition('Ready', 'True'),
        ],
        containerStatuses: [running()],
        ...status,
      },
    },
    { name: 'cart-7f-1', ...metadata },
  );
}

/** A container that runs and is ready. */
export function running(extra: Record<string, unknown> = {}) {
  return {
    name: 'app',
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: ago(3600) } },
    ...extra,
  };
}

/** A container that waits. */
export function waiting(
  reason: string,
  extra: Record<string, unknown> = {},
  message?: string,
) {
  return {
    name: 'app',
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason, message } },
    ...extra,
  };
}

/** The last run of a container, which ended some seconds ago. */
export function ended(
  exitCode: number,
  extra: Record<string, unknown> = {},
  seconds = 60,
) {
  return {
    terminated: {
      exitCode,
      reason: exitCode === 0 ? 'Completed' : 'Error',
      startedAt: ago(seconds + 30),
      finishedAt: ago(seconds),
      ...extra,
    },
  };
}

/** Conditions of a pod that has a node and is not ready. */
export const NOT_READY = [
  condition('PodScheduled', 'True'),
  condition('Ready', 'False'),
];

/** A pod whose container crash-loops. */
export function crashingPod(name: string): KubernetesObject {
  return pod(
    {
      conditions: [
        condition('PodScheduled', 'True'),
        condition('Ready', 'False', { lastTransitionTime: ago(360) }),
      ],
      containerStatuses: [
        waiting('CrashLoopBackOff', {
          restartCount: 6,
          lastState: ended(137, { reason: 'OOMKilled' }),
        }),
      ],
    },
    {},
    {
      name,
      ownerReferences: [
        { kind: 'ReplicaSet', name: 'cart-7f', controller: true },
      ],
    },
  );
}

/** An event that happened some seconds ago. */
export function event(
  reason: string,
  message: string,
  about: { kind: string; name: string },
  extra: Record<string, unknown> = {},
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${about.name}.1`, namespace: 'shop' },
    type: 'Warning',
    reason,
    message,
    involvedObject: { namespace: 'shop', ...about },
    count: 3,
    firstTimestamp: ago(300),
    lastTimestamp: ago(20),
    ...extra,
  };
}
