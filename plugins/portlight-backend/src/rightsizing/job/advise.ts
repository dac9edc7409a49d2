import {
  type Advice,
  adviseAbandoned,
  adviseAutoscaler,
  adviseLimitRange,
  adviseLoadBalancer,
  adviseQuota,
  adviseVolume,
  type CostHour,
  type HourPrices,
  HOURS_PER_MONTH,
  type KubernetesObject,
  type NamespaceContainers,
  parseQuantity,
  type QuietWorkload,
  type UnitPrices,
} from '@portlight/plugin-portlight-common';
import type { RightsizingSettings } from '../settings';
import type { QuotaHistory } from '../usage';
import type { AssessedWorkload } from './assess';
import type { ClusterPrices } from './clusterPrices';
import type { ReadCluster } from './readCluster';

/** What advice is made of. */
export interface AdviceInput {
  cluster: string;
  read: ReadCluster;
  hour: CostHour;
  prices: ClusterPrices;
  hourPrices: HourPrices;
  workloads: readonly AssessedWorkload[];
  /** By `namespace/name`. */
  quotas: ReadonlyMap<string, QuotaHistory>;
  /** By namespace: pods that could not be made lately. */
  failedCreates: ReadonlyMap<string, number>;
  /** Since when something was seen, in seconds since the epoch; now for what is new. */
  since(type: string, namespace: string, kind: string, name: string): number;
  /** What went through the network of workloads, by key. */
  network: ReadonlyMap<string, QuietWorkload['network']>;
  settings: RightsizingSettings;
  /** Seconds since the epoch. */
  now: number;
}

const SERVICE_NAME = 'kubernetes.io/service-name';

function present<Value>(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}

/** What a pod of a workload costs in a month by what it requests. */
function podMonthly(
  { containers }: AssessedWorkload,
  { cpu, memory }: UnitPrices,
): number {
  return containers.reduce(
    (sum, { requests }) =>
      sum +
      ((requests.cpu ?? 0) * cpu + (requests.memory ?? 0) * memory) *
        HOURS_PER_MONTH,
    0,
  );
}

/** Workloads that seem to do nothing, as far as CPU tells: of these the network is looked at. */
export function quietWorkloads(
  workloads: readonly AssessedWorkload[],
  { abandoned }: RightsizingSettings,
): AssessedWorkload[] {
  return workloads.filter(
    workload =>
      ['Deployment', 'StatefulSet'].includes(workload.kind) &&
      workload.replicas >= 0.5 &&
      workload.use.days >= abandoned.days * 0.95 &&
      workload.use.quietCpu <= abandoned.cpu,
  );
}

function adviseQuotas(input: AdviceInput): Advice[] {
  const { cluster, read, quotas, failedCreates } = input;
  return read.ofKind('ResourceQuota').flatMap(({ metadata, spec }) => {
    const { namespace = '', name = '' } = metadata ?? {};
    const history = quotas.get(`${namespace}/${name}`);
    if (!history) return [];
    const hard = new Map(
      Object.entries(spec?.hard ?? {}).flatMap(([resource, amount]) => {
        const quantity = parseQuantity(amount);
        return quantity === undefined ? [] : [[resource, quantity] as const];
      }),
    );
    return present(
      adviseQuota({
        cluster,
        namespace,
        name,
        hard,
        ...history,
        failedCreates: failedCreates.get(namespace) ?? 0,
      }),
    );
  });
}

function amounts(values: any): { cpu?: number; memory?: number } {
  return {
    cpu: parseQuantity(values?.cpu),
    memory: parseQuantity(values?.memory),
  };
}

function limitRangeOf(
  record: KubernetesObject,
): NamespaceContainers['limitRange'] | undefined {
  const limits: any[] = record.spec?.limits ?? [];
  const own = limits.find(limit => limit?.type === 'Container');
  return (
    own && {
      name: record.metadata?.name ?? '',
      defaultRequest: amounts(own.defaultRequest ?? own.default),
      min: amounts(own.min),
      limits,
    }
  );
}

function adviseLimitRanges({
  cluster,
  read,
  workloads,
}: AdviceInput): Advice[] {
  const ranges = new Map(
    read.ofKind('LimitRange').flatMap(record => {
      const range = limitRangeOf(record);
      return range ? [[record.metadata?.namespace ?? '', range] as const] : [];
    }),
  );
  const byNamespace = new Map<string, AssessedWorkload[]>();
  for (const workload of workloads) {
    const list = byNamespace.get(workload.namespace);
    if (list) list.push(workload);
    else byNamespace.set(workload.namespace, [workload]);
  }
  return [...byNamespace].flatMap(([namespace, inside]) =>
    present(
      adviseLimitRange({
        cluster,
        namespace,
        days: Math.max(...inside.map(({ use }) => use.days)),
        limitRange: ranges.get(namespace),
        containers: inside.flatMap(({ containers, targets }) =>
          containers.map(({ name, requests }) => ({
            requested:
              requests.cpu !== undefined && requests.memory !== undefined,
            ...targets.portlight.get(name),
          })),
        ),
      }),
    ),
  );
}

function adviseAutoscalers(input: AdviceInput): Advice[] {
  const { cluster, read, workloads, prices } = input;
  const states = new Map(
    read
      .ofKind('HorizontalPodAutoscaler')
      .map(({ metadata, status }) => [
        `${metadata?.namespace}/${metadata?.name}`,
        status,
      ]),
  );
  return workloads.flatMap(workload => {
    const { namespace, kind, name, owner, replicas, autoscaler, use } =
      workload;
    const state: any = states.get(`${namespace}/${autoscaler?.name}`);
    const limited = state?.conditions?.find(
      (condition: any) =>
        condition?.type === 'ScalingLimited' && condition.status === 'True',
    )?.reason;
    return present(
      adviseAutoscaler({
        cluster,
        namespace,
        kind,
        name,
        owner,
        replicas,
        cpu: use.heaviest,
        days: use.days,
        podMonthly: podMonthly(workload, prices.ofWorkload(workload.key)),
        ...(autoscaler
          ? {
              autoscaler: {
                ...autoscaler,
                current: state?.currentReplicas,
                limited,
              },
            }
          : {}),
      }),
    );
  });
}

function adviseWorkloads(input: AdviceInput): Advice[] {
  const { cluster, workloads, network, settings } = input;
  return quietWorkloads(workloads, settings).flatMap(workload => {
    const { namespace, kind, name, owner, replicas, key, use } = workload;
    return present(
      adviseAbandoned(
        {
          cluster,
          namespace,
          kind,
          name,
          owner,
          replicas,
          days: use.days,
          cpu: use.quietCpu,
          network: network.get(key),
          monthly: use.monthly,
          since: use.firstAt,
        },
        settings.abandoned,
      ),
    );
  });
}

function adviseVolumes(input: AdviceInput): Advice[] {
  const { cluster, read, hour, hourPrices, now, since } = input;
  const records = new Map(
    read
      .ofKind('PersistentVolume')
      .map(record => [record.metadata?.name ?? '', record]),
  );
  const claims = new Map(
    read
      .ofKind('PersistentVolumeClaim')
      .map(({ metadata, status }) => [
        `${metadata?.namespace}/${metadata?.name}`,
        status,
      ]),
  );
  // One volume may be several parts of the hour; the last is what it is now.
  const volumes = new Map(hour.volumes.map(volume => [volume.name, volume]));
  return [...volumes.values()].flatMap(volume => {
    const { name, claim, bytes, pods } = volume;
    const record = records.get(name);
    const phase: string | undefined =
      record?.status?.phase ??
      (claim && claims.get(`${claim.namespace}/${claim.name}`)?.phase);
    if (pods.length > 0 || phase === undefined || phase === 'Pending')
      return [];
    const bound = phase === 'Bound' && claim;
    const seen = bound
      ? since(
          'orphanedVolume',
          claim.namespace,
          'PersistentVolumeClaim',
          claim.name,
        )
      : since('orphanedVolume', '', 'PersistentVolume', name);
    return [
      adviseVolume(
        {
          cluster,
          name,
          phase,
          claim,
          bytes,
          reclaimPolicy: record?.spec?.persistentVolumeReclaimPolicy,
          owner:
            claim && read.claimOwners.get(`${claim.namespace}/${claim.name}`),
          monthly: hourPrices.storage(volume).price * bytes * HOURS_PER_MONTH,
          since: seen,
        },
        now,
      ),
    ];
  });
}

function adviseLoadBalancers(input: AdviceInput): Advice[] {
  const { cluster, read, hour, hourPrices, now, since } = input;
  const slices = read.ofKind('EndpointSlice');
  const ready = new Set(
    slices
      .filter(({ endpoints }: any) =>
        (endpoints ?? []).some(
          (each: any) => each?.conditions?.ready !== false,
        ),
      )
      .map(
        ({ metadata }) =>
          `${metadata?.namespace}/${metadata?.labels?.[SERVICE_NAME]}`,
      ),
  );
  return hour.loadBalancers.flatMap(loadBalancer => {
    const { namespace, service, pods } = loadBalancer;
    const place = `${namespace}/${service}`;
    // Endpoints may be written by something else than a selector; where none are read at all, pods are what is known.
    if (ready.has(place) || (slices.length === 0 && pods.length > 0)) return [];
    return [
      adviseLoadBalancer(
        {
          cluster,
          namespace,
          service,
          owner: read.serviceOwners.get(place),
          pods: pods.length,
          monthly:
            hourPrices.loadBalancer(loadBalancer).price * HOURS_PER_MONTH,
          since: since('orphanedLoadBalancer', namespace, 'Service', service),
        },
        now,
      ),
    ];
  });
}

/** All advice about a cluster. */
export function advise(input: AdviceInput): Advice[] {
  return [
    ...adviseQuotas(input),
    ...adviseLimitRanges(input),
    ...adviseAutoscalers(input),
    ...adviseWorkloads(input),
    ...adviseVolumes(input),
    ...adviseLoadBalancers(input),
  ];
}
