import type { KubernetesObject } from '../kubernetes';
import { readPort } from './addresses';
import {
  readPeerAnnotations,
  readPrometheusAnnotations,
  type PeerAnnotations,
} from './annotations';
import type { DiscoveredPeer, MetricsEndpoint } from './types';

/** A port of a peer. @public */
export interface PeerPort {
  /** Of the container or the Service. */
  name?: string;
  /** 1 to 65535. */
  port: number;
}

/** What somebody says about where metrics are; the first one that says something about a part decides it. @public */
export type ScrapeWish = PeerAnnotations['scrape'];

/** What somebody says about liveness probes. @public */
export type ProbeWish = PeerAnnotations['probe'];

export const DEFAULT_METRICS_PATH = '/metrics';

/** Names of ports that say what they are for, the plainest first. */
const METRICS_PORTS = [
  'metrics',
  'http-metrics',
  'https-metrics',
  'prometheus',
  'http-prometheus',
  'prom',
  'telemetry',
  'monitoring',
];

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'object' && item !== null)
    : [];
}

/** The TCP ports of a list of ports; `key` is where the number stands. @public */
export function readPorts(value: unknown, key: string): PeerPort[] {
  return list(value).flatMap(item => {
    const port = readPort(item[key]);
    const { name, protocol } = item;
    return port === undefined || (protocol ?? 'TCP') !== 'TCP'
      ? []
      : [{ port, ...(typeof name === 'string' && name ? { name } : {}) }];
  });
}

/** The ports that a pod's containers name. @public */
export function podPorts(pod: KubernetesObject | undefined): PeerPort[] {
  return list(pod?.spec?.containers).flatMap(container =>
    readPorts(container.ports, 'containerPort'),
  );
}

/** Finds a port by its number, which need not be declared, or by its name. @public */
export function findPort(
  ports: readonly PeerPort[],
  wanted: string,
): PeerPort | undefined {
  const number = readPort(wanted);
  return number === undefined
    ? ports.find(({ name }) => name === wanted)
    : ports.find(({ port }) => port === number) ?? { port: number };
}

/** The port whose name says that it is for metrics. */
export function namedMetricsPort(
  ports: readonly PeerPort[],
): PeerPort | undefined {
  for (const wanted of METRICS_PORTS) {
    const found = ports.find(({ name }) => name === wanted);
    if (found) return found;
  }
  return ports.find(({ name }) => name?.includes('metrics'));
}

/** What the annotations of an object wish, ours before Prometheus'. @public */
export function scrapeWishes(
  annotations: Record<string, string> | undefined,
): ScrapeWish[] {
  return [
    readPeerAnnotations(annotations, () => {}).scrape,
    readPrometheusAnnotations(annotations),
  ];
}

/** What the annotations of an object wish for its liveness probe. @public */
export function probeWish(
  annotations: Record<string, string> | undefined,
): ProbeWish {
  return readPeerAnnotations(annotations, () => {}).probe;
}

/** What is said of a peer's liveness probe; the first one that says something about a part decides it. @public */
export function chooseLiveness(
  ports: readonly PeerPort[],
  wishes: readonly ProbeWish[],
): DiscoveredPeer['liveness'] {
  const path = wishes.find(wish => wish.path !== undefined)?.path;
  let port: PeerPort | undefined;
  for (const wish of wishes) {
    port = wish.port === undefined ? undefined : findPort(ports, wish.port);
    if (port) break;
  }
  if (path === undefined && !port) return undefined;
  return {
    ...(port ? { port: port.port } : {}),
    ...(path === undefined ? {} : { path }),
  };
}

/** What a monitor's endpoint wishes; its ports are names, or numbers of the container. @public */
export function monitorWish(endpoint: Record<string, unknown>): ScrapeWish {
  const { port, targetPort, path, scheme } = endpoint;
  const wanted = targetPort ?? port;
  return {
    ...(wanted === undefined ? {} : { port: String(wanted) }),
    ...(typeof path === 'string' && path.startsWith('/') ? { path } : {}),
    ...(String(scheme).toLowerCase() === 'https'
      ? { scheme: 'https' as const }
      : {}),
    enabled: true,
  };
}

/**
 * Where a peer exposes its metrics.
 *
 * @param wishes - whose word counts more comes first
 * @returns undefined for a peer that does not want to be scraped, or has no port
 */
export function chooseMetricsEndpoint(
  ports: readonly PeerPort[],
  wishes: readonly ScrapeWish[],
): MetricsEndpoint | undefined {
  const said = <Key extends keyof ScrapeWish>(key: Key) =>
    wishes.find(wish => wish[key] !== undefined)?.[key];
  if (said('enabled') === false) return undefined;
  let chosen: PeerPort | undefined;
  for (const { port } of wishes) {
    // A name that this peer does not have says nothing: the next one may.
    chosen = port === undefined ? undefined : findPort(ports, port);
    if (chosen) break;
  }
  chosen ??= namedMetricsPort(ports) ?? ports[0];
  if (!chosen) return undefined;
  return {
    scheme:
      said('scheme') ?? (chosen.name?.startsWith('https') ? 'https' : 'http'),
    port: chosen.port,
    path: said('path') ?? DEFAULT_METRICS_PATH,
  };
}

/** Whether something says that there are metrics, beyond a port that may have some. @public */
export function isKnownToExpose(
  ports: readonly PeerPort[],
  wishes: readonly ScrapeWish[],
): boolean {
  const enabled = wishes.find(wish => wish.enabled !== undefined)?.enabled;
  return (
    enabled ??
    (wishes.some(({ port }) => port !== undefined) ||
      namedMetricsPort(ports) !== undefined)
  );
}
