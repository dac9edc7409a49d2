import type { HttpSdDocument } from '../api/types';
import { isPath, readHostPort } from './addresses';
import { addressPeer } from './addressPeers';
import type { DiscoveredPeer } from './types';

/** What a document may have at most; it is a stranger's. */
export const HTTP_SD_LIMITS = {
  /** UTF-16 code units. */
  document: 5_000_000,
  groups: 10_000,
  /** Labels of a group. */
  labels: 100,
  labelName: 1024,
  labelValue: 4096,
} as const;

/** Targets with the labels that they share. @public */
export interface HttpSdGroup {
  /** Host and port each. */
  targets: string[];
  /** Of all its targets. */
  labels: Record<string, string>;
}

function fail(message: string): never {
  throw new Error(`The service discovery document ${message}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readLabels(value: unknown, place: string): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) return fail(`has no map in ${place}.labels`);
  const entries = Object.entries(value);
  if (entries.length > HTTP_SD_LIMITS.labels) {
    fail(`has more than ${HTTP_SD_LIMITS.labels} labels in ${place}`);
  }
  for (const [name, text] of entries) {
    if (typeof text !== 'string') {
      fail(
        `has a label that is no text: ${place}.labels[${JSON.stringify(
          name.slice(0, 80),
        )}]`,
      );
    } else if (
      name.length > HTTP_SD_LIMITS.labelName ||
      text.length > HTTP_SD_LIMITS.labelValue
    ) {
      fail(
        `has a label that is too long: ${place}.labels[${JSON.stringify(
          `${name.slice(0, 40)}…`,
        )}]`,
      );
    }
  }
  // Not by assignment: a label may be called __proto__.
  return Object.fromEntries(entries) as Record<string, string>;
}

/**
 * Reads a document of Prometheus' HTTP service discovery.
 *
 * @throws an Error that says what is wrong with it and where
 *
 * @public
 */
export function readHttpSd(text: string): HttpSdGroup[] {
  if (text.length > HTTP_SD_LIMITS.document) {
    fail(`is longer than ${HTTP_SD_LIMITS.document / 1e6} MB`);
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return fail(
      `is no JSON (it begins with ${JSON.stringify(text.slice(0, 40))})`,
    );
  }
  if (!Array.isArray(document)) {
    return fail('is no JSON array of objects with targets and labels');
  }
  if (document.length > HTTP_SD_LIMITS.groups) {
    fail(`has more than ${HTTP_SD_LIMITS.groups} items`);
  }
  return document.map((group, index) => {
    const place = `[${index}]`;
    if (!isRecord(group)) return fail(`has no object at ${place}`);
    const { targets = [] } = group;
    if (!Array.isArray(targets)) {
      return fail(`has no list in ${place}.targets`);
    }
    const wrong = targets.findIndex(target => typeof target !== 'string');
    if (wrong >= 0) fail(`has no text at ${place}.targets[${wrong}]`);
    return {
      targets: targets as string[],
      labels: readLabels(group.labels, place),
    };
  });
}

function first(labels: Record<string, string>, ...names: string[]) {
  return names.map(name => labels[name]).find(Boolean);
}

/** `__param_name` labels as a query. */
function query(labels: Record<string, string>): string {
  const parameters = Object.entries(labels)
    .filter(([name]) => name.startsWith('__param_'))
    .map(
      ([name, value]) =>
        `${encodeURIComponent(
          name.slice('__param_'.length),
        )}=${encodeURIComponent(value)}`,
    );
  return parameters.length > 0 ? `?${parameters.join('&')}` : '';
}

/**
 * The peers that a document names. No pod is believed to be a peer's, whatever the labels say: who writes the
 * document would else choose which pods are read with the portal's rights.
 *
 * @throws an Error that says what is wrong with it and where
 *
 * @public
 */
export function peersOfHttpSd(
  groups: readonly HttpSdGroup[],
  cluster?: string,
): DiscoveredPeer[] {
  return groups.flatMap(({ targets, labels }, index) => {
    const scheme = labels.__scheme__ || 'http';
    const path = (labels.__metrics_path__ || '/metrics') + query(labels);
    if (scheme !== 'http' && scheme !== 'https') {
      fail(`has a __scheme__ other than http and https in [${index}]`);
    }
    if (!isPath(path)) {
      fail(`has in [${index}] a __metrics_path__ that is no path`);
    }
    const details = {
      cluster,
      namespace: first(labels, 'namespace', '__meta_kubernetes_namespace'),
      node: first(labels, 'node', '__meta_kubernetes_pod_node_name'),
      zone: first(labels, 'zone', '__meta_portlight_zone'),
      region: first(labels, 'region', '__meta_portlight_region'),
      version: first(labels, 'version', '__meta_portlight_version'),
      labels: Object.fromEntries(
        Object.entries(labels).filter(([name]) => !name.startsWith('__')),
      ),
    };
    return targets.map(target => {
      const address = readHostPort(target);
      if (!address) {
        return fail(
          `has a target that is no host:port in [${index}]: ${JSON.stringify(
            target.slice(0, 80),
          )}`,
        );
      }
      return addressPeer({
        ...address,
        scrape: { scheme: scheme as 'http' | 'https', path },
        details,
      });
    });
  });
}

/** Letters, digits and underscores: what every Prometheus takes as the name of a label. */
function labelName(text: string): string {
  return text.replace(/[^a-zA-Z0-9_]/g, '_');
}

/** What of a peer is needed for service discovery. @public */
export type HttpSdPeer = Pick<
  DiscoveredPeer,
  'host' | 'metrics' | 'id' | 'name' | 'labels'
> &
  Partial<
    Pick<
      DiscoveredPeer,
      | 'cluster'
      | 'namespace'
      | 'pod'
      | 'node'
      | 'zone'
      | 'region'
      | 'version'
      | 'ready'
    >
  > & {
    /** The Service that it was found by. */
    service?: string;
    /** Whether it is healthy, where that is known. */
    healthy?: boolean;
  };

/**
 * The peers as Prometheus' HTTP service discovery has them, those that expose metrics. `cluster`, `namespace`,
 * `service`, `pod`, `node` and `version` are labels as they are; what else is known can be used by relabelling as
 * `__meta_portlight_*`.
 *
 * @public
 */
export function httpSdDocument(peers: readonly HttpSdPeer[]): HttpSdDocument {
  return peers.flatMap(peer => {
    const { metrics } = peer;
    if (!metrics) return [];
    const [path, ...search] = metrics.path.split('?');
    const labels = new Map<string, string>();
    const set = (name: string, value: unknown) => {
      if (value !== undefined && value !== '') labels.set(name, String(value));
    };
    for (const name of [
      'cluster',
      'namespace',
      'service',
      'pod',
      'node',
      'version',
    ] as const) {
      set(name, peer[name]);
      set(`__meta_portlight_${name}`, peer[name]);
    }
    for (const name of ['zone', 'region', 'ready', 'healthy'] as const) {
      set(`__meta_portlight_${name}`, peer[name]);
    }
    set('__meta_portlight_peer', peer.id);
    set('__meta_portlight_peer_name', peer.name);
    for (const [name, value] of Object.entries(peer.labels)) {
      set(`__meta_portlight_label_${labelName(name)}`, value);
      set(`__meta_portlight_labelpresent_${labelName(name)}`, 'true');
    }
    labels.set('__scheme__', metrics.scheme);
    labels.set('__metrics_path__', path);
    for (const [name, value] of new URLSearchParams(search.join('?'))) {
      // A label holds one value: of a parameter that is there twice Prometheus takes the first as well.
      const label = `__param_${labelName(name)}`;
      if (!labels.has(label)) labels.set(label, value);
    }
    const host = peer.host.includes(':') ? `[${peer.host}]` : peer.host;
    return [
      {
        targets: [`${host}:${metrics.port}`],
        labels: Object.fromEntries(labels),
      },
    ];
  });
}
