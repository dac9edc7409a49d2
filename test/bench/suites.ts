import { firstSync } from './firstSync/firstSync';
import { podMemory } from './firstSync/podMemory';
import type { Suite } from './suite';

/** All measurements, in the order in which they run. */
export const SUITES: readonly Suite[] = [firstSync, podMemory];
