import { ambient } from './ambient';
import { autoscalerAtMaximum } from './autoscalerAtMaximum';
import { badImage } from './badImage';
import { configError } from './configError';
import { crashLoop } from './crashLoop';
import {
  clusterDown,
  clusterHangs,
  forbiddenKind,
  slowCluster,
  throttled,
  tokenExpired,
} from './faults';
import { jobFailure } from './jobFailure';
import { livenessFailure } from './livenessFailure';
import { nodeLoss } from './nodeLoss';
import { outOfMemory } from './outOfMemory';
import { probeFailure } from './probeFailure';
import { quota } from './quota';
import { rollout } from './rollout';
import { rolloutStuck } from './rolloutStuck';
import type { Scenario } from './Scenario';
import { unschedulable } from './unschedulable';
import { volumeWait } from './volumeWait';

/** All scenarios. @public */
export const SCENARIOS: readonly Scenario[] = [
  ambient,
  autoscalerAtMaximum,
  badImage,
  clusterDown,
  clusterHangs,
  configError,
  crashLoop,
  forbiddenKind,
  jobFailure,
  livenessFailure,
  nodeLoss,
  outOfMemory,
  probeFailure,
  quota,
  rollout,
  rolloutStuck,
  slowCluster,
  throttled,
  tokenExpired,
  unschedulable,
  volumeWait,
];
