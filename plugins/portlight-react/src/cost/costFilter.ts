import type { CostItem, CostScope } from '@portlight/plugin-portlight-common';

/** As the filter language quotes: a value may hold anything. */
const quote = (value: string) =>
  `"${value.replace(/[\\"]/g, character => `\\${character}`)}"`;

const isValue = (field: string, value: string) => `${field}:${quote(value)}`;

/** The filter that leaves what ran on a node, and what of the node was idle or its own. */
export const nodeFilter = (name: string) => isValue('node', name);

/** What is no workload's has no namespace. */
const WORKLOADS_ONLY = 'namespace!:"__unallocated__"';

/** The classes of answers as filters have them. */
const CLASSES: Partial<Record<CostItem['class'], string>> = {
  idle: 'idle',
  overhead: 'overhead',
  unmounted: 'unmounted',
  loadBalancer: 'unallocated-load-balancer',
  managementFee: 'management-fee',
};

/** What kinds of entities are to the rows of costs. */
const ENTITY_FIELDS: ReadonlyMap<string, string> = new Map([
  ['group', 'owner'],
  ['user', 'owner'],
  ['system', 'system'],
  ['domain', 'domain'],
]);

/** The filter that leaves what a scope is about. */
function scopeParts(scope: CostScope): string[] {
  if ('entityRef' in scope) {
    const kind = scope.entityRef.split(':', 1)[0].toLowerCase();
    return [isValue(ENTITY_FIELDS.get(kind) ?? 'entity', scope.entityRef)];
  }
  if (!('namespace' in scope)) return [];
  const parts = [isValue('namespace', scope.namespace)];
  if ('kind' in scope) {
    parts.push(isValue('kind', scope.kind), isValue('workload', scope.name));
  }
  return parts;
}

/** The clusters that a scope is fenced by. */
export function scopeClusters(scope: CostScope): { clusters?: string[] } {
  if ('entityRef' in scope) return {};
  if ('cluster' in scope) return { clusters: [scope.cluster] };
  return scope.clusters ? { clusters: scope.clusters } : {};
}

const joined = (parts: readonly (string | undefined)[]) =>
  parts.filter(Boolean).join('+') || undefined;

/** What a user filters by, as a part of a longer filter: an `or` in it is of its own. */
const own = (filter: string | undefined) =>
  filter?.includes('|') ? `(${filter})` : filter;

/** The filter that says in words of a report of the fleet what a scope and its filter are. */
export const scopeFilter = (scope: CostScope, filter?: string) =>
  joined([...scopeParts(scope), own(filter)]);

function keyPart(item: CostItem, index: number): string[] {
  const { aggregate, value } = item.key[index];
  if (aggregate === 'all') return [];
  const named = /^(label|annotation):(.*)$/s.exec(aggregate);
  if (named) return [`${named[1]}[${quote(named[2])}]:${quote(value)}`];
  const parts = [isValue(aggregate, value)];
  if (aggregate === 'workload' && item.kind) {
    parts.push(isValue('kind', item.kind));
  }
  return parts;
}

/**
 * The filter that leaves one row of a report: what its figure is made of. Undefined for rows that are made of others
 * (what the limit cut off, what is shared out).
 */
export function rowFilter(item: CostItem): string | undefined {
  if (item.class === 'other' || item.class === 'shared') return undefined;
  const kind = CLASSES[item.class];
  if (kind) {
    return joined([
      isValue('class', kind),
      item.cluster && isValue('cluster', item.cluster),
      item.namespace && isValue('namespace', item.namespace),
    ]);
  }
  const parts = item.key.flatMap((_, index) => keyPart(item, index));
  const isOfNamespace = item.key.some(
    ({ aggregate }) => aggregate === 'namespace',
  );
  return joined([...parts, isOfNamespace ? undefined : WORKLOADS_ONLY]);
}
