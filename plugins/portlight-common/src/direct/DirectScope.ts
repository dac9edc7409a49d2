import { KINDS, kindDefinition } from '../inventory/kinds';
import type { KindDefinition } from '../inventory';

/**
 * Narrows a list to what one page needs.
 *
 * @public
 */
export interface DirectListOptions {
  /** Only this namespace's objects, which users without cluster-wide access may read too. */
  namespace?: string;
  /** As the API server takes it. */
  fieldSelector?: string;
}

/** One list that has to be read. */
export interface DirectList {
  kind: KindDefinition;
  options: DirectListOptions;
}

/**
 * Kinds that no verdict, no figure and no page of an object rests on. A browser reads them only when they are
 * asked for; Secrets above all.
 */
const ON_DEMAND: ReadonlySet<string> = new Set([
  'LimitRange',
  'NetworkPolicy',
  'PodMonitor',
  'PrometheusRule',
  'Secret',
  'ServiceAccount',
  'ServiceMonitor',
]);

function list(
  kind: KindDefinition,
  options: DirectListOptions = {},
): DirectList {
  const fieldSelector = [kind.fieldSelector, options.fieldSelector]
    .filter(Boolean)
    .join(',');
  return {
    kind,
    options: { ...options, ...(fieldSelector ? { fieldSelector } : {}) },
  };
}

/** A value in a field selector. Names come from addresses: anything may stand in them. */
function quoted(value: string): string {
  return value.replace(/[\\,=]/g, character => `\\${character}`);
}

function needed(): KindDefinition[] {
  return KINDS.filter(({ kind }) => !ON_DEMAND.has(kind));
}

/** What pages about a whole cluster and the fleet rest on. */
export function clusterLists(): DirectList[] {
  return needed().map(kind => list(kind));
}

/** The rest of a cluster. */
export function onDemandLists(): DirectList[] {
  return KINDS.filter(({ kind }) => ON_DEMAND.has(kind)).map(kind =>
    list(kind),
  );
}

/** What pages of objects of one namespace rest on; nodes say which zone a pod is in. */
export function namespaceLists(namespace: string): DirectList[] {
  return needed()
    .filter(kind => kind.namespaced || kind.kind !== 'PersistentVolume')
    .map(kind => {
      if (kind.namespaced) {
        return list(kind, { namespace });
      }
      return list(
        kind,
        kind.kind === 'Namespace'
          ? { fieldSelector: `metadata.name=${quoted(namespace)}` }
          : {},
      );
    });
}

/** What the page of a node rests on. */
export function nodeLists(name: string): DirectList[] {
  const selectors: [string, string][] = [
    ['Node', `metadata.name=${quoted(name)}`],
    ['Pod', `spec.nodeName=${quoted(name)}`],
    ['Event', `involvedObject.kind=Node,involvedObject.name=${quoted(name)}`],
  ];
  return selectors.map(([kind, fieldSelector]) =>
    list(kindDefinition(kind)!, { fieldSelector }),
  );
}
