import type {
  Cluster,
  Namespace,
  Workload,
} from '@portlight/plugin-portlight-common';

export function cluster(name: string, rest: Partial<Cluster> = {}): Cluster {
  return {
    name,
    title: name,
    source: 'registered',
    status: 'active',
    health: { status: 'healthy', reasons: [] },
    regions: [],
    tags: [],
    sync: { state: 'watching', stale: false, unavailableKinds: [] },
    ...rest,
  };
}

const HEALTHY = { status: 'healthy', reason: 'Healthy', message: '' } as const;

export function namespace(
  of: string,
  name: string,
  rest: Partial<Namespace> = {},
): Namespace {
  return {
    cluster: of,
    name,
    health: HEALTHY,
    phase: 'Active',
    workloads: 0,
    workloadsFailing: 0,
    pods: 0,
    ...rest,
  };
}

export function workload(
  of: string,
  inNamespace: string,
  name: string,
  rest: Partial<Workload> = {},
): Workload {
  return {
    cluster: of,
    namespace: inNamespace,
    kind: 'Deployment',
    name,
    health: HEALTHY,
    images: [],
    restarts: 0,
    ...rest,
  };
}
