import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a piece of work took. Times in seconds, sizes in bytes. */
export interface Usage {
  wall: number;
  /** User and system time of all threads, also those of the garbage collector. */
  cpu: number;
  /** What the work left in memory: the JavaScript heap with what hangs on it, after a collection. */
  heap: number;
  /** Of the whole process with its modules, at its largest. */
  peakRss: number;
  /** Of the process before the work began. */
  rssBefore: number;
}

async function liveBytes(): Promise<number> {
  // Finalizers run between collections and free more.
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc!();
    await sleep(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function peakRss(): number {
  // getrusage() also counts the parent's pages from before the exec.
  try {
    const status = fs.readFileSync('/proc/self/status', 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)![1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

/**
 * Measures a piece of work.
 *
 * @param work - resolves when it is done with something to hold on to, so that it counts as heap
 * @param settle - milliseconds until what the work leaves running is quiet
 */
export async function measure<Result>(
  work: () => Promise<Result>,
  settle = 0,
): Promise<{ usage: Usage; result: Result }> {
  const heapBefore = await liveBytes();
  const { rss } = process.memoryUsage();
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const result = await work();
  const wall = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const peak = peakRss();
  await sleep(settle);
  const heap = (await liveBytes()) - heapBefore;
  return {
    usage: {
      wall,
      cpu: (user + system) / 1e6,
      heap,
      peakRss: peak,
      rssBefore: rss,
    },
    result,
  };
}
