import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { Controller } from '../Controller';
import { createPod } from '../podFactory';
import { availableFrom, controllerOf, isFinished, isReady } from '../pods';
import type { Pod, TemplatedWorkload } from '../types';
import { templateHash } from './templates';

const HASH = 'controller-revision-hash';

/** Keeps the numbered pods of StatefulSets, one after the other unless told otherwise. */
export class StatefulSetController extends Controller {
  readonly kinds = ['StatefulSet', 'Pod'] as const;

  observe(change: StoreChange): void {
    if (change.resource.kind === 'StatefulSet') {
      if (change.object.spec !== change.previous?.spec) {
        this.enqueueObject(change.object);
      }
      return;
    }
    const owner = controllerOf(change.object);
    if (owner?.kind === 'StatefulSet') {
      this.enqueue(change.object.metadata.namespace, owner.name);
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const set = this.store.get(
      this.resource('StatefulSet'),
      namespace,
      name,
    ) as TemplatedWorkload | undefined;
    if (!set || set.metadata.deletionTimestamp) {
      return undefined;
    }
    const update = revisionName(set);
    const current: string = set.status?.currentRevision ?? update;
    this.move(set, current, update);
    return this.writeStatus(set, current, update);
  }

  /** Makes at most the one step that order allows (all of them when the policy is Parallel). */
  private move(set: TemplatedWorkload, current: string, update: string): void {
    const ordered = set.spec.podManagementPolicy !== 'Parallel';
    const replicas = set.spec.replicas ?? 1;
    const pods = this.podsOf(set);
    for (let ordinal = 0; ordinal < replicas; ordinal++) {
      const pod = pods.get(ordinal);
      if (!pod) {
        const partition =
          set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
        const revision = ordinal < partition ? current : update;
        this.create(set, ordinal, revision);
      } else if (isFinished(pod)) {
        this.remove(set, pod);
      } else if (this.isAvailable(set, pod)) {
        continue;
      }
      if (ordered && !this.brokenAndOld(set, pod, update)) {
        return;
      }
    }
    const surplus = [...pods.keys()]
      .filter(ordinal => ordinal >= replicas)
      .sort((a, b) => b - a);
    for (const ordinal of surplus) {
      this.remove(set, pods.get(ordinal)!);
      if (ordered) {
        return;
      }
    }
    this.roll(set, pods, replicas, update);
  }

  /**
   * A pod of an old revision that never became ready does not hold a repair up.
   * (The real controller waits for ever here; people then delete the pod by hand, which has the same end.)
   */
  private brokenAndOld(
    set: TemplatedWorkload,
    pod: Pod | undefined,
    update: string,
  ): boolean {
    return (
      pod !== undefined &&
      pod.metadata.labels?.[HASH] !== update &&
      !isReady(pod) &&
      set.spec.updateStrategy?.type !== 'OnDelete'
    );
  }

  private roll(
    set: TemplatedWorkload,
    pods: ReadonlyMap<number, Pod>,
    replicas: number,
    update: string,
  ): void {
    if (set.spec.updateStrategy?.type === 'OnDelete') {
      return;
    }
    const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
    for (let ordinal = replicas - 1; ordinal >= partition; ordinal--) {
      const pod = pods.get(ordinal);
      if (pod?.metadata.deletionTimestamp) {
        return;
      }
      if (pod && pod.metadata.labels?.[HASH] !== update) {
        this.remove(set, pod);
        return;
      }
      if (!pod || !this.isAvailable(set, pod)) {
        return;
      }
    }
  }

  private create(
    set: TemplatedWorkload,
    ordinal: number,
    revision: string,
  ): void {
    const name = `${set.metadata.name}-${ordinal}`;
    const claims = (set.spec.volumeClaimTemplates ?? []) as ApiObject[];
    for (const template of claims) {
      this.createClaim(set, template, name);
    }
    const pod = createPod(this.store, set, set.spec.template, {
      name,
      labels: {
        [HASH]: revision,
        'statefulset.kubernetes.io/pod-name': name,
        'apps.kubernetes.io/pod-index': String(ordinal),
      },
      spec: {
        hostname: name,
        subdomain: set.spec.serviceName,
        volumes: [
          ...claims.map(({ metadata }) => ({
            name: metadata.name,
            persistentVolumeClaim: { claimName: `${metadata.name}-${name}` },
          })),
          ...(set.spec.template.spec.volumes ?? []),
        ],
      },
    });
    const failed = typeof pod === 'string';
    this.context.events.record(set, {
      type: failed ? 'Warning' : 'Normal',
      reason: failed ? 'FailedCreate' : 'SuccessfulCreate',
      message: failed
        ? `create Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${pod}`
        : `create Pod ${name} in StatefulSet ${set.metadata.name} successful`,
      component: 'statefulset-controller',
    });
  }

  private createClaim(set: ApiObject, template: ApiObject, pod: string): void {
    const claims = this.resource('PersistentVolumeClaim');
    const name = `${template.metadata.name}-${pod}`;
    if (this.store.get(claims, set.metadata.namespace, name)) {
      return;
    }
    this.store.create(claims, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name,
        namespace: set.metadata.namespace,
        labels: {
          ...template.metadata.labels,
          ...set.spec.selector.matchLabels,
        },
        annotations: template.metadata.annotations,
      },
      spec: { volumeMode: 'Filesystem', ...template.spec },
      status: { phase: 'Pending' },
    });
    this.context.events.record(set, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `create Claim ${name} Pod ${pod} in StatefulSet ${set.metadata.name} success`,
      component: 'statefulset-controller',
    });
  }

  private remove(set: ApiObject, pod: Pod): void {
    if (pod.metadata.deletionTimestamp) {
      return;
    }
    const { name } = pod.metadata;
    this.store.delete(this.resource('Pod'), pod.metadata.namespace, name);
    this.context.events.record(set, {
      type: 'Normal',
      reason: 'SuccessfulDelete',
      message: `delete Pod ${name} in StatefulSet ${set.metadata.name} successful`,
      component: 'statefulset-controller',
    });
  }

  private writeStatus(
    set: TemplatedWorkload,
    current: string,
    update: string,
  ): number | undefined {
    const replicas = set.spec.replicas ?? 1;
    const pods = [...this.podsOf(set).values()].filter(pod => !isFinished(pod));
    const now = this.now;
    let wakeAt: number | undefined;
    let available = 0;
    for (const pod of pods) {
      const from = availableFrom(pod, set.spec.minReadySeconds ?? 0);
      if (from !== undefined && from <= now) {
        available++;
      } else if (from !== undefined) {
        wakeAt = Math.min(wakeAt ?? Infinity, from);
      }
    }
    const of = (revision: string) =>
      pods.filter(
        pod =>
          pod.metadata.labels?.[HASH] === revision &&
          !pod.metadata.deletionTimestamp,
      ).length;
    const done =
      of(update) === replicas &&
      pods.length === replicas &&
      available === replicas;
    this.store.modify(
      this.resource('StatefulSet'),
      set.metadata.namespace,
      set.metadata.name,
      stored => ({
        ...stored,
        status: {
          observedGeneration: stored.metadata.generation,
          replicas: pods.length,
          readyReplicas: pods.filter(isReady).length,
          availableReplicas: available,
          currentReplicas: of(done ? update : current),
          updatedReplicas: of(update),
          currentRevision: done ? update : current,
          updateRevision: update,
          collisionCount: 0,
        },
      }),
    );
    return wakeAt;
  }

  private isAvailable(set: TemplatedWorkload, pod: Pod): boolean {
    const from = availableFrom(pod, set.spec.minReadySeconds ?? 0);
    return (
      !pod.metadata.deletionTimestamp && from !== undefined && from <= this.now
    );
  }

  private podsOf(set: ApiObject): Map<number, Pod> {
    const pods = new Map<number, Pod>();
    for (const object of this.store.dependents(set.metadata.uid)) {
      const ordinal = /-(\d+)$/.exec(object.metadata.name)?.[1];
      if (object.kind === 'Pod' && ordinal !== undefined) {
        pods.set(Number(ordinal), object as Pod);
      }
    }
    return pods;
  }
}

function revisionName(set: TemplatedWorkload): string {
  return `${set.metadata.name}-${templateHash(set.spec.template)}`;
}
