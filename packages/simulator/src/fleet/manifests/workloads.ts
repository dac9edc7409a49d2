import type {
  ClusterDescription,
  Placement,
  ServiceDescription,
} from '../description';
import { exposesMetrics } from '../metrics/runtimes';
import { NAMESPACES } from '../services';

// Which services talk to which database.
const DATABASES: Record<string, string> = {
  catalog: 'catalog-db',
  inventory: 'catalog-db',
  reviews: 'catalog-db',
  orders: 'orders-db',
  'orders-consumer': 'orders-db',
  checkout: 'orders-db',
  ledger: 'ledger-db',
  'payments-api': 'ledger-db',
  'till-gateway': 'store-db',
};

/** The image of a version of a service. */
export function imageOf(service: ServiceDescription, version: string): string {
  const repository =
    service.image ??
    `registry.example.com/${service.namespace}/${service.name}`;
  return `${repository}:${version}`;
}

/** The version that a cluster runs in the end. */
export function finalVersion(
  service: ServiceDescription,
  placement: Placement,
): string {
  return placement.version ?? service.versions[service.versions.length - 1];
}

/** The group that answers for a service. */
export function ownerOf(service: ServiceDescription): string | undefined {
  return service.owner ?? namespaceOf(service).owner;
}

/** The labels by which a service's pods are selected. */
export function selectorLabels(
  service: ServiceDescription,
): Record<string, string> {
  return {
    'app.kubernetes.io/name': service.name,
    'app.kubernetes.io/instance': service.name,
  };
}

/** The labels of a service's objects. */
export function labelsOf(
  service: ServiceDescription,
  version: string,
): Record<string, string> {
  return {
    ...selectorLabels(service),
    'app.kubernetes.io/version': version,
    'app.kubernetes.io/part-of': namespaceOf(service).system,
    'app.kubernetes.io/managed-by': 'Helm',
    ...(!service.uncatalogued && {
      'backstage.io/kubernetes-id': service.name,
    }),
  };
}

/** The workload object of a service in a cluster. */
export function workloadOf(
  cluster: ClusterDescription,
  service: ServiceDescription,
  placement: Placement,
  version: string,
) {
  const kind = service.kind ?? 'Deployment';
  const labels = labelsOf(service, version);
  const template = podTemplate(cluster, service, version);
  const metadata = {
    name: service.name,
    namespace: service.namespace,
    labels,
    annotations: {
      ...(ownerOf(service) !== undefined && {
        'portlight.io/owner': `group:default/${ownerOf(service)}`,
      }),
      'meta.helm.sh/release-name': service.name,
      'meta.helm.sh/release-namespace': service.namespace,
    },
  };
  const selector = { matchLabels: selectorLabels(service) };
  const replicas = placement.replicas ?? 1;
  switch (kind) {
    case 'StatefulSet':
      return {
        apiVersion: 'apps/v1',
        kind,
        metadata,
        spec: {
          replicas,
          serviceName: service.name,
          selector,
          template,
          podManagementPolicy: 'OrderedReady',
          updateStrategy: {
            type: 'RollingUpdate',
            rollingUpdate: { partition: 0 },
          },
          revisionHistoryLimit: 10,
          ...(service.storage && {
            volumeClaimTemplates: [claimTemplate(cluster, service)],
          }),
        },
      };
    case 'DaemonSet':
      return {
        apiVersion: 'apps/v1',
        kind,
        metadata,
        spec: {
          selector,
          template,
          updateStrategy: {
            type: 'RollingUpdate',
            rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
          },
          revisionHistoryLimit: 10,
        },
      };
    case 'CronJob':
      return {
        apiVersion: 'batch/v1',
        kind,
        metadata,
        spec: {
          schedule: service.schedule,
          concurrencyPolicy: 'Forbid',
          suspend: false,
          successfulJobsHistoryLimit: 3,
          failedJobsHistoryLimit: 1,
          jobTemplate: {
            metadata: { labels },
            spec: jobSpec(service, template),
          },
        },
      };
    case 'Job':
      return {
        apiVersion: 'batch/v1',
        kind,
        metadata,
        spec: jobSpec(service, template),
      };
    default:
      return {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          replicas,
          selector,
          template,
          strategy: {
            type: 'RollingUpdate',
            rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
          },
          revisionHistoryLimit: 10,
          progressDeadlineSeconds: service.progressDeadlineSeconds ?? 600,
        },
      };
  }
}

/** The pod template of a version of a service. */
export function podTemplate(
  cluster: ClusterDescription,
  service: ServiceDescription,
  version: string,
) {
  const { runtime } = service;
  const batch = service.kind === 'CronJob' || service.kind === 'Job';
  return {
    metadata: {
      labels: labelsOf(service, version),
      ...(service.port &&
        exposesMetrics(service.runtime) &&
        !service.hostNetwork && {
          annotations: {
            'prometheus.io/scrape': 'true',
            'prometheus.io/port': String(service.port),
          },
        }),
    },
    spec: {
      ...(batch && { restartPolicy: 'Never' }),
      serviceAccountName: service.name,
      securityContext:
        service.namespace === 'kube-system'
          ? {}
          : { runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001 },
      terminationGracePeriodSeconds: service.kind === 'StatefulSet' ? 60 : 30,
      ...(service.hostNetwork && { hostNetwork: true }),
      ...(service.priorityClassName && {
        priorityClassName: service.priorityClassName,
      }),
      ...(service.nodeSelector && { nodeSelector: service.nodeSelector }),
      ...(service.tolerations && { tolerations: service.tolerations }),
      ...(!service.kind &&
        cluster.zones.length > 1 && {
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: selectorLabels(service) },
            },
          ],
        }),
      containers: [
        {
          name: service.name.slice(0, 63),
          image: imageOf(service, version),
          imagePullPolicy: 'IfNotPresent',
          ...(service.port && {
            ports: [
              {
                name: portName(service),
                containerPort: service.port,
                protocol: 'TCP',
              },
            ],
          }),
          env: environmentOf(cluster, service),
          resources: {
            requests: { cpu: service.cpu, memory: service.memory },
            ...(service.memoryLimit && {
              limits: {
                memory: service.memoryLimit,
                ...(service.cpuLimit && { cpu: service.cpuLimit }),
              },
            }),
          },
          ...(service.port && !batch && probesOf(service)),
          ...(service.storage && {
            volumeMounts: [{ name: 'data', mountPath: '/var/lib/data' }],
          }),
          ...(runtime !== 'agent' && {
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: runtime !== 'postgres',
              capabilities: { drop: ['ALL'] },
            },
          }),
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        },
      ],
    },
  };
}

function jobSpec(
  service: ServiceDescription,
  template: ReturnType<typeof podTemplate>,
) {
  return {
    backoffLimit: service.backoffLimit ?? 2,
    completions: 1,
    parallelism: 1,
    template,
  };
}

function claimTemplate(
  cluster: ClusterDescription,
  service: ServiceDescription,
) {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: defaultStorageClass(cluster),
      resources: { requests: { storage: service.storage } },
    },
  };
}

/** The storage class that claims of a cluster use. */
export function defaultStorageClass(cluster: ClusterDescription): string {
  return {
    eks: 'gp3',
    gke: 'standard-rwo',
    aks: 'managed-csi',
    k3s: 'local-path',
  }[cluster.provider];
}

function portName(service: ServiceDescription): string {
  switch (service.runtime) {
    case 'postgres':
      return 'postgresql';
    case 'redis':
      return 'redis';
    case 'kafka':
      return 'kafka';
    default:
      return 'http';
  }
}

function probesOf(service: ServiceDescription) {
  const port = portName(service);
  switch (service.runtime) {
    case 'postgres':
      return probes({ exec: { command: ['pg_isready', '-U', 'postgres'] } }, 5);
    case 'redis':
      return probes({ exec: { command: ['redis-cli', 'ping'] } }, 2);
    case 'kafka':
      return probes({ tcpSocket: { port } }, 15);
    case 'java':
      return probes({ httpGet: { path: '/actuator/health', port } }, 15);
    default:
      return probes({ httpGet: { path: '/healthz', port } }, 2);
  }
}

function probes(handler: object, initialDelaySeconds: number) {
  const timing = {
    timeoutSeconds: 2,
    successThreshold: 1,
    failureThreshold: 3,
  };
  return {
    readinessProbe: {
      ...handler,
      initialDelaySeconds,
      periodSeconds: 5,
      ...timing,
    },
    livenessProbe: {
      ...handler,
      initialDelaySeconds: initialDelaySeconds * 3,
      periodSeconds: 10,
      ...timing,
    },
  };
}

function environmentOf(
  cluster: ClusterDescription,
  service: ServiceDescription,
) {
  const database = DATABASES[service.name];
  return [
    { name: 'ENVIRONMENT', value: cluster.environment },
    { name: 'REGION', value: cluster.region },
    ...(service.runtime === 'go'
      ? [
          {
            name: 'GOMEMLIMIT',
            valueFrom: {
              resourceFieldRef: { resource: 'limits.memory', divisor: '0' },
            },
          },
        ]
      : []),
    ...(database
      ? [
          { name: 'PGHOST', value: database },
          { name: 'PGDATABASE', value: service.name.replaceAll('-', '_') },
          {
            name: 'PGPASSWORD',
            valueFrom: {
              secretKeyRef: {
                name: `${database}-credentials`,
                key: 'password',
              },
            },
          },
        ]
      : []),
  ];
}

function namespaceOf(service: ServiceDescription) {
  const namespace = NAMESPACES.find(({ name }) => name === service.namespace);
  if (!namespace) {
    throw new Error(`nobody owns namespace ${service.namespace}`);
  }
  return namespace;
}
