import type {
  ResourceMetrics,
  ResourceScope,
  ResourceUsage,
} from '@portlight/plugin-portlight-common';
import {
  latest,
  unitOfKind,
  type ChartData,
  type ChartLine,
  type ChartUnit,
  type LineValues,
} from '../charts';
import { formatPercent } from '../components/formats';

/** The charts and what is in each; network has two lines, so that in and out can be compared. */
export const RESOURCE_CHARTS = [
  { id: 'cpu', title: 'CPU', resources: ['cpu'] },
  { id: 'memory', title: 'Memory', resources: ['memory'] },
  {
    id: 'network',
    title: 'Network',
    resources: ['networkReceive', 'networkTransmit'],
  },
  { id: 'storage', title: 'Storage', resources: ['storage'] },
] as const satisfies readonly {
  id: string;
  title: string;
  resources: readonly ResourceUsage['resource'][];
}[];

/** One chart of resources. */
export interface ResourceChart {
  id: string;
  title: string;
  unit: ChartUnit;
  data: ChartData;
  usages: readonly ResourceUsage[];
  /** Constants that lie so far above what is used that the lines would be flat. */
  beyond: { label: string; value: number }[];
  /** Why it is not known. */
  message?: string;
}

const USED_LABELS: Partial<Record<ResourceUsage['resource'], string>> = {
  networkReceive: 'received',
  networkTransmit: 'sent',
};

/** Above so many times what is used, a limit is said instead of drawn. */
const FAR_ABOVE = 8;

const CONSTANTS = [
  ['requests', 'requests'],
  ['limits', 'limits'],
  ['capacity', 'capacity'],
] as const;

const hasValues = (values: LineValues | undefined): values is LineValues =>
  values?.some(value => value !== null) ?? false;

function usedLine(
  usage: ResourceUsage,
  index: number,
  isAlone: boolean,
): ChartLine[] {
  if (!hasValues(usage.used)) return [];
  const label = USED_LABELS[usage.resource] ?? 'used';
  return [
    {
      id: usage.resource,
      label,
      look: index === 0 ? 'main' : 'series',
      color: index,
      endLabel: isAlone ? undefined : label,
      values: usage.used,
    },
  ];
}

/** What is drawn of the resources of a scope. */
export function resourceCharts(metrics: ResourceMetrics): ResourceChart[] {
  const times = metrics.times.map(at => at * 1000);
  return RESOURCE_CHARTS.flatMap(({ id, title, resources }) => {
    const usages = resources.flatMap(
      resource =>
        metrics.resources.find(usage => usage.resource === resource) ?? [],
    );
    if (usages.length === 0) return [];
    const lines = usages.flatMap((usage, index) =>
      usedLine(usage, index, usages.length === 1),
    );
    const highest = Math.max(
      0,
      ...usages.flatMap(({ used = [] }) => used.map(value => value ?? 0)),
    );
    const beyond: ResourceChart['beyond'] = [];
    for (const [field, label] of CONSTANTS) {
      const value = usages[0][field];
      if (value === undefined || lines.length === 0) continue;
      if (highest > 0 && value > highest * FAR_ABOVE) {
        beyond.push({ label, value });
      } else {
        lines.push({
          id: field,
          label,
          endLabel: label,
          look: 'limit',
          values: times.map(() => value),
        });
      }
    }
    return {
      id,
      title,
      unit: unitOfKind(usages[0].unit),
      data: { times, lines },
      usages,
      beyond,
      message: usages.map(({ message }) => message).find(Boolean),
    };
  });
}

/** What is used now; undefined where it is not measured. */
export const usedNow = (usage: ResourceUsage): number | undefined =>
  usage.used && latest(usage.used)?.value;

/** What something is measured against first: what it may use, what it asked for, what there is. */
function bound(usage: ResourceUsage): [string, number] | undefined {
  if (usage.limits !== undefined) return ['its limits', usage.limits];
  if (usage.capacity !== undefined) return ['capacity', usage.capacity];
  return usage.requests === undefined
    ? undefined
    : ['what it requests', usage.requests];
}

/** `41% of capacity`; nothing where there is nothing to compare with. */
export function describeBound(usage: ResourceUsage): string | undefined {
  const used = usedNow(usage);
  const against = bound(usage);
  return used === undefined || !against || against[1] <= 0
    ? undefined
    : `${formatPercent(used / against[1])} of ${against[0]}`;
}

/** What the scope is called in a sentence. */
export function scopeName(scope: ResourceScope): string {
  if ('node' in scope) return `Node ${scope.node}`;
  if ('kind' in scope) return `${scope.kind} ${scope.name}`;
  return 'namespace' in scope
    ? `Namespace ${scope.namespace}`
    : `cluster ${scope.cluster}`;
}

/** The answer that a page of resources begins with. */
export function describeResources(metrics: ResourceMetrics): string {
  const facts = (['cpu', 'memory', 'storage'] as const).flatMap(resource => {
    const usage = metrics.resources.find(item => item.resource === resource);
    const used = usage && usedNow(usage);
    if (!usage || used === undefined) return [];
    const title = resource === 'cpu' ? 'CPU' : resource;
    const amount = unitOfKind(usage.unit).format(used);
    return [`${amount} of ${title} used`, describeBound(usage)]
      .filter(Boolean)
      .join(', ');
  });
  if (facts.length === 0) return 'What is used is not measured here.';
  return `${facts.join('; ')}.`;
}
