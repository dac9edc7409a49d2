import type { ContainerTarget, ResourceTarget, SizedResource } from '../types';
import type { UsageWindow } from '../usage';
import { type ContainerFacts, scalesBy } from './facts';
import { roundCpu, roundMemory } from './rounding';

const MEBIBYTE = 1024 * 1024;
const CPU_PERCENTILE = 0.95;
const MEMORY_BUFFER = 0.15;
const OUT_OF_MEMORY_BUFFER = 0.25;
const POINTS = 100;
const LEAST = { cpu: 0.01, memory: 100 * MEBIBYTE };

/** Days of which it looks back. @public */
export const KRR_DAYS = 14;

function unknown(
  resource: SizedResource,
  points: number,
  facts: ContainerFacts,
): ResourceTarget | undefined {
  if (points < POINTS) {
    return {
      notes: [`Not enough data: ${points} points, and ${POINTS} are needed.`],
    };
  }
  return scalesBy(resource, facts)
    ? {
        notes: [`An autoscaler scales by ${resource}: nothing is recommended.`],
      }
    : undefined;
}

/**
 * What the `simple` strategy of KRR recommends with its defaults and `--use-oomkill-data`: CPU as the highest 95th
 * percentile of any pod and no limit; memory as its peak and 15 %, also as the limit.
 *
 * @param window - of its last fourteen days
 * @public
 */
export function sizeKrr(
  window: UsageWindow,
  facts: ContainerFacts,
): ContainerTarget {
  const killed = Math.max(0, ...window.outOfMemory.map(({ bytes }) => bytes));
  const cpu = Math.min(
    // A percentile is the end of its bucket, and nothing was above the peak.
    window.cpuPeak,
    [...window.pods.values()].reduce(
      (most, pod) => Math.max(most, pod.percentile(CPU_PERCENTILE)),
      0,
    ),
  );
  const memory = roundMemory(
    Math.max(
      LEAST.memory,
      window.memoryPeak * (1 + MEMORY_BUFFER),
      killed * (1 + OUT_OF_MEMORY_BUFFER),
    ),
  );
  return {
    cpu: unknown('cpu', window.samples, facts) ?? {
      request: roundCpu(Math.max(LEAST.cpu, cpu)),
      limit: null,
      notes: [],
    },
    memory: unknown('memory', window.memorySamples, facts) ?? {
      request: memory,
      limit: memory,
      notes: [],
    },
  };
}
