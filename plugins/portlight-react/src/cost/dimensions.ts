import type {
  CostItem,
  CostReport,
  CostScope,
} from '@portlight/plugin-portlight-common';
import { ownerName } from '../components';
import type { LinkTarget } from '../host/PortlightHost';

/** What costs are grouped by, in words. */
const DIMENSIONS: ReadonlyMap<string, string> = new Map([
  ['all', 'Total'],
  ['cluster', 'Cluster'],
  ['node', 'Node'],
  ['namespace', 'Namespace'],
  ['workload', 'Workload'],
  ['kind', 'Kind'],
  ['owner', 'Owner'],
  ['system', 'System'],
  ['domain', 'Domain'],
  ['entity', 'Entity'],
  ['team', 'Team'],
  ['costCenter', 'Cost centre'],
  ['pod', 'Pod'],
  ['container', 'Container'],
  ['service', 'Service'],
]);

/** What a page can be grouped by, its usual one first. */
export function dimensionsOf(scope: CostScope): readonly string[] {
  if ('entityRef' in scope) {
    switch (scope.entityRef.split(':', 1)[0].toLowerCase()) {
      case 'domain':
        return ['system', 'entity', 'owner', 'cluster'];
      case 'group':
      case 'user':
        return ['entity', 'system', 'namespace', 'cluster', 'workload'];
      case 'system':
        return ['entity', 'owner', 'cluster', 'workload'];
      default:
        return ['cluster', 'workload', 'namespace'];
    }
  }
  if (!('cluster' in scope)) {
    return ['cluster', 'owner', 'system', 'namespace', 'team', 'costCenter'];
  }
  if ('kind' in scope) return ['workload', 'pod', 'container'];
  return 'namespace' in scope
    ? ['workload', 'owner', 'entity', 'costCenter']
    : ['namespace', 'workload', 'owner', 'system', 'team'];
}

/** Only the last days are kept in this detail. */
const DETAILED = new Set(['pod', 'container', 'node', 'service']);

/** Whether only the last days are kept by a dimension. */
export const isDetail = (by: string) =>
  by.split(',').some(part => DETAILED.has(part));

/** A dimension in words: `Cost centre`, `Label app`. */
export function dimensionName(aggregate: string): string {
  const named = /^(label|annotation):(.*)$/s.exec(aggregate);
  return named
    ? `${named[1] === 'label' ? 'Label' : 'Annotation'} ${named[2]}`
    : DIMENSIONS.get(aggregate) ?? aggregate;
}

/** What a report is grouped by, in words. */
export const reportDimension = (report: Pick<CostReport, 'aggregate'>) =>
  report.aggregate.map(dimensionName).join(' and ') || 'Total';

/** The same in the middle of a sentence; names of labels stay as they are. */
export const inSentence = (words: string) =>
  words.replace(
    /(^| and )([A-Z])(?=[a-z])/g,
    (_match, before: string, letter: string) => before + letter.toLowerCase(),
  );

const NOBODY: ReadonlyMap<string, string> = new Map([
  ['owner', 'Nobody’s'],
  ['system', 'Of no system'],
  ['domain', 'Of no domain'],
  ['entity', 'Of no entity'],
  ['team', 'Of no team'],
  ['costCenter', 'Of no cost centre'],
]);

/** Entities by their names; what stands for no name in words. */
function valueName(aggregate: string, value: string): string {
  if (value === '__unallocated__') {
    return NOBODY.get(aggregate) ?? `Without ${dimensionName(aggregate)}`;
  }
  if (['owner'].includes(aggregate)) return ownerName(value);
  if (['entity', 'system', 'domain'].includes(aggregate)) {
    return value.replace(/^[^:/]+:/, '').replace(/^default\//, '');
  }
  return value;
}

const CLASS_NAMES: Partial<Record<CostItem['class'], string>> = {
  idle: 'Idle',
  overhead: 'System overhead',
  unmounted: 'Volumes that nothing mounts',
  loadBalancer: 'Load balancers without pods',
  managementFee: 'Management fee',
  shared: 'Shared cost',
};

const CLASS_MEANINGS: Partial<Record<CostItem['class'], string>> = {
  idle: 'Capacity of nodes that no pod requested or used.',
  overhead:
    'What the kubelet and the operating system of nodes keep for themselves.',
  unmounted: 'Volumes that exist and that no pod has mounted.',
  loadBalancer: 'Load balancers of Services that select no pod.',
  managementFee: 'What the provider takes for running the control plane.',
  shared: 'What all others share, before it is shared out.',
  other: 'What is beyond the rows that are shown.',
};

/** What a row that is no workload's is, in a sentence. */
export const classMeaning = (item: Pick<CostItem, 'class'>) =>
  CLASS_MEANINGS[item.class];

/** What a row is called. */
export function itemName(item: CostItem, count?: number): string {
  if (item.class === 'other') {
    return count === undefined ? 'Other' : `Other (${count})`;
  }
  const own = item.key
    .filter(({ value }) => !/^__(?!unallocated__).*__$/.test(value))
    .map(({ aggregate, value }) => valueName(aggregate, value));
  const kind = CLASS_NAMES[item.class];
  if (!kind) return own.join(' / ') || 'Total';
  const place = own.filter(
    (_, index) => item.key[index].value !== '__unallocated__',
  );
  return place.length > 0 ? `${kind} of ${place.join(' / ')}` : kind;
}

const isEntityRef = (value: string) => /^[^:/]+:[^:/]+\/[^:/]+$/.test(value);

/** Where a row leads to: the page of what it is about. */
export function itemTarget(
  item: CostItem,
  scope: CostScope,
): LinkTarget | undefined {
  if (item.class !== 'workload' || item.key.length === 0) return undefined;
  const { aggregate, value } = item.key[item.key.length - 1];
  if (value.startsWith('__')) return undefined;
  if (['owner', 'system', 'domain', 'entity'].includes(aggregate)) {
    return isEntityRef(value)
      ? { page: 'entity', entityRef: value }
      : undefined;
  }
  const { cluster, namespace, kind } = item;
  switch (aggregate) {
    case 'cluster':
      return { page: 'cluster', cluster: value, tab: 'cost' };
    case 'namespace':
      return cluster
        ? { page: 'namespace', cluster, namespace: value, tab: 'cost' }
        : undefined;
    case 'workload':
      // The page of a workload need not lead to itself.
      return cluster && namespace && kind && !('kind' in scope)
        ? {
            page: 'workload',
            cluster,
            namespace,
            kind,
            name: item.workload ?? value,
            tab: 'cost',
          }
        : undefined;
    case 'node':
      return cluster ? { page: 'node', cluster, name: value } : undefined;
    case 'pod':
      return cluster && namespace
        ? { page: 'pod', cluster, namespace, name: value }
        : undefined;
    default:
      return undefined;
  }
}

/** Beside the name of a row: where it is, if its name does not say. */
export function itemPlace(item: CostItem, scope: CostScope): string {
  const named = new Set(item.key.map(({ aggregate }) => aggregate));
  const { cluster, namespace, kind } = item;
  const isUnsaid = (name: string) => !named.has(name) && !(name in scope);
  const place = [
    isUnsaid('cluster') && cluster,
    isUnsaid('namespace') && namespace,
  ]
    .filter(Boolean)
    .join(' / ');
  return [named.has('workload') && !('kind' in scope) && kind, place]
    .filter(Boolean)
    .join(', ');
}

/** What a scope is, in words. */
export function scopeName(scope: CostScope): string {
  if ('entityRef' in scope) {
    return scope.entityRef.replace(/^[^:/]+:/, '').replace(/^default\//, '');
  }
  if (!('cluster' in scope)) return 'the fleet';
  if ('kind' in scope) return scope.name;
  return 'namespace' in scope ? scope.namespace : scope.cluster;
}
