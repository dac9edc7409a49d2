import { KINDS } from '../../inventory';
import type { KubernetesObject } from '../../kubernetes';
import type { ObservedObject } from '../observe';
import { BEGIN } from './hours';

/** A Kubernetes timestamp, seconds after the hour of tests began. */
export function at(seconds: number): string {
  return new Date((BEGIN + seconds) * 1000)
    .toISOString()
    .replace(/\.000Z$/, 'Z');
}

/** An object as the mirror keeps it, so that what it does not keep cannot be relied on. */
export function observed(
  object: KubernetesObject,
  endedAt?: number,
): ObservedObject {
  const definition = KINDS.find(({ kind }) => kind === object.kind)!;
  return {
    record: definition.prune(object),
    ...(endedAt === undefined ? {} : { endedAt: BEGIN + endedAt }),
  };
}

export function node(
  given: {
    name?: string;
    uid?: string;
    created?: number;
    ended?: number;
    labels?: Record<string, string>;
    capacity?: Record<string, string>;
    allocatable?: Record<string, string>;
  } = {},
): ObservedObject {
  const capacity = given.capacity ?? { cpu: '4', memory: '16Gi' };
  const name = given.name ?? 'node';
  return observed(
    {
      kind: 'Node',
      metadata: {
        name,
        uid: given.uid ?? `uid-of-${name}`,
        creationTimestamp: at(given.created ?? -86_400),
        labels: given.labels,
      },
      status: { capacity, allocatable: given.allocatable ?? capacity },
    },
    given.ended,
  );
}

/** What a container requests and how it is. */
export interface TestContainer {
  name?: string;
  requests?: Record<string, string>;
  limits?: Record<string, string>;
  always?: boolean;
  finished?: number;
  state?: object;
}

export function pod(
  given: {
    name?: string;
    uid?: string;
    namespace?: string;
    node?: string | null;
    created?: number;
    scheduled?: number | null;
    started?: number;
    deleting?: number;
    ended?: number;
    phase?: string;
    ready?: { status: string; at: number };
    labels?: Record<string, string>;
    owner?: { kind: string; name: string; apiVersion?: string };
    containers?: TestContainer[];
    init?: TestContainer[];
    spec?: object;
    claims?: string[];
  } = {},
): ObservedObject {
  const name = given.name ?? 'cart-0';
  const { node: nodeName = 'node', scheduled = -7200 } = given;
  const containers = given.containers ?? [
    { requests: { cpu: '1', memory: '2Gi' } },
  ];
  const status = (container: TestContainer, index: number) => ({
    name: container.name ?? `container-${index}`,
    state:
      container.state ??
      (container.finished === undefined
        ? { running: { startedAt: at(-7000) } }
        : { terminated: { exitCode: 0, finishedAt: at(container.finished) } }),
  });
  const spec = (container: TestContainer, index: number) => ({
    name: container.name ?? `container-${index}`,
    ...(container.always ? { restartPolicy: 'Always' } : {}),
    resources: { requests: container.requests, limits: container.limits },
  });
  return observed(
    {
      kind: 'Pod',
      metadata: {
        name,
        uid: given.uid ?? `uid-of-${name}`,
        namespace: given.namespace ?? 'shop',
        creationTimestamp: at(given.created ?? -7210),
        labels: given.labels,
        ...(given.deleting === undefined
          ? {}
          : { deletionTimestamp: at(given.deleting) }),
        ...(given.owner
          ? {
              ownerReferences: [
                {
                  apiVersion: 'apps/v1',
                  controller: true,
                  uid: 'owner',
                  ...given.owner,
                },
              ],
            }
          : {}),
      },
      spec: {
        ...(nodeName === null ? {} : { nodeName }),
        containers: containers.map(spec),
        initContainers: given.init?.map(spec),
        volumes: given.claims?.map(claimName => ({
          name: claimName,
          persistentVolumeClaim: { claimName },
        })),
        ...given.spec,
      },
      status: {
        phase: given.phase ?? 'Running',
        ...(given.started === undefined
          ? {}
          : { startTime: at(given.started) }),
        conditions: [
          ...(scheduled === null
            ? []
            : [
                {
                  type: 'PodScheduled',
                  status: 'True',
                  lastTransitionTime: at(scheduled),
                },
              ]),
          ...(given.ready
            ? [
                {
                  type: 'Ready',
                  status: given.ready.status,
                  lastTransitionTime: at(given.ready.at),
                },
              ]
            : []),
        ],
        containerStatuses: containers.map(status),
        initContainerStatuses: given.init?.map(status),
      },
    },
    given.ended,
  );
}

export function volume(
  given: {
    name?: string;
    capacity?: string;
    claim?: string | null;
    created?: number;
    ended?: number;
    phase?: string;
    phaseSince?: number;
  } = {},
): ObservedObject {
  const { name = 'volume', claim = 'data' } = given;
  return observed(
    {
      kind: 'PersistentVolume',
      metadata: {
        name,
        uid: `uid-of-${name}`,
        creationTimestamp: at(given.created ?? -86_400),
      },
      spec: {
        capacity: { storage: given.capacity ?? '100Gi' },
        storageClassName: 'fast',
        ...(claim ? { claimRef: { namespace: 'shop', name: claim } } : {}),
      },
      status: {
        phase: given.phase ?? 'Bound',
        ...(given.phaseSince === undefined
          ? {}
          : { lastPhaseTransitionTime: at(given.phaseSince) }),
      },
    },
    given.ended,
  );
}

export function service(
  given: {
    name?: string;
    type?: string;
    selector?: Record<string, string>;
    address?: boolean;
    created?: number;
    ended?: number;
  } = {},
): ObservedObject {
  const { name = 'web', type = 'LoadBalancer', address = true } = given;
  return observed(
    {
      kind: 'Service',
      metadata: {
        name,
        namespace: 'shop',
        uid: `uid-of-${name}`,
        creationTimestamp: at(given.created ?? -86_400),
      },
      spec: { type, selector: given.selector },
      status: address
        ? { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } }
        : {},
    },
    given.ended,
  );
}
