import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { withCondition } from '../conditions';
import { Controller } from '../Controller';
import { controllerOf, isActive, isReady } from '../pods';
import { selectorMatches } from '../selectors';
import { timestamp } from '../time';
import type { Pod } from '../types';
import { resolveIntOrPercent } from './rollingUpdate';

/** Counts how many pods each PodDisruptionBudget lets go. */
export class DisruptionController extends Controller {
  readonly kinds = ['PodDisruptionBudget', 'Pod'] as const;

  private readonly budgets = new Map<string, Map<string, ApiObject>>();

  observe(change: StoreChange): void {
    const namespace = change.object.metadata.namespace!;
    if (change.resource.kind === 'PodDisruptionBudget') {
      this.remember(change, namespace);
      return;
    }
    const pod = change.object as Pod;
    const before = change.previous as Pod | undefined;
    if (
      change.type === 'MODIFIED' &&
      before &&
      isReady(before) === isReady(pod) &&
      isActive(before) === isActive(pod)
    ) {
      return;
    }
    for (const budget of this.budgets.get(namespace)?.values() ?? []) {
      if (selectorMatches(budget.spec.selector, pod.metadata.labels)) {
        this.enqueueObject(budget);
      }
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const budget = this.budgets.get(namespace)?.get(name);
    if (!budget) {
      return undefined;
    }
    const pods = [...this.context.index.podsIn(namespace).values()].filter(
      pod =>
        isActive(pod) &&
        selectorMatches(budget.spec.selector, pod.metadata.labels),
    );
    const expected = this.expectedPods(pods);
    const { maxUnavailable, minAvailable } = budget.spec;
    const desired =
      maxUnavailable !== undefined
        ? Math.max(
            0,
            expected - resolveIntOrPercent(maxUnavailable, expected, 'up'),
          )
        : resolveIntOrPercent(minAvailable ?? 1, expected, 'up');
    const healthy = pods.filter(isReady).length;
    const allowed = Math.max(0, healthy - desired);
    this.store.modify(
      this.resource('PodDisruptionBudget'),
      namespace,
      name,
      stored => ({
        ...stored,
        status: {
          observedGeneration: stored.metadata.generation,
          currentHealthy: healthy,
          desiredHealthy: desired,
          disruptionsAllowed: allowed,
          expectedPods: expected,
          conditions: withCondition(
            stored.status?.conditions,
            {
              type: 'DisruptionAllowed',
              status: allowed > 0 ? 'True' : 'False',
              reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
              message: '',
              observedGeneration: stored.metadata.generation,
            },
            timestamp(this.now),
          ),
        },
      }),
    );
    return undefined;
  }

  /** What the controllers of the pods want, not how many there happen to be. */
  private expectedPods(pods: readonly Pod[]): number {
    const seen = new Set<string>();
    let expected = 0;
    for (const pod of pods) {
      const owner = controllerOf(pod);
      if (!owner) {
        expected++;
        continue;
      }
      const root = this.rootOf(owner.kind, pod.metadata.namespace!, owner.name);
      if (!root) {
        expected++;
      } else if (!seen.has(root.metadata.uid)) {
        seen.add(root.metadata.uid);
        expected += root.spec?.replicas ?? 1;
      }
    }
    return expected;
  }

  private rootOf(
    kind: string,
    namespace: string,
    name: string,
  ): ApiObject | undefined {
    const resource = this.store.resources.findKind(kind);
    const object = resource && this.store.get(resource, namespace, name);
    const owner = object && controllerOf(object);
    return owner ? this.rootOf(owner.kind, namespace, owner.name) : object;
  }

  private remember(change: StoreChange, namespace: string): void {
    let known = this.budgets.get(namespace);
    if (!known) {
      known = new Map();
      this.budgets.set(namespace, known);
    }
    const { name } = change.object.metadata;
    if (change.type === 'DELETED') {
      known.delete(name);
      return;
    }
    known.set(name, change.object);
    if (change.object.spec !== change.previous?.spec) {
      this.enqueueObject(change.object);
    }
  }
}
