import type { PodCharge, PodCost, PodSpan, Span } from '../types';
import type { AllocatedPod } from './allocateNode';
import { splitContainers } from './containers';
import { type RowParts, addCost, compareTexts, noCost } from './CostRows';

/** A pod with what it costs so far. */
export interface CostedPod {
  source: PodSpan;
  /** While its node was there, in the hour. */
  span: Span;
  cost: PodCost & { charges: PodCharge[] };
}

/** Quantity and cost of a charge as those of a row. */
export function chargeParts({
  kind,
  quantity,
  cost,
}: Pick<PodCharge, 'kind' | 'quantity' | 'cost'>): RowParts {
  switch (kind) {
    case 'storage':
      return { storageByteHours: quantity, storageCost: cost };
    case 'load-balancer':
      return { loadBalancerHours: quantity, loadBalancerCost: cost };
    default:
      return { networkBytes: quantity, networkCost: cost };
  }
}

/** The pods of an hour. */
export class PodCosts {
  private readonly pods: CostedPod[] = [];
  private readonly byUid = new Map<string, CostedPod>();

  [Symbol.iterator](): Iterator<CostedPod> {
    return this.pods[Symbol.iterator]();
  }

  add(
    allocated: AllocatedPod,
    { span, price, parts }: { span: Span; price: string; parts: RowParts },
  ): void {
    const { pod } = allocated;
    const cost: CostedPod['cost'] = {
      uid: pod.uid,
      namespace: pod.namespace,
      name: pod.name,
      node: pod.node,
      workload: pod.workload,
      labels: pod.labels,
      services: pod.services ?? [],
      price,
      hours: allocated.hours,
      containers: splitContainers(allocated, span),
      charges: [],
      ...noCost(),
    };
    addCost(cost, parts);
    const costed = { source: pod, span, cost };
    this.pods.push(costed);
    if (!this.byUid.has(pod.uid)) this.byUid.set(pod.uid, costed);
  }

  /** Those of some UIDs, each once, in the order of the UIDs. */
  find(uids: readonly string[]): CostedPod[] {
    return [...new Set(uids)].sort(compareTexts).flatMap(uid => {
      const pod = this.byUid.get(uid);
      return pod ? [pod] : [];
    });
  }

  inOrder(): PodCost[] {
    return this.pods
      .map(({ cost }) => cost)
      .sort(
        (a, b) =>
          compareTexts(a.namespace, b.namespace) ||
          compareTexts(a.name, b.name) ||
          compareTexts(a.uid, b.uid),
      );
  }
}
