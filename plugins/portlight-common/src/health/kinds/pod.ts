import type { KindHealth } from '../Finding';
import { assessPod } from '../pods/assessPod';

/** Pods: phase, scheduling, containers, init containers and sidecars. */
export const podHealth: KindHealth = {
  kind: 'Pod',
  group: '',
  assess: (pod, context) => assessPod(pod, context),
};
