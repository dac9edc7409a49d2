import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { Controller } from '../Controller';
import { withCondition } from '../conditions';
import { isActive, isFinished, requestsOf } from '../pods';
import { quantityOf } from '../quantity';
import { fractionOf } from '../random';
import { selectorMatches } from '../selectors';
import { timestamp } from '../time';
import type { Pod } from '../types';
import { refusalOf, unschedulableMessage, type Refusal } from './filters';

const OWN_NAME = 'default-scheduler';

const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

/** So many nodes that can take a pod are compared, as the real scheduler does in large clusters. */
const NODES_TO_SCORE = 100;

/** Finds nodes for pods. */
export class Scheduler extends Controller {
  readonly kinds = ['Pod', 'Node', 'PersistentVolumeClaim'] as const;

  /** Pods that found no node, by `namespace/name`: they are tried again when something moves. */
  private readonly waiting = new Map<string, Pod>();
  private nodes?: ApiObject[];
  /** Where the search goes on, so that all nodes of a large cluster have their turn. */
  private nextNode = 0;

  observe(change: StoreChange): void {
    const { kind } = change.resource;
    if (kind === 'Node') {
      const before = change.previous;
      this.nodes = undefined;
      if (
        !before ||
        before.spec !== change.object.spec ||
        before.status?.allocatable !== change.object.status?.allocatable ||
        before.metadata.labels !== change.object.metadata.labels
      ) {
        this.retryAll();
      }
      return;
    }
    if (kind === 'PersistentVolumeClaim') {
      this.retryAll();
      return;
    }
    const pod = change.object as Pod;
    const key = `${pod.metadata.namespace}/${pod.metadata.name}`;
    if (change.type === 'DELETED' || isFinished(pod)) {
      this.waiting.delete(key);
      if (pod.spec.nodeName) {
        this.retryAll();
      }
    } else if (
      !pod.spec.nodeName &&
      change.type === 'ADDED' &&
      // Pods of other schedulers are their business.
      (pod.spec.schedulerName ?? OWN_NAME) === OWN_NAME
    ) {
      this.enqueueObject(pod);
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const pod = this.context.index.podsIn(namespace).get(name);
    const key = `${namespace}/${name}`;
    if (!pod || pod.spec.nodeName || pod.metadata.deletionTimestamp) {
      this.waiting.delete(key);
      return undefined;
    }
    const volumes = this.volumeProblem(pod);
    if (volumes) {
      this.refuse(pod, volumes);
      return undefined;
    }
    const refusals: Refusal[] = [];
    const candidates = this.candidates(pod, refusals);
    const spread = this.withinSpread(pod, candidates, refusals);
    if (spread.length === 0) {
      this.refuse(pod, unschedulableMessage(refusals));
      return undefined;
    }
    const best = this.best(pod, spread);
    if (this.claimVolumes(pod, best.metadata.name)) {
      this.waiting.set(key, pod);
      return undefined;
    }
    this.bind(pod, best.metadata.name);
    return undefined;
  }

  override stop(): void {
    super.stop();
    this.waiting.clear();
  }

  private allNodes(): ApiObject[] {
    this.nodes ??= this.store.list(this.resource('Node'));
    return this.nodes;
  }

  private retryAll(): void {
    for (const pod of this.waiting.values()) {
      this.enqueueObject(pod);
    }
  }

  /** Nodes that can take the pod: all of them, or enough to choose from. */
  private candidates(pod: Pod, refusals: Refusal[]): ApiObject[] {
    const nodes = this.allNodes();
    // The spread over domains is counted over all of them.
    const enough = pod.spec.topologySpreadConstraints?.length
      ? Infinity
      : NODES_TO_SCORE;
    const found: ApiObject[] = [];
    let looked = 0;
    while (looked < nodes.length && found.length < enough) {
      const node = nodes[(this.nextNode + looked++) % nodes.length];
      const refusal =
        this.volumeRefusal(pod, node) ??
        refusalOf(
          pod.spec,
          node,
          this.context.index.loadOf(node.metadata.name),
        );
      if (refusal) {
        refusals.push(refusal);
      } else {
        found.push(node);
      }
    }
    this.nextNode = nodes.length ? (this.nextNode + looked) % nodes.length : 0;
    return found;
  }

  /** The least loaded node; pods of one kind and zones spread out; chance only between equals. */
  private best(pod: Pod, nodes: readonly ApiObject[]): ApiObject {
    let best = nodes[0];
    let bestScore = -Infinity;
    const requests = requestsOf(pod.spec);
    const siblings = this.siblingsByNode(pod);
    for (const node of nodes) {
      const { name } = node.metadata;
      const load = this.context.index.loadOf(name);
      const allocatable = node.status?.allocatable ?? {};
      const cpu =
        1 - (load.cpu + requests.cpu) / (quantityOf(allocatable.cpu) || 1);
      const memory =
        1 -
        (load.memory + requests.memory) / (quantityOf(allocatable.memory) || 1);
      const score =
        (cpu + memory) / 2 -
        (siblings.get(name) ?? 0) * 2 +
        fractionOf(this.context.seed, pod.metadata.uid, name) * 0.05;
      if (score > bestScore) {
        best = node;
        bestScore = score;
      }
    }
    return best;
  }

  /** How many pods of the same owner are on which node. */
  private siblingsByNode(pod: Pod): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const owner = pod.metadata.ownerReferences?.[0]?.uid;
    for (const other of owner ? this.store.dependents(owner) : []) {
      const node = other.kind === 'Pod' && other.spec.nodeName;
      if (node && other.metadata.ownerReferences?.[0]?.uid === owner) {
        counts.set(node, (counts.get(node) ?? 0) + 1);
      }
    }
    return counts;
  }

  private withinSpread(
    pod: Pod,
    nodes: readonly ApiObject[],
    refusals: Refusal[],
  ): readonly ApiObject[] {
    let left = nodes;
    for (const constraint of pod.spec.topologySpreadConstraints ?? []) {
      const key = constraint.topologyKey;
      const counts = new Map<string, number>();
      for (const node of left) {
        const domain = node.metadata.labels?.[key];
        if (domain !== undefined) {
          counts.set(domain, 0);
        }
      }
      for (const other of this.context.index
        .podsIn(pod.metadata.namespace!)
        .values()) {
        const domain = this.allNodes().find(
          ({ metadata }) => metadata.name === other.spec.nodeName,
        )?.metadata.labels?.[key];
        if (
          domain !== undefined &&
          counts.has(domain) &&
          isActive(other) &&
          selectorMatches(constraint.labelSelector, other.metadata.labels)
        ) {
          counts.set(domain, counts.get(domain)! + 1);
        }
      }
      const least = Math.min(...counts.values());
      const allowed = left.filter(node => {
        const count = counts.get(node.metadata.labels?.[key] ?? '');
        return count !== undefined && count + 1 - least <= constraint.maxSkew;
      });
      if (constraint.whenUnsatisfiable === 'DoNotSchedule') {
        for (let i = allowed.length; i < left.length; i++) {
          refusals.push({
            reasons: ["node(s) didn't match pod topology spread constraints"],
            preemptible: true,
          });
        }
        left = allowed;
      } else if (allowed.length > 0) {
        left = allowed;
      }
    }
    return left;
  }

  private claimsOf(pod: Pod) {
    return (pod.spec.volumes ?? []).flatMap(volume => {
      const name = volume.persistentVolumeClaim?.claimName;
      return name === undefined
        ? []
        : [
            {
              name,
              claim: this.store.get(
                this.resource('PersistentVolumeClaim'),
                pod.metadata.namespace,
                name,
              ),
            },
          ];
    });
  }

  private volumeProblem(pod: Pod): string | undefined {
    const total = this.allNodes().length;
    for (const { name, claim } of this.claimsOf(pod)) {
      if (!claim) {
        return unhelpful(total, `persistentvolumeclaim "${name}" not found`);
      }
      if (claim.status?.phase !== 'Bound' && !this.waitsForConsumer(claim)) {
        return unhelpful(
          total,
          'pod has unbound immediate PersistentVolumeClaims',
        );
      }
    }
    return undefined;
  }

  private volumeRefusal(pod: Pod, node: ApiObject): Refusal | undefined {
    for (const { claim } of this.claimsOf(pod)) {
      const volume =
        claim?.spec?.volumeName &&
        this.store.get(
          this.resource('PersistentVolume'),
          undefined,
          claim.spec.volumeName,
        );
      const zones: string[] | undefined =
        volume?.spec?.nodeAffinity?.required?.nodeSelectorTerms?.[0]
          ?.matchExpressions?.[0]?.values;
      const zone = node.metadata.labels?.['topology.kubernetes.io/zone'];
      if (zones && zone && !zones.includes(zone)) {
        return {
          reasons: ['node(s) had volume node affinity conflict'],
          preemptible: false,
        };
      }
    }
    return undefined;
  }

  private waitsForConsumer(claim: ApiObject): boolean {
    const name = claim.spec?.storageClassName;
    const storageClass =
      name && this.store.get(this.resource('StorageClass'), undefined, name);
    return storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
  }

  /** @returns whether volumes must be made before the pod can have its node */
  private claimVolumes(pod: Pod, node: string): boolean {
    let pending = false;
    for (const { claim } of this.claimsOf(pod)) {
      if (claim && claim.status?.phase !== 'Bound') {
        pending = true;
        this.store.modify(
          this.resource('PersistentVolumeClaim'),
          claim.metadata.namespace,
          claim.metadata.name,
          stored =>
            stored.metadata.annotations?.[SELECTED_NODE]
              ? stored
              : {
                  ...stored,
                  metadata: {
                    ...stored.metadata,
                    annotations: {
                      ...stored.metadata.annotations,
                      [SELECTED_NODE]: node,
                    },
                  },
                },
        );
      }
    }
    return pending;
  }

  private refuse(pod: Pod, message: string): void {
    this.waiting.set(`${pod.metadata.namespace}/${pod.metadata.name}`, pod);
    this.context.events.record(pod, {
      type: 'Warning',
      reason: 'FailedScheduling',
      message,
      component: 'default-scheduler',
    });
    this.store.modify(
      this.resource('Pod'),
      pod.metadata.namespace,
      pod.metadata.name,
      stored => ({
        ...stored,
        status: {
          ...stored.status,
          conditions: withCondition(
            stored.status?.conditions,
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message,
            },
            timestamp(this.now),
          ),
        },
      }),
    );
  }

  private bind(pod: Pod, node: string): void {
    const { namespace, name } = pod.metadata;
    this.waiting.delete(`${namespace}/${name}`);
    this.store.modify(this.resource('Pod'), namespace, name, stored => ({
      ...stored,
      spec: { ...stored.spec, nodeName: node },
      status: {
        ...stored.status,
        conditions: withCondition(
          stored.status?.conditions,
          { type: 'PodScheduled', status: 'True' },
          timestamp(this.now),
        ),
      },
    }));
    this.context.events.record(pod, {
      type: 'Normal',
      reason: 'Scheduled',
      message: `Successfully assigned ${namespace}/${name} to ${node}`,
      component: 'default-scheduler',
    });
  }
}

function unhelpful(total: number, reason: string): string {
  return `0/${total} nodes are available: ${reason}. preemption: 0/${total} nodes are available: ${total} Preemption is not helpful for scheduling.`;
}
