import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { withoutCondition } from '../conditions';
import { Controller } from '../Controller';
import { controllerOf, controllerReference } from '../pods';
import { timeOf } from '../time';
import type { TemplatedWorkload } from '../types';
import { deploymentStatus, progressDeadlineOf } from './deploymentStatus';
import {
  nextRollingSizes,
  proportionalSizes,
  rollingUpdateBounds,
  type ReplicaSetCount,
} from './rollingUpdate';
import { templateHash } from './templates';

const REVISION = 'deployment.kubernetes.io/revision';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MAX = 'deployment.kubernetes.io/max-replicas';

/** Rolls Deployments out over ReplicaSets. */
export class DeploymentController extends Controller {
  readonly kinds = ['Deployment', 'ReplicaSet'] as const;

  observe(change: StoreChange): void {
    if (change.resource.kind === 'Deployment') {
      if (
        change.type !== 'DELETED' &&
        (change.object.spec !== change.previous?.spec ||
          change.object.metadata.annotations?.[REVISION] === undefined)
      ) {
        this.enqueueObject(change.object);
      }
      return;
    }
    const owner = controllerOf(change.object);
    if (owner?.kind === 'Deployment') {
      this.enqueue(change.object.metadata.namespace, owner.name);
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const deployment = this.find(namespace, name);
    if (!deployment || deployment.metadata.deletionTimestamp) {
      return undefined;
    }
    const sets = this.setsOf(deployment);
    const hash = templateHash(deployment.spec.template);
    let current = sets.find(
      set => set.metadata.labels?.['pod-template-hash'] === hash,
    );
    const created = !current && !deployment.spec.paused;
    if (created) {
      current = this.createSet(deployment, sets, hash);
    } else if (current) {
      this.keepRevision(deployment, current, sets);
    }
    const old = sets.filter(set => set !== current);
    this.scale(deployment, current, old);
    return this.writeStatus(deployment, hash);
  }

  private scale(
    deployment: TemplatedWorkload,
    current: TemplatedWorkload | undefined,
    old: TemplatedWorkload[],
  ): void {
    const replicas = deployment.spec.replicas ?? 1;
    const bounds = rollingUpdateBounds(deployment.spec.strategy, replicas);
    const all = current ? [current, ...old] : old;
    const active = all.filter(set => (set.spec.replicas ?? 0) > 0);
    const resized = active.some(
      set =>
        set.metadata.annotations?.[DESIRED] !== undefined &&
        set.metadata.annotations[DESIRED] !== String(replicas),
    );
    let sizes = new Map<string, number>();
    if (resized && active.length > 1) {
      sizes = proportionalSizes(
        replicas + bounds.maxSurge,
        active.map(countOf),
      );
    } else if (deployment.spec.paused || !current) {
      if (active.length === 1) {
        sizes.set(active[0].metadata.name, replicas);
      }
    } else if (deployment.spec.strategy?.type === 'Recreate') {
      sizes = this.recreateSizes(replicas, current, old);
    } else {
      sizes = nextRollingSizes(
        replicas,
        bounds,
        countOf(current),
        old.map(countOf),
      );
    }
    for (const set of all) {
      this.resize(deployment, set, sizes.get(set.metadata.name), {
        desired: replicas,
        max: replicas + bounds.maxSurge,
        keep: set !== current && (set.spec.replicas ?? 0) === 0,
      });
    }
  }

  private recreateSizes(
    replicas: number,
    current: ApiObject,
    old: TemplatedWorkload[],
  ): Map<string, number> {
    const sizes = new Map<string, number>();
    for (const set of old.filter(({ spec }) => (spec.replicas ?? 0) > 0)) {
      sizes.set(set.metadata.name, 0);
    }
    const podsLeft = old.some(set =>
      this.store
        .dependents(set.metadata.uid)
        .some(({ kind }) => kind === 'Pod'),
    );
    if (sizes.size === 0 && !podsLeft) {
      sizes.set(current.metadata.name, replicas);
    }
    return sizes;
  }

  private resize(
    deployment: ApiObject,
    set: TemplatedWorkload,
    size: number | undefined,
    annotations: { desired: number; max: number; keep: boolean },
  ): void {
    const before = set.spec.replicas ?? 0;
    const after = size ?? before;
    const wanted = {
      [DESIRED]: String(annotations.desired),
      [MAX]: String(annotations.max),
    };
    const same = Object.entries(wanted).every(
      ([key, value]) => set.metadata.annotations?.[key] === value,
    );
    if (after === before && (same || annotations.keep)) {
      return;
    }
    this.store.modify(
      this.resource('ReplicaSet'),
      set.metadata.namespace,
      set.metadata.name,
      stored => ({
        ...stored,
        metadata: {
          ...stored.metadata,
          annotations: { ...stored.metadata.annotations, ...wanted },
        },
        spec:
          after === before ? stored.spec : { ...stored.spec, replicas: after },
      }),
    );
    if (after !== before) {
      const direction = after > before ? 'up' : 'down';
      this.context.events.record(deployment, {
        type: 'Normal',
        reason: 'ScalingReplicaSet',
        message: `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${after}`,
        component: 'deployment-controller',
      });
    }
  }

  private createSet(
    deployment: TemplatedWorkload,
    sets: TemplatedWorkload[],
    hash: string,
  ): TemplatedWorkload {
    const revision = String(highestRevision(sets) + 1);
    const { template, minReadySeconds } = deployment.spec;
    const labels = { ...template.metadata?.labels, 'pod-template-hash': hash };
    const set = this.store.create(this.resource('ReplicaSet'), {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${deployment.metadata.name}-${hash}`,
        namespace: deployment.metadata.namespace,
        labels,
        annotations: {
          ...withoutInternal(deployment.metadata.annotations),
          [REVISION]: revision,
        },
        ownerReferences: [controllerReference(deployment)],
      },
      spec: {
        replicas: 0,
        ...(minReadySeconds !== undefined && { minReadySeconds }),
        selector: {
          ...deployment.spec.selector,
          matchLabels: {
            ...deployment.spec.selector.matchLabels,
            'pod-template-hash': hash,
          },
        },
        template: {
          ...template,
          metadata: { ...template.metadata, labels },
        },
      },
      status: { replicas: 0 },
    }) as TemplatedWorkload;
    this.annotate(deployment, revision);
    return set;
  }

  /** A rollback brings an old set back to the top of the history. */
  private keepRevision(
    deployment: TemplatedWorkload,
    current: TemplatedWorkload,
    sets: TemplatedWorkload[],
  ): void {
    const highest = highestRevision(sets.filter(set => set !== current));
    let revision = Number(current.metadata.annotations?.[REVISION] ?? 0);
    if (revision <= highest) {
      revision = highest + 1;
      this.store.modify(
        this.resource('ReplicaSet'),
        current.metadata.namespace,
        current.metadata.name,
        stored => ({
          ...stored,
          metadata: {
            ...stored.metadata,
            annotations: {
              ...stored.metadata.annotations,
              [REVISION]: String(revision),
            },
          },
        }),
      );
    }
    this.annotate(deployment, String(revision));
  }

  private annotate(deployment: ApiObject, revision: string): void {
    if (deployment.metadata.annotations?.[REVISION] === revision) {
      return;
    }
    this.store.modify(
      this.resource('Deployment'),
      deployment.metadata.namespace,
      deployment.metadata.name,
      stored => ({
        ...stored,
        metadata: {
          ...stored.metadata,
          annotations: {
            ...stored.metadata.annotations,
            [REVISION]: revision,
          },
        },
        // A new revision is a new attempt: its deadline starts now.
        status: stored.status && {
          ...stored.status,
          conditions: withoutCondition(stored.status.conditions, 'Progressing'),
        },
      }),
    );
  }

  private writeStatus(
    before: TemplatedWorkload,
    hash: string,
  ): number | undefined {
    const { namespace, name } = before.metadata;
    const deployment = this.find(namespace!, name);
    if (!deployment) {
      return undefined;
    }
    const sets = this.setsOf(deployment);
    const status = deploymentStatus(deployment, sets, hash, this.now);
    this.store.modify(this.resource('Deployment'), namespace, name, stored => ({
      ...stored,
      status,
    }));
    this.forgetHistory(deployment, sets, hash);
    return progressDeadlineOf(deployment, status, this.now);
  }

  private forgetHistory(
    deployment: TemplatedWorkload,
    sets: TemplatedWorkload[],
    hash: string,
  ): void {
    const limit = deployment.spec.revisionHistoryLimit ?? 10;
    const idle = sets
      .filter(
        set =>
          set.metadata.labels?.['pod-template-hash'] !== hash &&
          (set.spec.replicas ?? 0) === 0 &&
          (set.status?.replicas ?? 0) === 0,
      )
      .sort((a, b) => revisionOf(a) - revisionOf(b));
    for (const set of idle.slice(0, Math.max(0, idle.length - limit))) {
      this.store.delete(
        this.resource('ReplicaSet'),
        set.metadata.namespace,
        set.metadata.name,
      );
    }
  }

  private find(namespace: string, name: string): TemplatedWorkload | undefined {
    return this.store.get(this.resource('Deployment'), namespace, name) as
      | TemplatedWorkload
      | undefined;
  }

  private setsOf(deployment: ApiObject): TemplatedWorkload[] {
    return this.store
      .dependents(deployment.metadata.uid)
      .filter(object => object.kind === 'ReplicaSet') as TemplatedWorkload[];
  }
}

function countOf(set: TemplatedWorkload): ReplicaSetCount {
  return {
    name: set.metadata.name,
    wanted: set.spec.replicas ?? 0,
    available: set.status?.availableReplicas ?? 0,
    created: timeOf(set.metadata.creationTimestamp) ?? 0,
  };
}

function revisionOf(set: ApiObject): number {
  return Number(set.metadata.annotations?.[REVISION] ?? 0);
}

function highestRevision(sets: readonly ApiObject[]): number {
  return Math.max(0, ...sets.map(revisionOf));
}

function withoutInternal(
  annotations: Record<string, string> | undefined,
): Record<string, string> {
  const {
    [REVISION]: _revision,
    'kubectl.kubernetes.io/last-applied-configuration': _applied,
    ...rest
  } = annotations ?? {};
  return rest;
}
