import type { KindHealth } from '../Finding';
import { configurationKinds } from './configuration';
import { cronJobHealth } from './cronJob';
import { daemonSetHealth } from './daemonSet';
import { deploymentHealth } from './deployment';
import { endpointSliceHealth } from './endpointSlice';
import { eventKinds } from './event';
import { horizontalPodAutoscalerHealth } from './horizontalPodAutoscaler';
import { ingressHealth } from './ingress';
import { jobHealth } from './job';
import { monitoringKinds } from './monitoring';
import { namespaceHealth } from './namespace';
import { nodeHealth } from './node';
import { persistentVolumeHealth } from './persistentVolume';
import { persistentVolumeClaimHealth } from './persistentVolumeClaim';
import { podHealth } from './pod';
import { podDisruptionBudgetHealth } from './podDisruptionBudget';
import { replicaSetKinds } from './replicaSet';
import { resourceQuotaHealth } from './resourceQuota';
import { secretHealth } from './secret';
import { serviceHealth } from './service';
import { statefulSetHealth } from './statefulSet';

/** Every kind that has rules of its own; all others are judged by their conditions. */
export const KIND_HEALTH: readonly KindHealth[] = [
  namespaceHealth,
  nodeHealth,
  podHealth,
  deploymentHealth,
  statefulSetHealth,
  daemonSetHealth,
  ...replicaSetKinds,
  jobHealth,
  cronJobHealth,
  serviceHealth,
  endpointSliceHealth,
  ingressHealth,
  persistentVolumeClaimHealth,
  persistentVolumeHealth,
  horizontalPodAutoscalerHealth,
  podDisruptionBudgetHealth,
  resourceQuotaHealth,
  secretHealth,
  ...eventKinds,
  ...monitoringKinds,
  ...configurationKinds,
];
