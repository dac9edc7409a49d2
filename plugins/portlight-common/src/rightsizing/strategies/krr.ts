import type { ContainerTarget, ResourceTarget, SizedResource } from '../types';
import type { UsageWindow } from '../usage';
import { type ContainerFacts, scalesBy } from './facts';
import { roundCpu, roundMemory } from './rounding';
import type { StrategySettings } from './settings';

const MEBIBYTE = 1024 * 1024;
const CPU_PERCENTILE = 0.95;
const MEMORY_BUFFER = 0.15;
const OUT_OF_MEMORY_BUFFER = 0.25;
/** Of all pods together, by `simple_limit`: for the request and for the limit. */
const LIMITED = { request: 0.66, limit: 0.96 };
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

/** The highest 95th percentile of any pod, and no limit. */
function simpleCpu(window: UsageWindow): ResourceTarget {
  const used = [...window.pods.values()].reduce(
    (most, pod) => Math.max(most, pod.percentile(CPU_PERCENTILE)),
    0,
  );
  return { request: cpuAmount(used, window), limit: null, notes: [] };
}

/** Two percentiles of the samples of all pods together. */
function limitedCpu(window: UsageWindow): ResourceTarget {
  const at = (part: number) => cpuAmount(window.cpu.percentile(part), window);
  return { request: at(LIMITED.request), limit: at(LIMITED.limit), notes: [] };
}

function cpuAmount(cores: number, { cpuPeak }: UsageWindow): number {
  // A percentile is the end of its bucket, and nothing was above the peak.
  return roundCpu(Math.max(LEAST.cpu, Math.min(cores, cpuPeak)));
}

/**
 * What KRR recommends with its defaults and `--use-oomkill-data`. Its strategy `simple`: CPU as the highest 95th
 * percentile of any pod and no limit; memory as its peak and 15 %, also as the limit. Its strategy `simple_limit`: CPU as
 * the 66th percentile of all pods together, the 96th as the limit; memory as above.
 *
 * @param window - of its last fourteen days
 * @public
 */
export function sizeKrr(
  window: UsageWindow,
  facts: ContainerFacts,
  { krr = 'simple' }: Partial<StrategySettings> = {},
): ContainerTarget {
  const killed = Math.max(0, ...window.outOfMemory.map(({ bytes }) => bytes));
  const memory = roundMemory(
    Math.max(
      LEAST.memory,
      window.memoryPeak * (1 + MEMORY_BUFFER),
      killed * (1 + OUT_OF_MEMORY_BUFFER),
    ),
  );
  return {
    cpu:
      unknown('cpu', window.samples, facts) ??
      (krr === 'simple' ? simpleCpu(window) : limitedCpu(window)),
    memory: unknown('memory', window.memorySamples, facts) ?? {
      request: memory,
      limit: memory,
      notes: [],
    },
  };
}
