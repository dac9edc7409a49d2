import { hexOf, nameSuffix, between } from '../../engine/random';
import { formatBytes, formatCpu, quantityOf } from '../../engine/quantity';
import { timestamp } from '../../engine/time';
import type { ClusterDescription, NodePool } from '../description';

const OS_IMAGES = {
  eks: ['Amazon Linux 2023.9.20251027', '6.1.156-177.286.amzn2023.x86_64'],
  gke: ['Container-Optimized OS from Google', '6.12.46+'],
  aks: ['Ubuntu 24.04.3 LTS', '6.8.0-1034-azure'],
  k3s: ['openSUSE Leap Micro 6.1', '6.4.0-33-default'],
} as const;

/** The nodes of a cluster, ready. */
export function nodesOf(
  cluster: ClusterDescription,
  number: number,
  now: number,
) {
  const all = cluster.pools.flatMap(pool =>
    Array.from({ length: pool.count }, (_, index) => ({ pool, index })),
  );
  return all.map(({ pool, index }, position) =>
    nodeOf(cluster, number, pool, index, position, now),
  );
}

function nodeOf(
  cluster: ClusterDescription,
  number: number,
  pool: NodePool,
  index: number,
  position: number,
  now: number,
) {
  const zone = zoneOf(cluster, pool, index);
  const address = `10.${20 + number}.${zoneNumber(cluster, zone) * 32}.${
    10 + position * 7
  }`;
  const name = pool.names?.[index] ?? nameOf(cluster, pool, index, address);
  const [osImage, kernelVersion] = OS_IMAGES[cluster.provider];
  const memory = quantityOf(pool.memory);
  const cpu = quantityOf(pool.cpu);
  const maxPods = cluster.provider === 'eks' ? 58 : 110;
  const kubeletVersion = cluster.version;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'kubernetes.io/arch': pool.architecture ?? 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': pool.instanceType,
        ...(cluster.provider !== 'k3s' && {
          'topology.kubernetes.io/region': cluster.region,
        }),
        'topology.kubernetes.io/zone': zone,
        ...poolLabels(cluster, pool),
        ...pool.labels,
      },
      annotations: {
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
    },
    spec: {
      podCIDR: `10.${100 + number}.${position}.0/24`,
      podCIDRs: [`10.${100 + number}.${position}.0/24`],
      providerID: providerId(cluster, zone, name, position),
      ...(pool.taints && { taints: pool.taints }),
    },
    status: {
      addresses: [
        { type: 'InternalIP', address },
        { type: 'Hostname', address: name },
      ],
      capacity: {
        cpu: formatCpu(cpu),
        'ephemeral-storage': '104779756Ki',
        memory: formatBytes(memory),
        pods: String(maxPods),
      },
      // What the kubelet and the system keep for themselves.
      allocatable: {
        cpu: formatCpu(cpu - 0.08),
        'ephemeral-storage': '95491281146',
        memory: formatBytes(
          Math.round((memory * 0.93 - 100 * 2 ** 20) / 1024) * 1024,
        ),
        pods: String(maxPods),
      },
      conditions: readyConditions(timestamp(now)),
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        architecture: 'amd64',
        bootID: hexOf(32, cluster.name, name, 'boot'),
        containerRuntimeVersion:
          cluster.provider === 'k3s'
            ? 'containerd://2.1.5-k3s1'
            : 'containerd://2.1.4',
        kernelVersion,
        kubeProxyVersion: '',
        kubeletVersion,
        machineID: hexOf(32, cluster.name, name, 'machine'),
        operatingSystem: 'linux',
        osImage,
        systemUUID: hexOf(32, cluster.name, name, 'system'),
      },
    },
  };
}

/** The conditions of a node in which all is well. */
export function readyConditions(time: string) {
  const fine = [
    [
      'MemoryPressure',
      'KubeletHasSufficientMemory',
      'kubelet has sufficient memory available',
    ],
    [
      'DiskPressure',
      'KubeletHasNoDiskPressure',
      'kubelet has no disk pressure',
    ],
    [
      'PIDPressure',
      'KubeletHasSufficientPID',
      'kubelet has sufficient PID available',
    ],
  ].map(([type, reason, message]) => ({
    type,
    status: 'False',
    lastHeartbeatTime: time,
    lastTransitionTime: time,
    reason,
    message,
  }));
  return [
    ...fine,
    {
      type: 'Ready',
      status: 'True',
      lastHeartbeatTime: time,
      lastTransitionTime: time,
      reason: 'KubeletReady',
      message: 'kubelet is posting ready status',
    },
  ];
}

function zoneOf(
  cluster: ClusterDescription,
  pool: NodePool,
  index: number,
): string {
  const named = pool.names?.[index];
  return (
    cluster.zones.find(zone => named?.includes(zone)) ??
    cluster.zones[index % cluster.zones.length]
  );
}

function zoneNumber(cluster: ClusterDescription, zone: string): number {
  return cluster.zones.indexOf(zone);
}

function nameOf(
  cluster: ClusterDescription,
  pool: NodePool,
  index: number,
  address: string,
): string {
  switch (cluster.provider) {
    case 'eks':
      return `ip-${address.replaceAll('.', '-')}.${
        cluster.region === 'us-east-1' ? 'ec2' : `${cluster.region}.compute`
      }.internal`;
    case 'gke':
      return `gke-${cluster.name}-${pool.name}-${hexOf(
        8,
        cluster.name,
        pool.name,
        'group',
      )}-${nameSuffix(4, cluster.name, pool.name, index)}`;
    case 'aks':
      return `aks-${pool.name}-${between(
        10_000_000,
        49_999_999,
        cluster.name,
        pool.name,
      ).toFixed(0)}-vmss${index.toString(36).padStart(6, '0')}`;
    default:
      return `${cluster.name}-${pool.name}-${index + 1}`;
  }
}

function providerId(
  cluster: ClusterDescription,
  zone: string,
  name: string,
  position: number,
): string {
  switch (cluster.provider) {
    case 'eks':
      return `aws:///${zone}/i-0${hexOf(16, cluster.name, position)}`;
    case 'gke':
      return `gce://example-${cluster.name}/${zone}/${name}`;
    case 'aks':
      return `azure:///subscriptions/6f7e2b34-8c19-4f43-9d0a-5b1e6a2c7d80/resourceGroups/mc_${
        cluster.name
      }_${
        cluster.region
      }/providers/Microsoft.Compute/virtualMachineScaleSets/${name.slice(
        0,
        -6,
      )}/virtualMachines/${position}`;
    default:
      return `k3s://${name}`;
  }
}

function poolLabels(
  cluster: ClusterDescription,
  pool: NodePool,
): Record<string, string> {
  switch (cluster.provider) {
    case 'eks':
      return { 'eks.amazonaws.com/nodegroup': pool.name };
    case 'gke':
      return { 'cloud.google.com/gke-nodepool': pool.name };
    case 'aks':
      return {
        'kubernetes.azure.com/agentpool': pool.name,
        'kubernetes.azure.com/cluster': `mc_${cluster.name}_${cluster.region}`,
      };
    default:
      return {};
  }
}
