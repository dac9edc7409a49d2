import {
  type Amounts,
  type PlannedContainer,
  type PlannedNode,
  type PlannedVolume,
  type PlannedWorkload,
} from './scenario';

/** As Kubernetes has quantities. */
export function quantities({ cpu, memory }: Amounts) {
  return { cpu: `${cpu * 1000}m`, memory: `${memory * 1024}Mi` };
}

function container({ name, type, requests }: PlannedContainer) {
  return {
    name,
    image: 'registry.example/app:1',
    ...(requests ? { resources: { requests: quantities(requests) } } : {}),
    ...(type === 'sidecar' ? { restartPolicy: 'Always' } : {}),
  };
}

/** The spec of the pods of a workload. */
export function podSpec({ kind, nodes, containers, claim }: PlannedWorkload) {
  return {
    nodeSelector:
      kind === 'DaemonSet' ? { agent: 'yes' } : { pool: nodes[0] ?? 'none' },
    ...(kind === 'Job' || kind === 'Pod' ? { restartPolicy: 'Never' } : {}),
    initContainers: containers.filter(({ type }) => type).map(container),
    containers: containers.filter(({ type }) => !type).map(container),
    ...(claim
      ? {
          volumes: [
            { name: 'data', persistentVolumeClaim: { claimName: claim } },
          ],
        }
      : {}),
  };
}

export function labelsOf({ name, behaviour }: PlannedWorkload) {
  return {
    app: name,
    ...(behaviour ? { 'portlight.test/behaviour': behaviour } : {}),
  };
}

const APIS = {
  Deployment: 'apis/apps/v1/namespaces/NS/deployments',
  DaemonSet: 'apis/apps/v1/namespaces/NS/daemonsets',
  Job: 'apis/batch/v1/namespaces/NS/jobs',
  Pod: 'api/v1/namespaces/NS/pods',
};

/** Where an object of a workload is made, and the object. */
export function workloadManifest(
  workload: PlannedWorkload,
): [path: string, object: object] {
  const { namespace, kind, name, nodes } = workload;
  const path = `/${APIS[kind].replace('NS', namespace)}`;
  const labels = labelsOf(workload);
  const metadata = { name, labels };
  const spec = podSpec(workload);
  const template = { metadata: { labels }, spec };
  switch (kind) {
    case 'Pod':
      return [path, { metadata, spec }];
    case 'Job':
      return [path, { metadata, spec: { template } }];
    default:
      return [
        path,
        {
          metadata,
          spec: {
            ...(kind === 'Deployment'
              ? { replicas: Math.max(1, nodes.length) }
              : {}),
            selector: { matchLabels: { app: name } },
            template,
          },
        },
      ];
  }
}

export function nodeManifest(node: PlannedNode) {
  const { name, instanceType, capacityType } = node;
  const pods = { pods: '110' };
  return {
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'node.kubernetes.io/instance-type': instanceType,
        'karpenter.sh/capacity-type': capacityType,
        'topology.kubernetes.io/region': 'eu-1',
        pool: name,
        // The node that is full has no room for an agent.
        ...(name === 'full' ? {} : { agent: 'yes' }),
      },
    },
    status: {
      capacity: { ...quantities(node.capacity), ...pods },
      allocatable: { ...quantities(node.allocatable), ...pods },
    },
  };
}

export function volumeManifests(volume: PlannedVolume) {
  const { name, namespace, claim, size, requested } = volume;
  const common = { accessModes: ['ReadWriteMany'], storageClassName: 'slow' };
  return {
    volume: {
      metadata: { name },
      spec: {
        ...common,
        capacity: { storage: `${size}Gi` },
        hostPath: { path: '/nothing' },
        claimRef: { namespace, name: claim },
      },
    },
    claim: {
      metadata: { name: claim, namespace },
      spec: {
        ...common,
        volumeName: name,
        resources: { requests: { storage: `${requested}Gi` } },
      },
    },
  };
}
