import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { Controller } from '../Controller';
import { createPod } from '../podFactory';
import { availableFrom, controllerOf, isActive, isFinished } from '../pods';
import { nameSuffix } from '../random';
import { selectsNode, tolerates } from '../scheduler/filters';
import type { Pod, Taint, TemplatedWorkload, Toleration } from '../types';
import { resolveIntOrPercent } from './rollingUpdate';
import { templateHash } from './templates';

const HASH = 'controller-revision-hash';

// What the DaemonSet controller lets its pods live with.
const TOLERATIONS: Toleration[] = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
].map(([name, effect]) => ({
  key: `node.kubernetes.io/${name}`,
  operator: 'Exists',
  effect,
}));

/** Keeps a pod of each DaemonSet on every node that it may be on. */
export class DaemonSetController extends Controller {
  readonly kinds = ['DaemonSet', 'Pod', 'Node'] as const;

  private readonly created = new Map<string, number>();

  observe(change: StoreChange): void {
    const { kind } = change.resource;
    if (kind === 'DaemonSet') {
      if (change.object.spec !== change.previous?.spec) {
        this.enqueueObject(change.object);
      }
    } else if (kind === 'Node') {
      if (
        change.type !== 'MODIFIED' ||
        change.object.spec !== change.previous?.spec ||
        change.object.metadata.labels !== change.previous?.metadata.labels
      ) {
        for (const set of this.store.list(this.resource('DaemonSet'))) {
          this.enqueueObject(set);
        }
      }
    } else {
      const owner = controllerOf(change.object);
      if (owner?.kind === 'DaemonSet') {
        this.enqueue(change.object.metadata.namespace, owner.name);
      }
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const set = this.store.get(this.resource('DaemonSet'), namespace, name) as
      | TemplatedWorkload
      | undefined;
    if (!set || set.metadata.deletionTimestamp) {
      return undefined;
    }
    const hash = templateHash(set.spec.template);
    const nodes = this.store
      .list(this.resource('Node'))
      .filter(node => wantsPod(set, node));
    const wanted = new Set(nodes.map(({ metadata }) => metadata.name));
    const byNode = this.podsByNode(set);
    for (const [node, pods] of byNode) {
      for (const pod of pods) {
        if (!wanted.has(node) || isFinished(pod)) {
          this.deletePod(set, pod);
        }
      }
    }
    for (const node of wanted) {
      if (!byNode.get(node)?.some(pod => !isFinished(pod))) {
        this.createPodOn(set, node, hash);
      }
    }
    this.update(set, hash, nodes.length);
    this.writeStatus(set, hash, wanted);
    return undefined;
  }

  private update(set: TemplatedWorkload, hash: string, total: number): void {
    if (set.spec.updateStrategy?.type === 'OnDelete') {
      return;
    }
    const pods = this.podsOf(set);
    const maxUnavailable = Math.max(
      1,
      resolveIntOrPercent(
        set.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1,
        total,
        'up',
      ),
    );
    const unavailable = pods.filter(
      pod => !this.isAvailable(set, pod) || !isActive(pod),
    ).length;
    let room = maxUnavailable - unavailable;
    for (const pod of pods.filter(isActive)) {
      if (pod.metadata.labels?.[HASH] === hash) {
        continue;
      }
      const broken = !this.isAvailable(set, pod);
      if (broken || room > 0) {
        room -= broken ? 0 : 1;
        this.deletePod(set, pod);
      }
    }
  }

  private createPodOn(
    set: TemplatedWorkload,
    node: string,
    hash: string,
  ): void {
    const number = (this.created.get(set.metadata.uid) ?? 0) + 1;
    this.created.set(set.metadata.uid, number);
    const { template } = set.spec;
    const pod = createPod(this.store, set, template, {
      name: `${set.metadata.name}-${nameSuffix(5, set.metadata.uid, number)}`,
      labels: {
        [HASH]: hash,
        'pod-template-generation': String(set.metadata.generation ?? 1),
      },
      spec: {
        tolerations: [...(template.spec.tolerations ?? []), ...TOLERATIONS],
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                {
                  matchFields: [
                    {
                      key: 'metadata.name',
                      operator: 'In',
                      values: [node],
                    },
                  ],
                },
              ],
            },
          },
        },
      },
    });
    const failed = typeof pod === 'string';
    this.say(
      set,
      failed ? 'Warning' : 'Normal',
      failed ? 'FailedCreate' : 'SuccessfulCreate',
      failed ? `Error creating: ${pod}` : `Created pod: ${pod.metadata.name}`,
    );
  }

  private deletePod(set: ApiObject, pod: Pod): void {
    if (pod.metadata.deletionTimestamp) {
      return;
    }
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

  private writeStatus(
    set: TemplatedWorkload,
    hash: string,
    wanted: ReadonlySet<string>,
  ): void {
    const active = this.podsOf(set).filter(isActive);
    const right = active.filter(pod => wanted.has(nodeOf(pod) ?? ''));
    const available = right.filter(pod => this.isAvailable(set, pod)).length;
    this.store.modify(
      this.resource('DaemonSet'),
      set.metadata.namespace,
      set.metadata.name,
      stored => ({
        ...stored,
        status: {
          currentNumberScheduled: right.length,
          numberMisscheduled: active.length - right.length,
          desiredNumberScheduled: wanted.size,
          numberReady: right.filter(pod => availableFrom(pod, 0) !== undefined)
            .length,
          observedGeneration: stored.metadata.generation,
          updatedNumberScheduled: right.filter(
            pod => pod.metadata.labels?.[HASH] === hash,
          ).length,
          ...(available > 0 && { numberAvailable: available }),
          ...(wanted.size > available && {
            numberUnavailable: wanted.size - available,
          }),
        },
      }),
    );
  }

  private isAvailable(set: TemplatedWorkload, pod: Pod): boolean {
    const from = availableFrom(pod, set.spec.minReadySeconds ?? 0);
    return from !== undefined && from <= this.now;
  }

  private podsOf(set: ApiObject): Pod[] {
    return this.store
      .dependents(set.metadata.uid)
      .filter(object => object.kind === 'Pod') as Pod[];
  }

  private podsByNode(set: ApiObject): Map<string, Pod[]> {
    const byNode = new Map<string, Pod[]>();
    for (const pod of this.podsOf(set)) {
      const node = nodeOf(pod);
      if (node) {
        byNode.set(node, [...(byNode.get(node) ?? []), pod]);
      }
    }
    return byNode;
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
      component: 'daemonset-controller',
    });
  }
}

/** The node that a pod is on or that its affinity asks for. */
function nodeOf(pod: Pod): string | undefined {
  return (
    pod.spec.nodeName ??
    pod.spec.affinity?.nodeAffinity
      ?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms[0]
      ?.matchFields?.[0]?.values?.[0]
  );
}

function wantsPod(set: TemplatedWorkload, node: ApiObject): boolean {
  const { spec } = set.spec.template;
  const tolerations = [...(spec.tolerations ?? []), ...TOLERATIONS];
  return (
    selectsNode(spec, node) &&
    ((node.spec?.taints ?? []) as Taint[]).every(
      taint =>
        taint.effect === 'PreferNoSchedule' || tolerates(tolerations, taint),
    )
  );
}
