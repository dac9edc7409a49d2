import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { conditionOf, withCondition } from '../conditions';
import { Controller } from '../Controller';
import { isReady } from '../pods';
import { SECOND, timeOf, timestamp } from '../time';
import type { Condition, Pod, Taint, Toleration } from '../types';

// kube-controller-manager's `--node-monitor-grace-period`.
const GRACE_PERIOD = 50 * SECOND;
const COMPONENT = 'node-controller';
const UNREACHABLE = 'node.kubernetes.io/unreachable';
const CONDITIONS = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'];

/** Finds out that nodes are gone, and moves their pods away after a while. */
export class NodeLifecycleController extends Controller {
  readonly kinds = ['Node', 'Pod'] as const;

  private readonly silentSince = new Map<string, number>();

  observe(change: StoreChange): void {
    if (change.resource.kind === 'Node') {
      if (change.type === 'DELETED') {
        this.silentSince.delete(change.object.metadata.name);
        this.collectOrphans(change.object.metadata.name);
      } else if (change.type === 'ADDED') {
        this.enqueue(undefined, change.object.metadata.name);
      }
      return;
    }
    const node = (change.object as Pod).spec.nodeName;
    if (node && this.silentSince.has(node)) {
      this.enqueue(undefined, node);
    }
  }

  override observeWorld(): void {
    for (const { metadata } of this.store.list(this.resource('Node'))) {
      this.enqueue(undefined, metadata.name);
    }
  }

  protected reconcile(_namespace: string, name: string): number | undefined {
    const node = this.store.get(this.resource('Node'), undefined, name);
    if (!node) {
      return undefined;
    }
    if (!this.context.world.isLost(name)) {
      if (this.silentSince.delete(name)) {
        this.recover(node);
      }
      return undefined;
    }
    const since = this.silentSince.get(name) ?? this.now;
    this.silentSince.set(name, since);
    const noticedAt = since + GRACE_PERIOD;
    if (this.now < noticedAt) {
      return noticedAt;
    }
    const unreachable = this.markUnreachable(node);
    return this.evict(name, unreachable);
  }

  /** @returns since when the node counts as unreachable (milliseconds since the epoch) */
  private markUnreachable(node: ApiObject): number {
    const { name } = node.metadata;
    const taints: Taint[] = node.spec?.taints ?? [];
    const known = taints.find(
      ({ key, effect }) => key === UNREACHABLE && effect === 'NoExecute',
    );
    if (known) {
      return timeOf(known.timeAdded) ?? this.now;
    }
    const now = timestamp(this.now);
    this.store.modify(this.resource('Node'), undefined, name, stored => ({
      ...stored,
      spec: {
        ...stored.spec,
        taints: [
          ...taints,
          { key: UNREACHABLE, effect: 'NoSchedule', timeAdded: now },
          { key: UNREACHABLE, effect: 'NoExecute', timeAdded: now },
        ],
      },
      status: {
        ...stored.status,
        conditions: CONDITIONS.reduce(
          (conditions: Condition[], type) =>
            withCondition(
              conditions,
              {
                ...conditionOf(conditions, type),
                type,
                status: 'Unknown',
                reason: 'NodeStatusUnknown',
                message: 'Kubelet stopped posting node status.',
                lastTransitionTime: now,
              },
              now,
            ),
          stored.status?.conditions ?? [],
        ),
      },
    }));
    this.say(node, 'NodeNotReady', `Node ${name} status is now: NodeNotReady`);
    for (const pod of this.context.index.podsOn(name).values()) {
      this.markNotReady(pod);
    }
    return this.now;
  }

  private markNotReady(pod: Pod): void {
    if (!isReady(pod)) {
      return;
    }
    this.store.modify(
      this.resource('Pod'),
      pod.metadata.namespace,
      pod.metadata.name,
      stored => ({
        ...stored,
        status: {
          ...stored.status,
          conditions: withCondition(
            stored.status.conditions,
            { type: 'Ready', status: 'False' },
            timestamp(this.now),
          ),
        },
      }),
    );
    this.context.events.record(pod, {
      type: 'Warning',
      reason: 'NodeNotReady',
      message: 'Node is not ready',
      component: COMPONENT,
    });
  }

  /** Pods go when they no longer tolerate the taint. @returns when the next ones do */
  private evict(node: string, since: number): number | undefined {
    let next: number | undefined;
    for (const pod of this.context.index.podsOn(node).values()) {
      const seconds = toleratedSeconds(pod.spec.tolerations);
      if (pod.metadata.deletionTimestamp || seconds === Infinity) {
        continue;
      }
      const due = since + seconds * SECOND;
      if (this.now < due) {
        next = Math.min(next ?? Infinity, due);
        continue;
      }
      this.context.events.record(pod, {
        type: 'Normal',
        reason: 'TaintManagerEviction',
        message: `Marking for deletion Pod ${pod.metadata.namespace}/${pod.metadata.name}`,
        component: 'taint-eviction-controller',
      });
      this.store.delete(
        this.resource('Pod'),
        pod.metadata.namespace,
        pod.metadata.name,
      );
    }
    return next;
  }

  private recover(node: ApiObject): void {
    const now = timestamp(this.now);
    const { name } = node.metadata;
    this.store.modify(this.resource('Node'), undefined, name, stored => {
      const taints = ((stored.spec?.taints ?? []) as Taint[]).filter(
        ({ key }) => key !== UNREACHABLE,
      );
      const { taints: _taints, ...spec } = stored.spec ?? {};
      return {
        ...stored,
        spec: { ...spec, ...(taints.length > 0 && { taints }) },
        status: {
          ...stored.status,
          conditions: CONDITIONS.reduce(
            (conditions: Condition[], type) =>
              withCondition(
                conditions,
                {
                  ...conditionOf(conditions, type),
                  ...healthy(type),
                  lastTransitionTime: now,
                },
                now,
              ),
            stored.status?.conditions ?? [],
          ),
        },
      };
    });
    this.say(node, 'NodeReady', `Node ${name} status is now: NodeReady`);
  }

  /** The pod garbage collector: pods of a node that does not exist any more. */
  private collectOrphans(node: string): void {
    for (const pod of [...this.context.index.podsOn(node).values()]) {
      this.store.delete(
        this.resource('Pod'),
        pod.metadata.namespace,
        pod.metadata.name,
        { gracePeriodSeconds: 0 },
      );
    }
  }

  private say(node: ApiObject, reason: string, message: string): void {
    this.context.events.record(node, {
      type: 'Normal',
      reason,
      message,
      component: COMPONENT,
    });
  }
}

/** What a kubelet says of a node in which all is well. */
export function healthy(type: string): Condition {
  switch (type) {
    case 'MemoryPressure':
      return {
        type,
        status: 'False',
        reason: 'KubeletHasSufficientMemory',
        message: 'kubelet has sufficient memory available',
      };
    case 'DiskPressure':
      return {
        type,
        status: 'False',
        reason: 'KubeletHasNoDiskPressure',
        message: 'kubelet has no disk pressure',
      };
    case 'PIDPressure':
      return {
        type,
        status: 'False',
        reason: 'KubeletHasSufficientPID',
        message: 'kubelet has sufficient PID available',
      };
    default:
      return {
        type,
        status: 'True',
        reason: 'KubeletReady',
        message: 'kubelet is posting ready status',
      };
  }
}

function toleratedSeconds(tolerations: readonly Toleration[] = []): number {
  const fitting = tolerations.filter(
    ({ key, effect, operator }) =>
      (!key ? operator === 'Exists' : key === UNREACHABLE) &&
      (!effect || effect === 'NoExecute'),
  );
  if (fitting.length === 0) {
    return 0;
  }
  return Math.min(
    ...fitting.map(({ tolerationSeconds }) => tolerationSeconds ?? Infinity),
  );
}
