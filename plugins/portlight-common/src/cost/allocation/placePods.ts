import type { NodeSpan, PodSpan, Span } from '../types';
import { compareTexts } from './CostRows';
import type { PlacedPod } from './divideNode';
import { HOUR, seconds, within } from './time';

/** A node in its part of the hour, with the pods that were on it. */
export interface OccupiedNode {
  node: NodeSpan;
  /** Whether somebody has seen it; else it is there for its pods alone. */
  known: boolean;
  span: Span;
  pods: PlacedPod[];
}

function comparePods(a: PlacedPod, b: PlacedPod): number {
  return (
    compareTexts(a.pod.uid, b.pod.uid) ||
    compareTexts(a.pod.namespace, b.pod.namespace) ||
    compareTexts(a.pod.name, b.pod.name) ||
    a.span.start - b.span.start
  );
}

/** A node of which only its pods are known. */
function unknownNode(name: string, hour: Span): NodeSpan {
  const nothing = { cpu: 0, memory: 0, gpu: 0 };
  return {
    ...hour,
    name,
    uid: '',
    capacityType: 'unknown',
    labels: {},
    capacity: nothing,
    allocatable: nothing,
  };
}

/** Of the nodes that had a name one after the other, the one that a pod was with for the longest. */
function nodeOf(span: Span, nodes: readonly OccupiedNode[]): OccupiedNode {
  const [first, ...others] = nodes;
  let best = first;
  for (const node of others) {
    if (seconds(within(span, node.span)) > seconds(within(span, best.span))) {
      best = node;
    }
  }
  return best;
}

/** From when the first pod was there until the last one was. */
function around(pods: readonly PlacedPod[]): Span {
  const [{ span }] = pods;
  return pods.reduce(
    (whole, pod) => ({
      start: Math.min(whole.start, pod.span.start),
      end: Math.max(whole.end, pod.span.end),
    }),
    span,
  );
}

/**
 * The nodes of an hour with the pods that were on them, in an order that does not depend on how they are given. A pod is
 * there while its node is: nobody was billed for any other time. So pods whose node is known to be gone are left out.
 */
export function placePods(
  nodes: readonly NodeSpan[],
  pods: readonly PodSpan[],
  begin: number,
): OccupiedNode[] {
  const hour: Span = { start: begin, end: begin + HOUR };
  const byName = new Map<string, OccupiedNode[]>();
  const all: OccupiedNode[] = nodes
    .map(node => ({
      node,
      known: true,
      span: within(node, hour),
      pods: [],
    }))
    .sort(
      (a, b) =>
        compareTexts(a.node.name, b.node.name) ||
        a.span.start - b.span.start ||
        compareTexts(a.node.uid, b.node.uid),
    );
  for (const node of all) {
    const same = byName.get(node.node.name);
    if (same) same.push(node);
    else byName.set(node.node.name, [node]);
  }
  for (const pod of pods) {
    const span = within(pod, hour);
    if (seconds(span) === 0) continue;
    let candidates = byName.get(pod.node);
    if (!candidates) {
      const node = {
        node: unknownNode(pod.node, hour),
        known: false,
        span: hour,
        pods: [],
      };
      all.push(node);
      candidates = [node];
      byName.set(pod.node, candidates);
    }
    const node = nodeOf(span, candidates);
    node.pods.push({ pod, span: within(span, node.span) });
  }
  for (const node of all) {
    node.pods.sort(comparePods);
    if (!node.known) node.span = around(node.pods);
  }
  // Those that were found by their pods come in the order of the pods.
  return all
    .filter(({ span }) => seconds(span) > 0)
    .sort(
      (a, b) =>
        compareTexts(a.node.name, b.node.name) || a.span.start - b.span.start,
    );
}
