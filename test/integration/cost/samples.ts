import { HOUR, WORKLOADS } from './scenario';

const STEP = 30;
/** Seconds before the hour, so that its first five minutes have a rate. */
const BEFORE = 600;
const GIB = 2 ** 30;

/** What pods use, as cAdvisor says it, until they or the hour end. */
export function usageSamples(
  pods: readonly {
    metadata: { namespace: string; name: string; labels: { app: string } };
  }[],
  hour: number,
): string {
  const cpu: string[] = [];
  const memory: string[] = [];
  for (const { metadata } of pods) {
    const { namespace, name, labels } = metadata;
    const workload = WORKLOADS.find(each => each.name === labels.app)!;
    for (const { name: container, usage } of workload.containers) {
      if (!usage) continue;
      const of = `{namespace="${namespace}",pod="${name}",container="${container}"}`;
      for (let at = -BEFORE; at <= (workload.until ?? HOUR); at += STEP) {
        const seconds = usage.cpu * (at + BEFORE);
        const bytes = usage.memory * GIB;
        const time = hour + at;
        cpu.push(`container_cpu_usage_seconds_total${of} ${seconds} ${time}`);
        memory.push(`container_memory_working_set_bytes${of} ${bytes} ${time}`);
      }
    }
  }
  return [
    '# TYPE container_cpu_usage_seconds counter',
    ...cpu,
    '# TYPE container_memory_working_set_bytes gauge',
    ...memory,
    '# EOF\n',
  ].join('\n');
}
