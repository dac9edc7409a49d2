import type { Event, Node, NodeDetail, Pod } from '../../api/types';
import { mergeEvents } from './mergeEvents';
import type { KubernetesObject } from '../../kubernetes';
import { describeConditions } from './conditions';

const MAX_PODS = 500;

/** What {@link describeNode} puts together. @public */
export interface NodeParts {
  /** Name of the cluster. */
  cluster: string;
  /** The record. */
  node: KubernetesObject;
  /** The item that lists answer for it. */
  summary: Node;
  /** The items of its pods. */
  pods: readonly Pod[];
  /** Events about the node. */
  events: readonly Event[];
}

/** A taint as kubectl writes it: `key=value:effect`. */
function taintText(taint: {
  key?: string;
  value?: string;
  effect?: string;
}): string {
  const value = taint.value ? `=${taint.value}` : '';
  const effect = taint.effect ? `:${taint.effect}` : '';
  return `${taint.key ?? ''}${value}${effect}`;
}

/**
 * Everything about one node, from what is stored.
 *
 * @public
 */
export function describeNode(parts: NodeParts): NodeDetail {
  const { node, summary, pods, events } = parts;
  return {
    node: summary,
    conditions: describeConditions(node),
    taints: (node.spec?.taints ?? []).map(taintText),
    labels: node.metadata?.labels ?? {},
    pods: pods.slice(0, MAX_PODS),
    events: mergeEvents(events),
  };
}
