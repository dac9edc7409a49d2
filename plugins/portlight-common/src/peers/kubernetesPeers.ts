import type { Health } from '../api/types';
import { objectVersion, podRestarts } from '../inventory';
import type { KubernetesObject } from '../kubernetes';
import { isIpv6 } from './addresses';
import { UNPROBED } from './addressPeers';
import {
  chooseLiveness,
  chooseMetricsEndpoint,
  podPorts,
  probeWish,
  readPorts,
  scrapeWishes,
  type PeerPort,
  type ProbeWish,
  type ScrapeWish,
} from './metricsEndpoint';
import type { DiscoveredPeer } from './types';

/** A pod with its health. @public */
export interface PeerPod {
  /** As the mirror keeps it, or as the API server answers it. */
  record: KubernetesObject;
  /** Of the pod. */
  health: Health;
}

/** What is known around the peers of one cluster. @public */
export interface PeerSurroundings {
  /** The cluster's name. */
  cluster: string;
  /** Nodes by name, for zones and regions. */
  nodes?: ReadonlyMap<string, KubernetesObject>;
  /** What is said of scraping besides the pods' annotations; whose word counts more comes first. */
  wishes?: {
    /** Before what pods say. */
    before?: readonly ScrapeWish[];
    /** After what pods say. */
    after?: readonly ScrapeWish[];
  };
  /** The same of liveness probes. */
  probes?: {
    /** Before what pods say. */
    before?: readonly ProbeWish[];
    /** After what pods say. */
    after?: readonly ProbeWish[];
  };
  /** The pod of this process, which is no peer of itself. */
  self?: PeerSelf;
}

/** A peer that is left out: the one that asks. @public */
export interface PeerSelf {
  /** The name of its pod. */
  pod?: string;
  /** Of its pod. */
  namespace?: string;
  /** Its IP address or host name. */
  address?: string;
}

const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';

/** Whether a peer is the one that asks. @public */
export function isSelf(
  peer: Pick<DiscoveredPeer, 'host' | 'pod' | 'namespace'>,
  self: PeerSelf | undefined,
): boolean {
  if (!self) return false;
  return (
    (self.address !== undefined && peer.host === self.address) ||
    (self.pod !== undefined &&
      peer.pod === self.pod &&
      (self.namespace === undefined || peer.namespace === self.namespace))
  );
}

function list(value: unknown): Record<string, any>[] {
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'object' && item !== null)
    : [];
}

function place(
  node: string | undefined,
  zone: string | undefined,
  nodes: PeerSurroundings['nodes'],
): Pick<DiscoveredPeer, 'node' | 'zone' | 'region'> {
  const labels = node === undefined ? {} : nodes?.get(node)?.metadata?.labels;
  return { node, zone: zone ?? labels?.[ZONE], region: labels?.[REGION] };
}

/** What a peer takes from its pod. */
function ofPod(pod: PeerPod | undefined) {
  if (!pod) return { health: UNPROBED, labels: {} };
  const { record, health } = pod;
  return {
    health,
    labels: record.metadata?.labels ?? {},
    version: objectVersion(record),
    restarts: podRestarts(record).restarts,
    startedAt: record.status?.startTime as string | undefined,
  };
}

function withEndpoints(
  ports: readonly PeerPort[],
  pod: PeerPod | undefined,
  { wishes, probes }: PeerSurroundings,
): Pick<DiscoveredPeer, 'port' | 'metrics' | 'liveness'> {
  const annotations = pod?.record.metadata?.annotations;
  return {
    port: ports[0]?.port,
    metrics: chooseMetricsEndpoint(ports, [
      ...(wishes?.before ?? []),
      ...scrapeWishes(annotations),
      ...(wishes?.after ?? []),
    ]),
    liveness: chooseLiveness(ports, [
      ...(probes?.before ?? []),
      probeWish(annotations),
      ...(probes?.after ?? []),
    ]),
  };
}

function isTrue(pod: KubernetesObject, type: string): boolean {
  return list(pod.status?.conditions).some(
    condition => condition.type === type && condition.status === 'True',
  );
}

/**
 * The pods of a list as peers: those that have an address and have not ended.
 *
 * @public
 */
export function peersOfPods(
  pods: readonly PeerPod[],
  surroundings: PeerSurroundings,
): DiscoveredPeer[] {
  return pods.flatMap(pod => {
    const { metadata = {}, spec, status } = pod.record;
    const { name, namespace, uid } = metadata;
    const host = status?.podIP;
    if (
      typeof host !== 'string' ||
      !name ||
      ['Succeeded', 'Failed'].includes(status?.phase)
    ) {
      return [];
    }
    const ready = isTrue(pod.record, 'Ready');
    const peer: DiscoveredPeer = {
      id: uid ?? `${namespace}/${name}`,
      name,
      cluster: surroundings.cluster,
      namespace,
      pod: name,
      host,
      ...ofPod(pod),
      ...place(spec?.nodeName, undefined, surroundings.nodes),
      ...withEndpoints(podPorts(pod.record), pod, surroundings),
      ready,
      serving: ready,
      terminating: metadata.deletionTimestamp !== undefined,
    };
    return isSelf(peer, surroundings.self) ? [] : [peer];
  });
}

/** One endpoint of one slice. */
interface Endpoint {
  address: string;
  ports: PeerPort[];
  ready: boolean;
  serving: boolean;
  terminating: boolean;
  hostname?: string;
  node?: string;
  zone?: string;
  pod?: string;
  uid?: string;
}

function readEndpoints(slice: KubernetesObject): Endpoint[] {
  const ports = readPorts(slice.ports, 'port');
  return list(slice.endpoints).flatMap(endpoint => {
    // The API allows more than one address but says that all mean the same, and that the first is to be used.
    const [address] = Array.isArray(endpoint.addresses)
      ? endpoint.addresses
      : [];
    if (typeof address !== 'string' || !address) return [];
    const { ready, serving, terminating } = endpoint.conditions ?? {};
    const target = endpoint.targetRef ?? {};
    const isPod = target.kind === 'Pod' && typeof target.name === 'string';
    return [
      {
        address,
        ports,
        // Absent means ready, as the API defines it, and serving is as ready is.
        ready: ready ?? true,
        serving: serving ?? ready ?? true,
        terminating: terminating ?? false,
        hostname: endpoint.hostname,
        node: endpoint.nodeName,
        zone: endpoint.zone,
        ...(isPod ? { pod: target.name, uid: target.uid } : {}),
      },
    ];
  });
}

/**
 * The endpoints of one instance: in several slices while they are moved between them, and of dual stack. What is
 * left of a pod of the same name before it is dropped: the pod has another address of that family now.
 */
function current(endpoints: readonly Endpoint[], podIp: unknown): Endpoint[] {
  if (typeof podIp !== 'string') return [...endpoints];
  if (!endpoints.some(({ address }) => address === podIp)) {
    return [...endpoints];
  }
  return endpoints.filter(
    ({ address }) => address === podIp || isIpv6(address) !== isIpv6(podIp),
  );
}

/** The address of the pod's own choice, else IPv4. */
function preferred(endpoints: readonly Endpoint[], podIp: unknown): Endpoint {
  return (
    endpoints.find(({ address }) => address === podIp) ??
    endpoints.find(({ address }) => !isIpv6(address)) ??
    endpoints[0]
  );
}

function uniquePorts(endpoints: readonly Endpoint[]): PeerPort[] {
  const ports = new Map<string, PeerPort>();
  for (const port of endpoints.flatMap(endpoint => endpoint.ports)) {
    ports.set(`${port.name ?? ''}:${port.port}`, port);
  }
  return [...ports.values()];
}

/**
 * The peers behind a Service: the endpoints of all its slices together. An endpoint that is in several slices, or
 * has an address of each family, is one peer.
 *
 * @param slices - all EndpointSlices of the Service, of one namespace
 * @param pods - the pods that they name, by name
 * @public
 */
export function peersOfEndpointSlices(
  slices: readonly KubernetesObject[],
  pods: ReadonlyMap<string, PeerPod>,
  surroundings: PeerSurroundings,
): DiscoveredPeer[] {
  const instances = new Map<string, Endpoint[]>();
  for (const slice of slices) {
    const namespace = slice.metadata?.namespace;
    for (const endpoint of readEndpoints(slice)) {
      const uid =
        endpoint.uid ??
        (endpoint.pod && pods.get(endpoint.pod)?.record.metadata?.uid);
      const id =
        uid ?? (endpoint.pod ? `${namespace}/${endpoint.pod}` : undefined);
      const key = id ?? `${endpoint.address}:${endpoint.ports[0]?.port ?? ''}`;
      const same = instances.get(key);
      if (same) same.push(endpoint);
      else instances.set(key, [endpoint]);
    }
  }
  const namespace = slices[0]?.metadata?.namespace;
  return [...instances].flatMap(([id, all]) => {
    const podName = all[0].pod;
    const known = podName === undefined ? undefined : pods.get(podName);
    // Another pod of the same name, which its slices have not heard of yet, says nothing about this one.
    const pod =
      known &&
      (all[0].uid === undefined || known.record.metadata?.uid === all[0].uid)
        ? known
        : undefined;
    const podIp = pod?.record.status?.podIP;
    const endpoints = current(all, podIp);
    const chosen = preferred(endpoints, podIp);
    const ports = uniquePorts(endpoints);
    const host = chosen.address;
    const from = ofPod(pod);
    const peer: DiscoveredPeer = {
      id,
      name: podName ?? chosen.hostname ?? host,
      cluster: surroundings.cluster,
      namespace,
      ...(podName === undefined ? {} : { pod: podName }),
      host,
      ...from,
      ...place(
        chosen.node ?? pod?.record.spec?.nodeName,
        chosen.zone,
        surroundings.nodes,
      ),
      // A Service need not have the port that its pods expose metrics at.
      ...withEndpoints([...ports, ...podPorts(pod?.record)], pod, surroundings),
      ready: endpoints.some(({ ready }) => ready),
      serving: endpoints.some(({ serving }) => serving),
      terminating: endpoints.every(({ terminating }) => terminating),
    };
    return isSelf(peer, surroundings.self) ? [] : [peer];
  });
}
