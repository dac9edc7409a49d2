import type { KindDefinition } from '../KindDefinition';
import { cronJobKind } from './cronJob';
import { daemonSetKind } from './daemonSet';
import { deploymentKind } from './deployment';
import { endpointSliceKind } from './endpointSlice';
import { eventKind } from './event';
import { horizontalPodAutoscalerKind } from './horizontalPodAutoscaler';
import { ingressKind } from './ingress';
import { jobKind } from './job';
import { limitRangeKind } from './limitRange';
import { namespaceKind } from './namespace';
import { networkPolicyKind } from './networkPolicy';
import { nodeKind } from './node';
import { persistentVolumeKind } from './persistentVolume';
import { persistentVolumeClaimKind } from './persistentVolumeClaim';
import { podKind } from './pod';
import { podDisruptionBudgetKind } from './podDisruptionBudget';
import { podMonitorKind } from './podMonitor';
import { prometheusRuleKind } from './prometheusRule';
import { replicaSetKind } from './replicaSet';
import { resourceQuotaKind } from './resourceQuota';
import { secretKind } from './secret';
import { serviceKind } from './service';
import { serviceAccountKind } from './serviceAccount';
import { serviceMonitorKind } from './serviceMonitor';
import { statefulSetKind } from './statefulSet';
import { storageClassKind } from './storageClass';

/**
 * All kinds that Portlight reads, in the order in which a cluster is best listed: what everything else
 * refers to comes first, owners before what they own.
 *
 * @public
 */
export const KINDS: readonly KindDefinition[] = [
  namespaceKind,
  nodeKind,
  storageClassKind,
  deploymentKind,
  statefulSetKind,
  daemonSetKind,
  cronJobKind,
  jobKind,
  replicaSetKind,
  podKind,
  eventKind,
  serviceKind,
  endpointSliceKind,
  ingressKind,
  networkPolicyKind,
  persistentVolumeClaimKind,
  persistentVolumeKind,
  horizontalPodAutoscalerKind,
  podDisruptionBudgetKind,
  resourceQuotaKind,
  limitRangeKind,
  serviceAccountKind,
  secretKind,
  serviceMonitorKind,
  podMonitorKind,
  prometheusRuleKind,
];

const BY_KIND = new Map(KINDS.map(definition => [definition.kind, definition]));

/** The definition of a kind that Portlight reads; undefined for all others. */
export function kindDefinition(kind: string): KindDefinition | undefined {
  return BY_KIND.get(kind);
}
