import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { withCondition } from '../conditions';
import { Controller } from '../Controller';
import { formatCpu } from '../quantity';
import { MINUTE, SECOND, timestamp } from '../time';
import type { Condition, Pod, TemplatedWorkload } from '../types';
import { isActive } from '../pods';
import { selectorMatches } from '../selectors';
import { averageCpuRequest } from '../Load';

// kube-controller-manager looks every 15 s; a fleet of people's demos is calmer with this.
const PERIOD = 30 * SECOND;
const STABILIZATION = 5 * MINUTE;
const TOLERANCE = 0.1;
const COMPONENT = 'horizontal-pod-autoscaler';

/** Moves the replicas of workloads with their load. */
export class HorizontalPodAutoscalerController extends Controller {
  readonly kinds = ['HorizontalPodAutoscaler'] as const;

  /** Recommendations of the last minutes: the highest of them counts when scaling down. */
  private readonly history = new Map<
    string,
    { at: number; replicas: number }[]
  >();

  observe(change: StoreChange): void {
    if (change.type === 'DELETED') {
      this.history.delete(change.object.metadata.uid);
    } else if (change.object.spec !== change.previous?.spec) {
      this.enqueueObject(change.object);
    }
  }

  override observeWorld(): void {
    for (const autoscaler of this.store.list(
      this.resource('HorizontalPodAutoscaler'),
    )) {
      this.enqueueObject(autoscaler);
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const autoscaler = this.store.get(
      this.resource('HorizontalPodAutoscaler'),
      namespace,
      name,
    );
    if (!autoscaler) {
      return undefined;
    }
    const { kind, name: targetName } = autoscaler.spec.scaleTargetRef;
    const resource = this.store.resources.findKind(kind);
    const target =
      resource &&
      (this.store.get(resource, namespace, targetName) as
        | TemplatedWorkload
        | undefined);
    if (!target) {
      this.write(autoscaler, undefined, {
        type: 'AbleToScale',
        status: 'False',
        reason: 'FailedGetScale',
        message: `the HPA controller was unable to get the target's current scale: ${kind.toLowerCase()}s.apps "${targetName}" not found`,
      });
      return this.now + MINUTE;
    }
    if (this.now >= this.context.attentiveFrom) {
      this.evaluate(autoscaler, target);
    }
    return Math.max(this.now + PERIOD, this.context.attentiveFrom);
  }

  private evaluate(autoscaler: ApiObject, target: TemplatedWorkload): void {
    const current = target.spec.replicas ?? 1;
    const pods = [
      ...this.context.index.podsIn(target.metadata.namespace!).values(),
    ].filter(
      pod =>
        isActive(pod) &&
        selectorMatches(target.spec.selector, pod.metadata.labels),
    );
    const wanted: number =
      autoscaler.spec.metrics?.[0]?.resource?.target?.averageUtilization ?? 80;
    const load = this.loadOf(target, pods);
    if (load === undefined) {
      this.write(autoscaler, undefined, {
        type: 'ScalingActive',
        status: 'False',
        reason: 'FailedGetResourceMetric',
        message:
          'the HPA was unable to compute the replica count: failed to get cpu utilization: no metrics returned from resource metrics API',
      });
      return;
    }
    const ratio = load.utilization / wanted;
    const exact =
      Math.abs(ratio - 1) <= TOLERANCE
        ? current
        : Math.ceil(ratio * load.pods - 1e-9);
    const stable = this.stabilize(autoscaler, current, exact);
    const min: number = autoscaler.spec.minReplicas ?? 1;
    const max: number = autoscaler.spec.maxReplicas;
    // One step at most doubles, as the default scale-up policy has it.
    const stepped = Math.min(stable, Math.max(current * 2, current + 4));
    const next = Math.min(max, Math.max(min, stepped));
    if (next !== current) {
      this.scale(autoscaler, target, next, ratio > 1);
    }
    this.write(autoscaler, {
      current: next === current ? current : pods.length,
      desired: next,
      load,
      limited: limitOf(stable, min, max),
      scaled: next !== current,
    });
  }

  /** What the pods use of what they asked for, in percent. */
  private loadOf(target: TemplatedWorkload, pods: readonly Pod[]) {
    const ready = pods.filter(({ status }) => status?.phase === 'Running');
    if (ready.length === 0) {
      return undefined;
    }
    const perPod = this.context.load.perPod(target, ready.length, this.now);
    return {
      pods: ready.length,
      utilization: Math.round(perPod * 100),
      average: formatCpu(averageCpuRequest(ready) * perPod),
    };
  }

  private stabilize(
    autoscaler: ApiObject,
    current: number,
    wanted: number,
  ): number {
    const { uid } = autoscaler.metadata;
    const recent = (this.history.get(uid) ?? []).filter(
      ({ at }) => at > this.now - STABILIZATION,
    );
    recent.push({ at: this.now, replicas: wanted });
    this.history.set(uid, recent);
    if (wanted >= current) {
      return wanted;
    }
    const highest = Math.max(...recent.map(({ replicas }) => replicas));
    // Right after the start of a controller nothing is known of the minutes before.
    return Math.min(current, highest);
  }

  private scale(
    autoscaler: ApiObject,
    target: TemplatedWorkload,
    replicas: number,
    up: boolean,
  ): void {
    this.store.modify(
      this.resource(target.kind),
      target.metadata.namespace,
      target.metadata.name,
      stored => ({ ...stored, spec: { ...stored.spec, replicas } }),
    );
    this.context.events.record(autoscaler, {
      type: 'Normal',
      reason: 'SuccessfulRescale',
      message: `New size: ${replicas}; reason: ${
        up
          ? 'cpu resource utilization (percentage of request) above target'
          : 'All metrics below target'
      }`,
      component: COMPONENT,
    });
  }

  private write(
    autoscaler: ApiObject,
    result: Result | undefined,
    failure?: Condition,
  ): void {
    const now = timestamp(this.now);
    this.store.modify(
      this.resource('HorizontalPodAutoscaler'),
      autoscaler.metadata.namespace,
      autoscaler.metadata.name,
      stored => {
        const conditions = (failure ? [failure] : conditionsOf(result!)).reduce(
          (all: Condition[], condition) => withCondition(all, condition, now),
          stored.status?.conditions ?? [],
        );
        if (!result) {
          return {
            ...stored,
            status: {
              currentReplicas: 0,
              desiredReplicas: 0,
              ...stored.status,
              conditions,
            },
          };
        }
        return {
          ...stored,
          status: {
            ...(stored.status?.lastScaleTime && {
              lastScaleTime: stored.status.lastScaleTime,
            }),
            ...(result.scaled && { lastScaleTime: now }),
            currentReplicas: result.current,
            desiredReplicas: result.desired,
            currentMetrics: [
              {
                type: 'Resource',
                resource: {
                  name: 'cpu',
                  current: {
                    averageUtilization: result.load.utilization,
                    averageValue: result.load.average,
                  },
                },
              },
            ],
            conditions,
          },
        };
      },
    );
  }
}

interface Result {
  current: number;
  desired: number;
  load: { utilization: number; average: string };
  limited?: 'TooManyReplicas' | 'TooFewReplicas';
  scaled: boolean;
}

function limitOf(wanted: number, min: number, max: number): Result['limited'] {
  if (wanted > max) {
    return 'TooManyReplicas';
  }
  return wanted < min ? 'TooFewReplicas' : undefined;
}

function conditionsOf(result: Result): Condition[] {
  const limited = result.limited !== undefined;
  const words = {
    TooManyReplicas:
      'the desired replica count is more than the maximum replica count',
    TooFewReplicas:
      'the desired replica count is less than the minimum replica count',
  };
  return [
    {
      type: 'AbleToScale',
      status: 'True',
      reason: result.scaled ? 'SucceededRescale' : 'ReadyForNewScale',
      message: result.scaled
        ? `the HPA controller was able to update the target scale to ${result.desired}`
        : 'recommended size matches current size',
    },
    {
      type: 'ScalingActive',
      status: 'True',
      reason: 'ValidMetricFound',
      message:
        'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
    },
    {
      type: 'ScalingLimited',
      status: limited ? 'True' : 'False',
      reason: result.limited ?? 'DesiredWithinRange',
      message: result.limited
        ? words[result.limited]
        : 'the desired count is within the acceptable range',
    },
  ];
}
