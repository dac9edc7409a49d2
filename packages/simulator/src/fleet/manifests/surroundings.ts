import { between, hexOf } from '../../engine/random';
import type { ClusterDescription, ServiceDescription } from '../description';
import { exposesMetrics } from '../metrics/runtimes';
import { defaultStorageClass, labelsOf, selectorLabels } from './workloads';

/** What belongs to a service besides its workload: Service, HPA, PDB, Ingress and others. */
export function surroundingsOf(
  cluster: ClusterDescription,
  service: ServiceDescription,
  version: string,
  number: number,
) {
  return [
    serviceAccountOf(service, version),
    ...(service.port && service.kind !== 'DaemonSet'
      ? [serviceOf(cluster, service, version, number)]
      : []),
    ...(service.autoscale ? [autoscalerOf(service, version)] : []),
    ...(service.budget ? [budgetOf(service, version)] : []),
    ...(service.host ? [ingressOf(cluster, service, version)] : []),
    ...(isolated(service) ? [networkPolicyOf(service, version)] : []),
    ...(cluster.monitors &&
    service.port &&
    exposesMetrics(service.runtime) &&
    !service.uncatalogued
      ? [monitorOf(service, version)]
      : []),
  ];
}

/** The storage classes of a cluster. */
export function storageClassesOf(cluster: ClusterDescription) {
  const provisioner = {
    eks: 'ebs.csi.aws.com',
    gke: 'pd.csi.storage.gke.io',
    aks: 'disk.csi.azure.com',
    k3s: 'rancher.io/local-path',
  }[cluster.provider];
  return [
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: defaultStorageClass(cluster),
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      provisioner,
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    },
  ];
}

function metadata(
  service: ServiceDescription,
  version: string,
  name = service.name,
) {
  return {
    name,
    namespace: service.namespace,
    labels: labelsOf(service, version),
  };
}

function serviceAccountOf(service: ServiceDescription, version: string) {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(service, version),
  };
}

/** Addresses that the documentation of others may use, and a store's own network. */
const BALANCER_NETWORKS = {
  gke: '203.0.113',
  aks: '198.51.100',
  k3s: '192.168.178',
};

/** Where a cloud's controller has put the load balancer of a service. */
function balancerAddress(
  { name, provider, region }: ClusterDescription,
  service: ServiceDescription,
) {
  if (provider === 'eks') {
    const words = [service.namespace, service.name].map(word =>
      word.replaceAll('-', '').slice(0, 8),
    );
    const id = hexOf(26, name, ...words);
    return {
      hostname: `k8s-${words.join('-')}-${id.slice(0, 10)}-${id.slice(
        10,
      )}.elb.${region}.amazonaws.com`,
    };
  }
  const host = Math.floor(between(10, 240, name, service.name));
  return { ip: `${BALANCER_NETWORKS[provider]}.${host}`, ipMode: 'VIP' };
}

function serviceOf(
  cluster: ClusterDescription,
  service: ServiceDescription,
  version: string,
  number: number,
) {
  const headless = service.kind === 'StatefulSet';
  const balanced = service.name.startsWith('ingress-nginx');
  const ip = headless
    ? 'None'
    : `172.20.${Math.floor(number / 200)}.${10 + (number % 200)}`;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      ...metadata(service, version),
      // Those that customers meet are watched also while nobody looks, so that they have a history.
      ...(service.host &&
        exposesMetrics(service.runtime) && {
          annotations: { 'portlight.io/scrape': 'true' },
        }),
    },
    spec: {
      type: balanced ? 'LoadBalancer' : 'ClusterIP',
      clusterIP: ip,
      clusterIPs: [ip],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
      sessionAffinity: 'None',
      ...(headless && { publishNotReadyAddresses: true }),
      selector: selectorLabels(service),
      ports: [
        {
          name: 'main',
          port: service.port,
          targetPort: service.port,
          protocol: 'TCP',
        },
      ],
    },
    status: {
      loadBalancer: balanced
        ? { ingress: [balancerAddress(cluster, service)] }
        : {},
    },
  };
}

function autoscalerOf(service: ServiceDescription, version: string) {
  const { min, max, target } = service.autoscale!;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(service, version),
    spec: {
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: service.name,
      },
      minReplicas: min,
      maxReplicas: max,
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: target },
          },
        },
      ],
    },
  };
}

function budgetOf(service: ServiceDescription, version: string) {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(service, version),
    spec: {
      ...service.budget,
      selector: { matchLabels: selectorLabels(service) },
    },
  };
}

function ingressOf(
  cluster: ClusterDescription,
  service: ServiceDescription,
  version: string,
) {
  const host = service.host!.replace('{domain}', cluster.domain);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      ...metadata(service, version),
      annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
    },
    spec: {
      ingressClassName: cluster.provider === 'k3s' ? 'traefik' : 'nginx',
      tls: [{ hosts: [host], secretName: `${service.name}-tls` }],
      rules: [
        {
          host,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: {
                  service: {
                    name: service.name,
                    port: { number: service.port },
                  },
                },
              },
            ],
          },
        },
      ],
    },
    status: {
      loadBalancer: {
        ingress: [{ hostname: `lb.${cluster.domain}` }],
      },
    },
  };
}

/** Payments and databases only talk to those who need them. */
function isolated(service: ServiceDescription): boolean {
  return (
    ['payments', 'fraud'].includes(service.namespace) ||
    service.runtime === 'postgres'
  );
}

function networkPolicyOf(service: ServiceDescription, version: string) {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(service, version),
    spec: {
      podSelector: { matchLabels: selectorLabels(service) },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: {
                matchLabels: {
                  'kubernetes.io/metadata.name': service.namespace,
                },
              },
            },
          ],
          ...(service.port && { ports: [{ port: service.port }] }),
        },
      ],
    },
  };
}

function monitorOf(service: ServiceDescription, version: string) {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadata(service, version),
    spec: {
      selector: { matchLabels: selectorLabels(service) },
      endpoints: [{ port: 'main', path: '/metrics', interval: '15s' }],
    },
  };
}
