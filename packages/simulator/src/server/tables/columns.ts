import type { ApiObject } from '../../store';
import { formatSelector } from '../labelSelectorObject';
import { nodeColumns } from './nodes';
import { podColumns } from './pods';
import { AGE, age, NAME, type Column } from './Column';
import { humanDuration } from './duration';

const NONE = '<none>';
const UNSET = '<unset>';

function column(
  name: string,
  cell: (object: ApiObject, now: number) => unknown,
  other: Partial<Column> = {},
): Column {
  return { name, cell, ...other };
}

function integer(name: string, cell: (object: ApiObject) => number): Column {
  return column(name, cell, { type: 'integer' });
}

const WIDE: Partial<Column> = { priority: 1 };

function templateOf({ spec }: ApiObject): any {
  return (spec?.jobTemplate?.spec ?? spec)?.template?.spec;
}

const CONTAINERS = column(
  'Containers',
  object =>
    (templateOf(object)?.containers ?? [])
      .map(({ name }: { name: string }) => name)
      .join(','),
  WIDE,
);
const IMAGES = column(
  'Images',
  object =>
    (templateOf(object)?.containers ?? [])
      .map(({ image }: { image: string }) => image)
      .join(','),
  WIDE,
);
const SELECTOR = column(
  'Selector',
  ({ spec }) => formatSelector(spec?.selector) || NONE,
  WIDE,
);
const TEMPLATE = [CONTAINERS, IMAGES, SELECTOR];

function ports({ spec }: ApiObject): string {
  return (spec?.ports ?? [])
    .map((port: any) =>
      port.nodePort
        ? `${port.port}:${port.nodePort}/${port.protocol ?? 'TCP'}`
        : `${port.port}/${port.protocol ?? 'TCP'}`,
    )
    .join(',');
}

function externalAddress({ spec, status }: ApiObject): string {
  if (spec?.type === 'ExternalName') {
    return spec.externalName;
  }
  if (spec?.type === 'LoadBalancer') {
    return (
      (status?.loadBalancer?.ingress ?? [])
        .map((entry: any) => entry.ip ?? entry.hostname)
        .join(',') || '<pending>'
    );
  }
  return (spec?.externalIPs ?? []).join(',') || NONE;
}

function jobStatus({ spec, status }: ApiObject): string {
  const has = (type: string) =>
    status?.conditions?.some(
      (condition: any) =>
        condition.type === type && condition.status === 'True',
    );
  if (has('Complete')) {
    return 'Complete';
  }
  if (has('Failed')) {
    return 'Failed';
  }
  return spec?.suspend ? 'Suspended' : 'Running';
}

function jobDuration({ status }: ApiObject, now: number): string {
  if (!status?.startTime) {
    return '';
  }
  const end = status.completionTime ? Date.parse(status.completionTime) : now;
  return humanDuration(end - Date.parse(status.startTime));
}

const ACCESS_MODES: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

function accessModes(modes: string[] | undefined): string {
  return (modes ?? []).map(mode => ACCESS_MODES[mode] ?? mode).join(',');
}

function hpaTarget({ spec, status }: ApiObject): string {
  const current: any[] = status?.currentMetrics ?? [];
  return (
    (spec?.metrics ?? [])
      .map((metric: any) => {
        if (metric.type !== 'Resource') {
          return `${metric.type}`;
        }
        const { name, target } = metric.resource;
        const now = current.find(entry => entry.resource?.name === name)
          ?.resource.current;
        const show = (utilization?: number, value?: string) =>
          utilization === undefined ? value ?? '<unknown>' : `${utilization}%`;
        return `${name}: ${show(
          now?.averageUtilization,
          now?.averageValue,
        )}/${show(target.averageUtilization, target.averageValue)}`;
      })
      .join(', ') || NONE
  );
}

function quota({ status }: ApiObject, limits: boolean): string {
  return Object.keys(status?.hard ?? {})
    .filter(name => name.startsWith('limits.') === limits)
    .sort()
    .map(name => `${name}: ${status.used?.[name] ?? 0}/${status.hard[name]}`)
    .join(', ');
}

/** The columns of each kind that has its own, by `group/Kind`; as kubectl prints them. */
export const COLUMNS: Record<string, readonly Column[]> = {
  '/Pod': podColumns,
  '/Node': nodeColumns,
  '/Namespace': [
    NAME,
    column('Status', ({ status }) => status?.phase ?? ''),
    AGE,
  ],
  '/Service': [
    NAME,
    column('Type', ({ spec }) => spec?.type),
    column('Cluster-IP', ({ spec }) => spec?.clusterIP || NONE),
    column('External-IP', externalAddress),
    column('Port(s)', object => ports(object) || NONE),
    AGE,
    column(
      'Selector',
      ({ spec }) => formatSelector({ matchLabels: spec?.selector }) || NONE,
      WIDE,
    ),
  ],
  '/Event': [
    column('Last Seen', (event, now) =>
      age(
        event.series?.lastObservedTime ??
          event.lastTimestamp ??
          event.eventTime,
        now,
      ),
    ),
    column('Type', event => event.type),
    column('Reason', event => event.reason),
    column('Object', ({ involvedObject }) =>
      involvedObject
        ? `${String(involvedObject.kind).toLocaleLowerCase('en-US')}/${
            involvedObject.name
          }`
        : '',
    ),
    column('Subobject', event => event.involvedObject?.fieldPath ?? '', WIDE),
    column(
      'Source',
      event =>
        [
          event.source?.component ?? event.reportingComponent,
          event.source?.host,
        ]
          .filter(Boolean)
          .join(', '),
      WIDE,
    ),
    column('Message', event => String(event.message ?? '').trim()),
    column(
      'First Seen',
      (event, now) => age(event.firstTimestamp ?? event.eventTime, now),
      WIDE,
    ),
    column('Count', event => event.series?.count ?? event.count ?? 1, WIDE),
    { ...NAME, priority: 1 },
  ],
  '/ConfigMap': [
    NAME,
    column(
      'Data',
      object =>
        Object.keys(object.data ?? {}).length +
        Object.keys(object.binaryData ?? {}).length,
    ),
    AGE,
  ],
  '/Secret': [
    NAME,
    column('Type', object => object.type),
    column('Data', object => Object.keys(object.data ?? {}).length),
    AGE,
  ],
  '/ServiceAccount': [NAME, AGE],
  '/ResourceQuota': [
    NAME,
    column('Request', object => quota(object, false)),
    column('Limit', object => quota(object, true)),
    AGE,
  ],
  '/PersistentVolumeClaim': [
    NAME,
    column('Status', ({ metadata, status }) =>
      metadata.deletionTimestamp ? 'Terminating' : status?.phase,
    ),
    column('Volume', ({ spec }) => spec?.volumeName ?? ''),
    column('Capacity', ({ spec, status }) =>
      spec?.volumeName ? status?.capacity?.storage ?? '' : '',
    ),
    column('Access Modes', ({ spec, status }) =>
      spec?.volumeName ? accessModes(status?.accessModes) : '',
    ),
    column('StorageClass', ({ spec }) => spec?.storageClassName ?? ''),
    column(
      'VolumeAttributesClass',
      ({ spec }) => spec?.volumeAttributesClassName ?? UNSET,
    ),
    AGE,
    column('VolumeMode', ({ spec }) => spec?.volumeMode ?? UNSET, WIDE),
  ],
  '/PersistentVolume': [
    NAME,
    column('Capacity', ({ spec }) => spec?.capacity?.storage ?? ''),
    column('Access Modes', ({ spec }) => accessModes(spec?.accessModes)),
    column(
      'Reclaim Policy',
      ({ spec }) => spec?.persistentVolumeReclaimPolicy ?? '',
    ),
    column('Status', ({ status }) => status?.phase ?? ''),
    column('Claim', ({ spec }) =>
      spec?.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : '',
    ),
    column('StorageClass', ({ spec }) => spec?.storageClassName ?? ''),
    column(
      'VolumeAttributesClass',
      ({ spec }) => spec?.volumeAttributesClassName ?? UNSET,
    ),
    column('Reason', ({ status }) => status?.reason ?? ''),
    AGE,
    column('VolumeMode', ({ spec }) => spec?.volumeMode ?? UNSET, WIDE),
  ],
  'apps/Deployment': [
    NAME,
    column(
      'Ready',
      ({ spec, status }) =>
        `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    ),
    column('Up-to-date', ({ status }) => status?.updatedReplicas ?? 0),
    column('Available', ({ status }) => status?.availableReplicas ?? 0),
    AGE,
    ...TEMPLATE,
  ],
  'apps/StatefulSet': [
    NAME,
    column(
      'Ready',
      ({ spec, status }) =>
        `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    ),
    AGE,
    CONTAINERS,
    IMAGES,
  ],
  'apps/DaemonSet': [
    NAME,
    integer('Desired', ({ status }) => status?.desiredNumberScheduled ?? 0),
    integer('Current', ({ status }) => status?.currentNumberScheduled ?? 0),
    integer('Ready', ({ status }) => status?.numberReady ?? 0),
    integer('Up-to-date', ({ status }) => status?.updatedNumberScheduled ?? 0),
    integer('Available', ({ status }) => status?.numberAvailable ?? 0),
    column(
      'Node Selector',
      ({ spec }) =>
        formatSelector({ matchLabels: spec?.template?.spec?.nodeSelector }) ||
        NONE,
    ),
    AGE,
    ...TEMPLATE,
  ],
  'apps/ReplicaSet': [
    NAME,
    integer('Desired', ({ spec }) => spec?.replicas ?? 0),
    integer('Current', ({ status }) => status?.replicas ?? 0),
    integer('Ready', ({ status }) => status?.readyReplicas ?? 0),
    AGE,
    ...TEMPLATE,
  ],
  'batch/Job': [
    NAME,
    column('Status', jobStatus),
    column(
      'Completions',
      ({ spec, status }) =>
        `${status?.succeeded ?? 0}/${spec?.completions ?? 1}`,
    ),
    column('Duration', jobDuration),
    AGE,
    ...TEMPLATE,
  ],
  'batch/CronJob': [
    NAME,
    column('Schedule', ({ spec }) => spec?.schedule),
    column('Timezone', ({ spec }) => spec?.timeZone ?? NONE),
    column('Suspend', ({ spec }) => (spec?.suspend ? 'True' : 'False'), {
      type: 'boolean',
    }),
    integer('Active', ({ status }) => status?.active?.length ?? 0),
    column('Last Schedule', ({ status }, now) =>
      status?.lastScheduleTime ? age(status.lastScheduleTime, now) : NONE,
    ),
    AGE,
    ...TEMPLATE,
  ],
  'autoscaling/HorizontalPodAutoscaler': [
    NAME,
    column(
      'Reference',
      ({ spec }) =>
        `${spec?.scaleTargetRef?.kind}/${spec?.scaleTargetRef?.name}`,
    ),
    column('Targets', hpaTarget),
    column('MinPods', ({ spec }) => String(spec?.minReplicas ?? UNSET)),
    column('MaxPods', ({ spec }) => spec?.maxReplicas),
    column('Replicas', ({ status }) => status?.currentReplicas ?? 0),
    AGE,
  ],
  'policy/PodDisruptionBudget': [
    NAME,
    column('Min Available', ({ spec }) => String(spec?.minAvailable ?? 'N/A')),
    column('Max Unavailable', ({ spec }) =>
      String(spec?.maxUnavailable ?? 'N/A'),
    ),
    integer(
      'Allowed Disruptions',
      ({ status }) => status?.disruptionsAllowed ?? 0,
    ),
    AGE,
  ],
  'networking.k8s.io/Ingress': [
    NAME,
    column('Class', ({ spec }) => spec?.ingressClassName ?? NONE),
    column(
      'Hosts',
      ({ spec }) =>
        (spec?.rules ?? [])
          .map(({ host }: { host?: string }) => host)
          .filter(Boolean)
          .join(',') || '*',
    ),
    column('Address', ({ status }) =>
      (status?.loadBalancer?.ingress ?? [])
        .map((entry: any) => entry.ip ?? entry.hostname)
        .join(','),
    ),
    column('Ports', ({ spec }) => (spec?.tls?.length ? '80, 443' : '80')),
    AGE,
  ],
  'networking.k8s.io/NetworkPolicy': [
    NAME,
    column(
      'Pod-Selector',
      ({ spec }) => formatSelector(spec?.podSelector) || NONE,
    ),
    AGE,
  ],
  'storage.k8s.io/StorageClass': [
    NAME,
    column('Provisioner', object => object.provisioner),
    column('ReclaimPolicy', object => object.reclaimPolicy ?? 'Delete'),
    column(
      'VolumeBindingMode',
      object => object.volumeBindingMode ?? 'Immediate',
    ),
    column('AllowVolumeExpansion', object =>
      Boolean(object.allowVolumeExpansion),
    ),
    AGE,
  ],
  'discovery.k8s.io/EndpointSlice': [
    NAME,
    column('AddressType', object => object.addressType),
    column(
      'Ports',
      object =>
        (object.ports ?? []).map((port: any) => port.port).join(',') || UNSET,
    ),
    column(
      'Endpoints',
      object =>
        (object.endpoints ?? [])
          .flatMap((endpoint: any) => endpoint.addresses ?? [])
          .join(',') || UNSET,
    ),
    AGE,
  ],
  'coordination.k8s.io/Lease': [
    NAME,
    column('Holder', ({ spec }) => spec?.holderIdentity ?? ''),
    AGE,
  ],
};
