import { parseQuantity } from '../../kubernetes';
import type {
  ContainerUsage,
  NodeUsage,
  PodUsage,
  ResourceFigure,
} from './types';

/** Names that Kubernetes allows, and none that is a trap in an object. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 253;
}

/** What is no amount that anything can use is not known. */
function amount(value: unknown): number | undefined {
  const quantity = parseQuantity(value);
  return quantity !== undefined && quantity >= 0 ? quantity : undefined;
}

function readFigure(usage: unknown): ResourceFigure {
  const { cpu, memory } = (usage ?? {}) as Record<string, unknown>;
  const figure: ResourceFigure = {};
  const cores = amount(cpu);
  if (cores !== undefined) figure.cpu = cores;
  const bytes = amount(memory);
  if (bytes !== undefined) figure.memory = bytes;
  return figure;
}

function readTime(value: unknown): { at?: number } {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isFinite(time) ? { at: time / 1000 } : {};
}

function itemsOf(list: unknown): any[] {
  const items = (list as { items?: unknown } | null | undefined)?.items;
  return Array.isArray(items) ? items : [];
}

/**
 * Reads a `NodeMetricsList` of metrics.k8s.io. Nodes without a name or figures are left out.
 *
 * @public
 */
export function parseNodeMetrics(list: unknown): NodeUsage[] {
  const usages: NodeUsage[] = [];
  for (const item of itemsOf(list)) {
    const name = item?.metadata?.name;
    const figure = readFigure(item?.usage);
    if (!isName(name) || !isKnown(figure)) continue;
    usages.push({ name, ...figure, ...readTime(item.timestamp) });
  }
  return usages;
}

/**
 * Reads a `PodMetricsList` of metrics.k8s.io: per pod the sum of its containers. Pods without a name or
 * figures are left out.
 *
 * @public
 */
export function parsePodMetrics(list: unknown): PodUsage[] {
  const usages: PodUsage[] = [];
  for (const item of itemsOf(list)) {
    const { name, namespace } = item?.metadata ?? {};
    if (!isName(name) || !isName(namespace)) continue;
    const figure: ResourceFigure = {};
    const listed = Array.isArray(item.containers) ? item.containers : [];
    const containers: ContainerUsage[] = [];
    for (const container of listed) {
      const used = readFigure(container?.usage);
      const { cpu, memory } = used;
      if (isName(container?.name) && isKnown(used)) {
        containers.push({ name: container.name, ...used });
      }
      if (cpu !== undefined) figure.cpu = (figure.cpu ?? 0) + cpu;
      if (memory !== undefined) figure.memory = (figure.memory ?? 0) + memory;
    }
    if (!isKnown(figure)) continue;
    usages.push({
      namespace,
      name,
      ...figure,
      ...readTime(item.timestamp),
      ...(containers.length > 0 ? { containers } : {}),
    });
  }
  return usages;
}

function isKnown({ cpu, memory }: ResourceFigure): boolean {
  return cpu !== undefined || memory !== undefined;
}
