import type { ObjectStore } from '../store/ObjectStore';
import { isFinished, requestsOf } from './pods';
import { formatBytes, formatCpu, quantityOf } from './quantity';
import type { Pod, PodSpec } from './types';

/** What the pods of a namespace use of its quotas: CPU in cores, memory in bytes. */
export interface QuotaUse {
  pods: number;
  cpu: number;
  memory: number;
  limitsCpu: number;
  limitsMemory: number;
}

const COUNTED: Record<string, keyof QuotaUse> = {
  pods: 'pods',
  'count/pods': 'pods',
  cpu: 'cpu',
  'requests.cpu': 'cpu',
  memory: 'memory',
  'requests.memory': 'memory',
  'limits.cpu': 'limitsCpu',
  'limits.memory': 'limitsMemory',
};

/** What the unfinished pods count for in quotas. */
export function quotaUseOf(pods: Iterable<Pod>): QuotaUse {
  const sum = { pods: 0, cpu: 0, memory: 0, limitsCpu: 0, limitsMemory: 0 };
  for (const pod of pods) {
    if (!isFinished(pod)) {
      const one = useOf(pod.spec);
      for (const key of Object.keys(sum) as (keyof QuotaUse)[]) {
        sum[key] += one[key];
      }
    }
  }
  return sum;
}

/** A figure of a quota as the API writes it; undefined for what quotas here do not count. */
export function formatQuotaUse(
  use: QuotaUse,
  resource: string,
): string | undefined {
  const key = COUNTED[resource];
  if (!key) {
    return undefined;
  }
  if (key === 'pods') {
    return String(use.pods);
  }
  return key === 'cpu' || key === 'limitsCpu'
    ? formatCpu(use[key])
    : formatBytes(use[key]);
}

/** The sentence with which the API server refuses a pod that no quota has room for. */
export function quotaRefusal(
  store: ObjectStore,
  namespace: string,
  name: string,
  spec: PodSpec,
): string | undefined {
  const quotas = store.list(
    store.resources.forKind('ResourceQuota'),
    namespace,
  );
  if (quotas.length === 0) {
    return undefined;
  }
  const used = quotaUseOf(
    store.list(store.resources.forKind('Pod'), namespace) as Pod[],
  );
  const asked = useOf(spec);
  for (const quota of quotas) {
    const hard: Record<string, string> = quota.spec?.hard ?? {};
    const exceeded = Object.keys(hard)
      .sort()
      .filter(resource => {
        const key = COUNTED[resource];
        return (
          key && used[key] + asked[key] > quantityOf(hard[resource]) + 1e-9
        );
      });
    if (exceeded.length > 0) {
      const words = (format: (resource: string) => string | undefined) =>
        exceeded.map(resource => `${resource}=${format(resource)}`).join(',');
      return (
        `pods "${name}" is forbidden: exceeded quota: ${quota.metadata.name}, ` +
        `requested: ${words(resource => formatQuotaUse(asked, resource))}, ` +
        `used: ${words(resource => formatQuotaUse(used, resource))}, ` +
        `limited: ${words(resource => hard[resource])}`
      );
    }
  }
  return undefined;
}

function useOf(spec: PodSpec): QuotaUse {
  const { cpu, memory } = requestsOf(spec);
  let limitsCpu = 0;
  let limitsMemory = 0;
  for (const { resources } of spec.containers) {
    limitsCpu += quantityOf(resources?.limits?.cpu);
    limitsMemory += quantityOf(resources?.limits?.memory);
  }
  return { pods: 1, cpu, memory, limitsCpu, limitsMemory };
}
