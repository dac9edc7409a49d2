import {
  type KubernetesObject,
  isKnownToExpose,
  matchesLabels,
  type PeerAnnotations,
  readPorts,
  scrapeWishes,
} from '@portlight/plugin-portlight-common';
import type { PeerTargetSpec, TargetKey } from './Target';

/** A target before it is stored. */
export interface WantedTarget extends TargetKey {
  spec: PeerTargetSpec;
}

/** Annotations of the entity, for its targets. */
export type Said = Partial<PeerAnnotations>;

function said({ scrape, probe }: Said): Partial<PeerTargetSpec> {
  const defined = <Value extends object>(value: Value | undefined) => {
    const kept = Object.entries(value ?? {}).filter(
      ([name, each]) => each !== undefined && name !== 'enabled',
    );
    return kept.length > 0 ? (Object.fromEntries(kept) as Value) : undefined;
  };
  const scraped = defined(scrape);
  const probed = defined(probe);
  return {
    ...(scraped || scrape?.enabled === false
      ? {
          scrape: {
            ...scraped,
            ...(scrape?.enabled === false ? { enabled: false } : {}),
          },
        }
      : {}),
    ...(probed ? { probe: probed } : {}),
  };
}

/** What an entity says makes its targets others than those of the same Service that nobody says anything about. */
function idOf(plain: string, entityRef: string | undefined, spec: object) {
  return entityRef !== undefined && Object.keys(spec).length > 0
    ? `entity/${entityRef}#${plain}`
    : plain;
}

/** The target of a Service. */
export function serviceTarget(
  cluster: string,
  namespace: string,
  service: string,
  entity?: { ref: string; said: Said },
): WantedTarget {
  const more = entity ? said(entity.said) : {};
  return {
    cluster,
    id: idOf(`service/${namespace}/${service}`, entity?.ref, more),
    spec: {
      method: 'kubernetes',
      options: { namespace, service },
      name: `${namespace}/${service}`,
      namespace,
      service,
      ...more,
    },
  };
}

/** The target of pods with some labels. */
export function selectorTarget(
  cluster: string,
  namespace: string,
  options: { id: string; name: string; selector: string },
  entity?: { ref: string; said: Said },
): WantedTarget {
  const more = entity ? said(entity.said) : {};
  return {
    cluster,
    id: idOf(options.id, entity?.ref, more),
    spec: {
      method: 'selector',
      options: { namespace, selector: options.selector },
      name: options.name,
      namespace,
      ...more,
    },
  };
}

/** The target of any other method. */
export function methodTarget(
  cluster: string,
  entity: { ref: string; said: Said },
  method: string,
  options: Readonly<Record<string, unknown>>,
): WantedTarget {
  return {
    cluster,
    id: `entity/${entity.ref}#${method}`,
    spec: { method, options, name: entity.ref, ...said(entity.said) },
  };
}

type Labels = Readonly<Record<string, string>>;

/** A workload with the labels that its pods have. */
export interface LabelledWorkload {
  kind: string;
  name: string;
  /** Of its pods. */
  labels: Labels;
  /** That it finds its pods by; its pods' labels where it says none. */
  selector?: Labels;
}

/** A workload's labels, from its record or from that of a bare pod. */
export function labelledWorkload(
  kind: string,
  name: string,
  record: KubernetesObject,
): LabelledWorkload {
  const labels =
    (kind === 'Pod'
      ? record.metadata?.labels
      : record.spec?.template?.metadata?.labels) ?? {};
  return { kind, name, labels, selector: record.spec?.selector?.matchLabels };
}

function selects(service: KubernetesObject, labels: Labels): boolean {
  const selector = Object.entries(service.spec?.selector ?? {});
  return (
    selector.length > 0 &&
    matchesLabels(
      selector.map(([key, value]) => ({
        key,
        operator: 'In',
        values: [String(value)],
      })),
      labels,
    )
  );
}

/** Most wanted first: one that says that it has metrics, then a headless one, then one of the workload's name. */
function rank(service: KubernetesObject, workload: string): string {
  const ports = readPorts(service.spec?.ports, 'port');
  const wishes = scrapeWishes(service.metadata?.annotations);
  const { name = '' } = service.metadata ?? {};
  return [
    isKnownToExpose(ports, wishes) ? 0 : 1,
    service.spec?.clusterIP === 'None' ? 0 : 1,
    name === workload ? 0 : 1,
    name,
  ].join('/');
}

/** The Service that stands for a workload's pods. */
export function serviceOf(
  workload: LabelledWorkload,
  services: readonly KubernetesObject[],
): KubernetesObject | undefined {
  let best: { service: KubernetesObject; rank: string } | undefined;
  for (const service of services) {
    if (!selects(service, workload.labels)) continue;
    const own = rank(service, workload.name);
    if (!best || own < best.rank) best = { service, rank: own };
  }
  return best?.service;
}

/** A label selector as a text. */
export function selectorText(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
