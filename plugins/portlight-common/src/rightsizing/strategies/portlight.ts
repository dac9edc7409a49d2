import type { ContainerTarget, ResourceTarget, Runtime } from '../types';
import { DAY_SECONDS, SLOT_SECONDS, type UsageWindow } from '../usage';
import { type ContainerFacts, scalesBy } from './facts';
import { roundCpu, roundMemory } from './rounding';
import type { StrategySettings } from './settings';

/** Days for which a peak counts in full; what it was above the usual halves with each as many days more. */
const PEAK_DAYS = 7;
const MEMORY_PERCENTILE = 0.99;
/** Of the limit at which memory was not enough. */
const OUT_OF_MEMORY_FACTOR = 1.25;

const RUNTIME_NOTES: Record<Runtime, string> = {
  jvm: 'This looks like a Java program: the JVM keeps what it once took, up to its maximum heap. Set -XX:MaxRAMPercentage, or lower -Xmx together with the memory request.',
  go: 'This looks like a Go program: set GOMEMLIMIT to about 90 % of the memory limit, so that it collects garbage before it is killed.',
};

/** Says what is missing, and when it will be there if as many pods run as did. */
function notEnough(
  samples: number,
  { slots }: UsageWindow,
  { minimumSamples }: StrategySettings,
): string {
  const missing = Math.max(1, minimumSamples - samples);
  const perSlot = slots > 0 && samples > 0 ? samples / slots : 1;
  const hours = Math.ceil((missing / perSlot) * (SLOT_SECONDS / 3600));
  const time =
    hours < 48
      ? `${hours} hour${hours === 1 ? '' : 's'}`
      : `${Math.ceil(hours / 24)} days`;
  return `Only ${samples} samples of five minutes so far; ${minimumSamples} are needed. ${
    samples > 0 ? 'At this rate' : 'With one pod'
  } that takes ${time} more.`;
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

function sizeCpu(
  window: UsageWindow,
  facts: ContainerFacts,
  settings: StrategySettings,
): ResourceTarget {
  const { cpuPercentile, margin, floors, minimumSamples } = settings;
  if (window.samples < Math.max(1, minimumSamples)) {
    return { notes: [notEnough(window.samples, window, settings)] };
  }
  const used =
    Math.min(window.cpu.percentile(cpuPercentile), window.cpuPeak) *
    (1 + margin);
  const request = roundCpu(Math.max(floors.cpu, used));
  const notes: string[] = [];
  if (used < floors.cpu)
    notes.push('It uses less CPU than the least that is recommended.');
  const { requests, limits } = facts.container;
  if (
    requests.cpu !== undefined &&
    request < requests.cpu &&
    scalesBy('cpu', facts)
  ) {
    notes.push(
      `The autoscaler ${
        facts.autoscaler!.name
      } scales by this request: lower it only together with the autoscaler's target.`,
    );
  }
  if (limits.cpu !== undefined && limits.cpu < request) {
    notes.push(
      'It is held back by its CPU limit, which is less than the recommended request.',
    );
    return { request, limit: request, notes };
  }
  return { request, notes };
}

/** Bytes that the window says are needed, before any margin. @public */
export function memoryNeed(window: UsageWindow, now: number): number {
  // A percentile is the end of its bucket, and nothing was above the peak.
  const usual = Math.min(
    window.memory.percentile(MEMORY_PERCENTILE),
    window.memoryPeak,
  );
  const today = Math.floor(now / DAY_SECONDS);
  return window.peaks.reduce((most, { day, bytes }) => {
    const faded = 2 ** (-Math.max(0, today - day - PEAK_DAYS) / PEAK_DAYS);
    return Math.max(most, usual + Math.max(0, bytes - usual) * faded);
  }, usual);
}

function sizeMemory(
  window: UsageWindow,
  facts: ContainerFacts,
  settings: StrategySettings,
): ResourceTarget {
  const { margin, floors, minimumSamples, holdDays } = settings;
  const { requests, limits, runtime } = facts.container;
  const notes: string[] = runtime ? [RUNTIME_NOTES[runtime]] : [];
  const killed = Math.max(0, ...window.outOfMemory.map(({ bytes }) => bytes));
  const enough = window.memorySamples >= Math.max(1, minimumSamples);
  if (!enough && killed === 0) {
    return {
      notes: [...notes, notEnough(window.memorySamples, window, settings)],
    };
  }
  let bytes = enough ? memoryNeed(window, facts.now) * (1 + margin) : 0;
  if (killed > 0) {
    bytes = Math.max(bytes, killed * OUT_OF_MEMORY_FACTOR);
    notes.push(
      `It ran out of memory ${
        window.outOfMemory.length
      } times: it gets ${percent(
        OUT_OF_MEMORY_FACTOR - 1,
      )} more than it might have then.`,
    );
  }
  const current = requests.memory;
  if (bytes < floors.memory) {
    notes.push('It uses less memory than the least that is recommended.');
  }
  let request = roundMemory(Math.max(floors.memory, bytes));
  const lately = window.outOfMemory.some(
    ({ at }) => at > facts.now - holdDays * DAY_SECONDS,
  );
  if (current !== undefined && request < current) {
    if (lately || !enough) {
      notes.push(
        `It ran out of memory in the last ${holdDays} days: its request is not lowered.`,
      );
      request = current;
    } else if (scalesBy('memory', facts)) {
      notes.push(
        `The autoscaler ${
          facts.autoscaler!.name
        } scales by the memory request, which is therefore not lowered.`,
      );
      request = current;
    }
  }
  const limit = limits.memory;
  return limit !== undefined && limit < request
    ? { request, limit: request, notes }
    : { request, notes };
}

/**
 * Portlight's own way: CPU as the 95th percentile of the samples of all pods, memory as its peaks of the last seven days
 * (older ones fade) or the 99th percentile, each and 15 % more; never less memory soon after it was not enough.
 *
 * @public
 */
export function sizePortlight(
  window: UsageWindow,
  facts: ContainerFacts,
  settings: StrategySettings,
): ContainerTarget {
  return {
    cpu: sizeCpu(window, facts, settings),
    memory: sizeMemory(window, facts, settings),
  };
}
