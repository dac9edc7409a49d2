import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { withCondition, withoutCondition } from '../conditions';
import { Controller } from '../Controller';
import { createPod } from '../podFactory';
import { availableFrom, controllerOf, isActive, isReady } from '../pods';
import { nameSuffix } from '../random';
import { MINUTE, timestamp } from '../time';
import type { Pod, TemplatedWorkload } from '../types';

const COMPONENT = 'replicaset-controller';

/** Keeps the number of pods of each ReplicaSet. */
export class ReplicaSetController extends Controller {
  readonly kinds = ['ReplicaSet', 'Pod'] as const;

  private readonly created = new Map<string, number>();

  observe(change: StoreChange): void {
    if (change.resource.kind === 'ReplicaSet') {
      if (change.type === 'DELETED') {
        this.created.delete(change.object.metadata.uid);
      } else if (change.object.spec !== change.previous?.spec) {
        this.enqueueObject(change.object);
      }
      return;
    }
    const owner = controllerOf(change.object);
    if (owner?.kind === 'ReplicaSet') {
      this.enqueue(change.object.metadata.namespace, owner.name);
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const set = this.store.get(this.resource('ReplicaSet'), namespace, name) as
      | TemplatedWorkload
      | undefined;
    if (!set || set.metadata.deletionTimestamp) {
      return undefined;
    }
    const active = this.podsOf(set).filter(isActive);
    const difference = (set.spec.replicas ?? 1) - active.length;
    let refusal: string | undefined;
    if (difference > 0) {
      refusal = this.createPods(set, difference);
    } else if (difference < 0) {
      this.deletePods(set, active, -difference);
    }
    const wakeAt = this.writeStatus(set, refusal);
    // The real controller retries with back-off; quotas also free up without a change of ours.
    return refusal ? this.now + MINUTE : wakeAt;
  }

  private podsOf(set: ApiObject): Pod[] {
    return this.store
      .dependents(set.metadata.uid)
      .filter(object => object.kind === 'Pod') as Pod[];
  }

  /** @returns why pods were refused, if they were */
  private createPods(
    set: TemplatedWorkload,
    count: number,
  ): string | undefined {
    for (let i = 0; i < count; i++) {
      const number = (this.created.get(set.metadata.uid) ?? 0) + 1;
      this.created.set(set.metadata.uid, number);
      const pod = createPod(this.store, set, set.spec.template, {
        name: `${set.metadata.name}-${nameSuffix(5, set.metadata.uid, number)}`,
      });
      if (typeof pod === 'string') {
        if (!pod.includes('already exists')) {
          this.say(set, 'Warning', 'FailedCreate', `Error creating: ${pod}`);
          return pod;
        }
        i--;
      } else {
        this.say(
          set,
          'Normal',
          'SuccessfulCreate',
          `Created pod: ${pod.metadata.name}`,
        );
      }
    }
    return undefined;
  }

  private deletePods(set: ApiObject, pods: Pod[], count: number): void {
    // The order of the real controller: what serves least goes first.
    const victims = [...pods].sort(
      (a, b) =>
        Number(Boolean(a.spec.nodeName)) - Number(Boolean(b.spec.nodeName)) ||
        rank(a) - rank(b) ||
        Number(isReady(a)) - Number(isReady(b)) ||
        b.metadata.creationTimestamp.localeCompare(
          a.metadata.creationTimestamp,
        ) ||
        a.metadata.name.localeCompare(b.metadata.name),
    );
    for (const pod of victims.slice(0, count)) {
      this.store.delete(
        this.resource('Pod'),
        pod.metadata.namespace,
        pod.metadata.name,
      );
      this.say(
        set,
        'Normal',
        'SuccessfulDelete',
        `Deleted pod: ${pod.metadata.name}`,
      );
    }
  }

  private writeStatus(
    set: TemplatedWorkload,
    refusal: string | undefined,
  ): number | undefined {
    const minReadySeconds = set.spec.minReadySeconds ?? 0;
    const now = this.now;
    let ready = 0;
    let available = 0;
    let wakeAt: number | undefined;
    const active = this.podsOf(set).filter(isActive);
    for (const pod of active) {
      const from = availableFrom(pod, minReadySeconds);
      if (from !== undefined) {
        ready++;
        if (from <= now) {
          available++;
        } else {
          wakeAt = Math.min(wakeAt ?? Infinity, from);
        }
      }
    }
    this.store.modify(
      this.resource('ReplicaSet'),
      set.metadata.namespace,
      set.metadata.name,
      stored => {
        const conditions = refusal
          ? withCondition(
              stored.status?.conditions,
              {
                type: 'ReplicaFailure',
                status: 'True',
                reason: 'FailedCreate',
                message: refusal,
              },
              timestamp(now),
            )
          : withoutCondition(stored.status?.conditions, 'ReplicaFailure');
        return {
          ...stored,
          status: {
            replicas: active.length,
            fullyLabeledReplicas: active.length,
            readyReplicas: ready,
            availableReplicas: available,
            observedGeneration: stored.metadata.generation,
            ...(conditions.length > 0 && { conditions }),
          },
        };
      },
    );
    return wakeAt;
  }

  private say(
    set: ApiObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    this.context.events.record(set, {
      type,
      reason,
      message,
      component: COMPONENT,
    });
  }
}

function rank(pod: Pod): number {
  return pod.status?.phase === 'Running' ? 1 : 0;
}
