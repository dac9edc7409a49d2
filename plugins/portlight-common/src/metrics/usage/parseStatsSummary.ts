import type {
  ContainerUsage,
  NetworkFigure,
  NodeStats,
  PodStats,
  ResourceFigure,
  StorageFigure,
} from './types';

const NANO = 1e9;
/** Beyond these nobody reads a list, and a document that has more is not a kubelet's. */
const MAXIMUM_PODS = 5000;
const MAXIMUM_VOLUMES = 1000;
const MAXIMUM_CONTAINERS = 100;

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
    ? value
    : undefined;
}

function defined<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Fields;
}

function listOf(value: unknown, limit: number): any[] {
  return Array.isArray(value) ? value.slice(0, limit) : [];
}

function name(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= 253
    ? value
    : undefined;
}

function seconds(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isFinite(time) ? time / 1000 : undefined;
}

function readResources(stats: any): ResourceFigure {
  const nanocores = number(stats?.cpu?.usageNanoCores);
  return defined({
    cpu: nanocores === undefined ? undefined : nanocores / NANO,
    memory: number(stats?.memory?.workingSetBytes),
  });
}

/**
 * The default interface has its figures at the top; kubelets that know no default one list all, and bytes that
 * pass through a bridge would count twice if they were added.
 */
function readNetwork(stats: any): NetworkFigure {
  const network = stats?.network;
  const interfaces = listOf(network?.interfaces, 100);
  const eth0 = interfaces.find(each => each?.name === 'eth0');
  return defined({
    receiveBytes: number(network?.rxBytes) ?? number(eth0?.rxBytes),
    transmitBytes: number(network?.txBytes) ?? number(eth0?.txBytes),
  });
}

function readStorage(stats: any): StorageFigure {
  return defined({
    usedBytes: number(stats?.usedBytes),
    capacityBytes: number(stats?.capacityBytes),
  });
}

function readFileSystem(node: any): StorageFigure | undefined {
  const root = readStorage(node?.fs);
  if (root.usedBytes === undefined) return undefined;
  const images = readStorage(node?.runtime?.imageFs);
  // Of one file system the kubelet says the same size twice; what images use is in its `usedBytes` already.
  const another =
    images.capacityBytes !== undefined &&
    images.usedBytes !== undefined &&
    images.capacityBytes !== root.capacityBytes;
  if (!another) return root;
  return defined({
    usedBytes: root.usedBytes + images.usedBytes!,
    capacityBytes:
      root.capacityBytes === undefined
        ? undefined
        : root.capacityBytes + images.capacityBytes!,
  });
}

function readPod(stats: any): PodStats | undefined {
  const podName = name(stats?.podRef?.name);
  const namespace = name(stats?.podRef?.namespace);
  if (podName === undefined || namespace === undefined) return undefined;
  const volumes: PodStats['volumes'] = [];
  for (const volume of listOf(stats.volume, MAXIMUM_VOLUMES)) {
    const claim = name(volume?.pvcRef?.name);
    const volumeName = name(volume?.name);
    if (claim === undefined || volumeName === undefined) continue;
    const of = name(volume.pvcRef.namespace) ?? namespace;
    volumes.push({
      name: volumeName,
      claim: `${of}/${claim}`,
      ...readStorage(volume),
    });
  }
  const containers: ContainerUsage[] = [];
  for (const container of listOf(stats.containers, MAXIMUM_CONTAINERS)) {
    const containerName = name(container?.name);
    if (containerName === undefined) continue;
    containers.push({ name: containerName, ...readResources(container) });
  }
  return defined({
    namespace,
    name: podName,
    uid: name(stats.podRef.uid),
    startedAt: seconds(stats.startTime),
    ...readResources(stats),
    ...readNetwork(stats),
    containers: containers.length > 0 ? containers : undefined,
    volumes,
  });
}

/**
 * Reads what a kubelet answers to `/stats/summary`.
 *
 * @returns undefined for what is not such a document
 * @public
 */
export function parseStatsSummary(summary: unknown): NodeStats | undefined {
  const { node, pods } = (summary ?? {}) as { node?: any; pods?: unknown };
  const nodeName = name(node?.nodeName);
  if (nodeName === undefined) return undefined;
  return defined({
    name: nodeName,
    ...readResources(node),
    ...readNetwork(node),
    fileSystem: readFileSystem(node),
    pods: listOf(pods, MAXIMUM_PODS)
      .map(readPod)
      .filter(pod => pod !== undefined),
  });
}
