import { shellWord } from '../patches';
import type { Autoscaler } from '../types';
import { type Advice, confidenceOfDays } from './types';

/** A workload whose pods are counted by somebody. @public */
export interface ScaledWorkload {
  /** Its place. */
  cluster: string;
  /** Its place. */
  namespace: string;
  /** Of the workload. */
  kind: string;
  /** Of the workload. */
  name: string;
  /** Who owns it. */
  owner?: string;
  /** Pods on average. */
  replicas: number;
  /** What scales it, with its pods now and what the conditions say of them. */
  autoscaler?: Autoscaler & { current?: number; limited?: string };
  /** Cores of the container that uses most, per pod: what it uses usually, at peaks, and what it requests. */
  cpu: { usual: number; peak: number; request?: number };
  /** Days of which that is known. */
  days: number;
  /** Currency units that one pod costs in a month. */
  podMonthly: number;
}

/** What the CPU target of a new autoscaler is: room for the time that new pods take. */
const TARGET = 70;
/** Times that the usage at peaks is the usual one, for pods to come and go with it. */
const VARIES = 2.5;
const GROWTH = 1.5;
const FEWEST_DAYS = 1;
/** Of its target, below which the least number of pods is too many. */
const IDLE = 0.4;

function autoscalerAdvice(
  of: ScaledWorkload,
  message: string,
  more: Partial<Advice['item']> & { patch?: Advice['patch'] },
): Advice {
  const { cluster, namespace, name, owner, autoscaler, days } = of;
  const { patch, ...item } = more;
  return {
    item: {
      type: 'horizontalPodAutoscaler',
      cluster,
      namespace,
      kind: autoscaler ? 'HorizontalPodAutoscaler' : of.kind,
      name: autoscaler?.name ?? name,
      ...(owner ? { owner } : {}),
      message,
      confidence: confidenceOfDays(days),
      notes: [],
      ...item,
    },
    ...(patch ? { patch } : {}),
  };
}

function changed(
  of: ScaledWorkload,
  field: 'minReplicas' | 'maxReplicas',
  value: number,
): Partial<Advice['item']> & { patch: Record<string, unknown> } {
  const name = of.autoscaler!.name;
  return {
    patch: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name, namespace: of.namespace },
      spec: { [field]: value },
    },
    command: `kubectl patch hpa ${shellWord(name)} --namespace ${shellWord(
      of.namespace,
    )} --type merge --patch '{"spec":{"${field}":${value}}}'`,
  };
}

function adviseExisting(of: ScaledWorkload): Advice | undefined {
  const { autoscaler, podMonthly } = of;
  const { request } = of.cpu;
  const { minReplicas, maxReplicas, current, limited, targetCpu } = autoscaler!;
  if (
    current !== undefined &&
    current >= maxReplicas &&
    limited === 'TooManyReplicas'
  ) {
    const more = Math.max(maxReplicas + 1, Math.ceil(maxReplicas * GROWTH));
    return autoscalerAdvice(
      of,
      `It is saturated: it wants more than its ${maxReplicas} pods. Allow ${more}, or request more per pod.`,
      {
        ...changed(of, 'maxReplicas', more),
        monthlySaving: -podMonthly * (more - maxReplicas),
      },
    );
  }
  if (targetCpu === undefined || !request || of.days < FEWEST_DAYS) {
    return undefined;
  }
  // What all pods use at peaks, as a part of what makes it act.
  const peak = of.cpu.peak * of.replicas;
  const needed = Math.max(1, Math.ceil(peak / (request * (targetCpu / 100))));
  const steady = of.replicas <= minReplicas * 1.05;
  if (!steady || minReplicas <= 1 || needed > minReplicas * IDLE) {
    return undefined;
  }
  // Two, so that one can be moved.
  const least = Math.max(2, needed);
  if (least >= minReplicas) return undefined;
  return autoscalerAdvice(
    of,
    `It is steady at its least of ${minReplicas} pods, which use ${Math.round(
      (peak / of.replicas / request) * 100,
    )} % of their request at peaks. ${least} would do.`,
    {
      ...changed(of, 'minReplicas', least),
      monthlySaving: podMonthly * (minReplicas - least),
    },
  );
}

/** What an autoscaler should be, or whether there should be one. @public */
export function adviseAutoscaler(of: ScaledWorkload): Advice | undefined {
  const { autoscaler, kind, name, namespace, replicas } = of;
  const { usual, peak, request } = of.cpu;
  if (autoscaler) return adviseExisting(of);
  if (
    !['Deployment', 'StatefulSet'].includes(kind) ||
    replicas < 1.95 ||
    !request ||
    of.days < FEWEST_DAYS * 3
  ) {
    return undefined;
  }
  if (usual <= 0 || peak < usual * VARIES || peak < 0.05) return undefined;
  const most = Math.max(
    Math.ceil(replicas),
    Math.ceil(((peak * replicas) / (request * (TARGET / 100))) * GROWTH),
  );
  const least = Math.min(
    Math.ceil(replicas),
    Math.max(2, Math.ceil((usual * replicas) / (request * (TARGET / 100)))),
  );
  if (least >= replicas) return undefined;
  return autoscalerAdvice(
    of,
    `Its pods use ${Math.round(
      peak / usual,
    )} times as much CPU at peaks as usual. An autoscaler with ${least} to ${most} pods at ${TARGET} % of the CPU request would follow that.`,
    {
      monthlySaving: of.podMonthly * (replicas - least) * 0.5,
      notes: [
        'The saving is half of what the pods cost that it would end at quiet times.',
      ],
      command: `kubectl apply --filename ${shellWord(`hpa-${name}.yaml`)}`,
      patch: {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name, namespace },
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind, name },
          minReplicas: least,
          maxReplicas: most,
          metrics: [
            {
              type: 'Resource',
              resource: {
                name: 'cpu',
                target: { type: 'Utilization', averageUtilization: TARGET },
              },
            },
          ],
        },
      },
    },
  );
}
