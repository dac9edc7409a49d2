import { podRequests } from '../../inventory';
import { type KubernetesObject, parseQuantity } from '../../kubernetes';
import { HOURS_PER_MONTH } from '../prices/types';
import type { NodeSpan, Quantities } from '../types';
import { eligibleNodes } from './averagePrices';
import { runsPerMonth } from './runsPerMonth';

/** Seconds that a run of a CronJob or Job is taken to last, where nothing tells. */
const RUN_SECONDS = 600;

/** Storage that is asked for. */
export interface ClaimPlan {
  storageClass?: string;
  /** Bytes, of all claims together. */
  bytes: number;
}

/** The pods and claims of an object, over a month. */
export interface PodPlan {
  /** The pods' spec; absent where the object has none. */
  spec?: Record<string, unknown>;
  /** Of one pod. */
  requests: Quantities;
  /** Pods at one time, on average over a month. */
  replicas: number;
  minimum?: number;
  maximum?: number;
  claims: ClaimPlan[];
  loadBalancers: number;
  notes: string[];
}

/** Objects of which there are no more than a mistake would have. */
const MOST_REPLICAS = 1_000_000;

type Fields = Record<string, any>;

function count(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value)
    ? Math.min(Math.floor(value), MOST_REPLICAS)
    : otherwise;
}

function gpuRequest(spec: Fields): number {
  let devices = 0;
  for (const container of Array.isArray(spec.containers)
    ? spec.containers
    : []) {
    const { requests, limits } = container?.resources ?? {};
    for (const [name, value] of Object.entries({ ...limits, ...requests })) {
      if (/\/(gpu|mig-.*)$/.test(name)) {
        devices += parseQuantity(value as string) ?? 0;
      }
    }
  }
  return devices;
}

/** Nobody is paid for what a manifest says is less than nothing. */
function requestsOf(spec: Fields): Quantities {
  const { cpu, memory } = podRequests(spec);
  return {
    cpu: Math.max(0, cpu),
    memory: Math.max(0, memory),
    gpu: Math.max(0, gpuRequest(spec)),
  };
}

function claimOf(spec: Fields, copies: number): ClaimPlan {
  return {
    ...(typeof spec?.storageClassName === 'string' && {
      storageClass: spec.storageClassName,
    }),
    bytes:
      Math.max(0, parseQuantity(spec?.resources?.requests?.storage) ?? 0) *
      copies,
  };
}

const NOTHING = { cpu: 0, memory: 0, gpu: 0 };

function plan(given: Partial<PodPlan>): PodPlan {
  return {
    requests: NOTHING,
    replicas: 0,
    claims: [],
    loadBalancers: 0,
    notes: [],
    ...given,
  };
}

/** What is made of a pod template. */
function template(spec: Fields, replicas: number): PodPlan {
  const requests = requestsOf(spec);
  const missing = (['cpu', 'memory'] as const).filter(
    resource => requests[resource] === 0,
  );
  return plan({
    spec,
    requests,
    replicas,
    notes:
      missing.length === 0
        ? []
        : [
            `Requests no ${missing.join(
              ' and no ',
            )}: it is priced as if it used none, and will cost what it uses`,
          ],
  });
}

function cronJob(spec: Fields): PodPlan {
  const job: Fields = spec.jobTemplate?.spec ?? {};
  const seconds = count(job.activeDeadlineSeconds, RUN_SECONDS);
  const pods = count(job.parallelism, 1);
  const runs =
    spec.suspend === true ? 0 : runsPerMonth(String(spec.schedule ?? ''));
  const made = template(
    job.template?.spec ?? {},
    ((runs ?? 0) * pods * seconds) / (HOURS_PER_MONTH * 3600),
  );
  if (runs === undefined) {
    made.notes.push('Its schedule cannot be read, so it is priced as none');
  } else if (spec.suspend === true) {
    made.notes.push('It is suspended');
  } else {
    made.notes.push(
      `${Math.round(runs)} runs a month, each taken to last ${Math.round(
        seconds / 60,
      )} minutes`,
    );
  }
  return made;
}

/** What an object makes of pods, claims and load balancers; undefined for kinds that cost nothing by themselves. */
export function planPods(
  object: KubernetesObject,
  nodes: readonly NodeSpan[],
): PodPlan | undefined {
  const spec: Fields = (object as Fields).spec ?? {};
  const pods: Fields = spec.template?.spec ?? {};
  switch (object.kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'ReplicationController':
      return template(pods, count(spec.replicas, 1));
    case 'StatefulSet': {
      const replicas = count(spec.replicas, 1);
      const templates = Array.isArray(spec.volumeClaimTemplates)
        ? spec.volumeClaimTemplates
        : [];
      return {
        ...template(pods, replicas),
        claims: templates.map((claim: Fields) =>
          claimOf(claim?.spec, replicas),
        ),
      };
    }
    case 'DaemonSet': {
      const { length } = eligibleNodes(nodes, pods.nodeSelector);
      const made = template(pods, length);
      made.notes.push(`One on each of ${length} nodes`);
      return made;
    }
    case 'CronJob':
      return cronJob(spec);
    case 'Job': {
      const made = template(
        pods,
        (count(spec.completions, count(spec.parallelism, 1)) *
          count(spec.activeDeadlineSeconds, RUN_SECONDS)) /
          (HOURS_PER_MONTH * 3600),
      );
      made.notes.push('One run a month, each pod taken to last 10 minutes');
      return made;
    }
    case 'Pod':
      return template(spec, 1);
    case 'PersistentVolumeClaim':
      return plan({ claims: [claimOf(spec, 1)] });
    case 'Service':
      return spec.type === 'LoadBalancer'
        ? plan({ loadBalancers: 1 })
        : undefined;
    default:
      return undefined;
  }
}
