import {
  MAX_MESSAGE,
  compact,
  pruneConditions,
  pruneContainerStatuses,
  prunePodSpec,
  text,
  uniqueText,
} from '../prune';
import { defineKind } from './defineKind';

/** What says, where it is met, no more than that the pod was scheduled, and what its containers say themselves. */
const TELLS_NOTHING = new Set([
  'PodReadyToStartContainers',
  'Initialized',
  'ContainersReady',
]);

function prunePodConditions(value: unknown) {
  return pruneConditions(
    Array.isArray(value)
      ? value.filter(
          condition =>
            !(
              TELLS_NOTHING.has(condition?.type) && condition.status === 'True'
            ),
        )
      : value,
  );
}

export const podKind = defineKind({
  kind: 'Pod',
  group: '',
  version: 'v1',
  resource: 'pods',
  namespaced: true,
  workload: true,
  keep: ({ spec, status }) => ({
    spec: prunePodSpec(spec),
    status: compact({
      phase: text(status.phase, 63),
      reason: text(status.reason, 253),
      message: text(status.message, MAX_MESSAGE),
      podIP: uniqueText(status.podIP, 63),
      startTime: text(status.startTime, 64),
      nominatedNodeName: text(status.nominatedNodeName, 253) || undefined,
      qosClass: text(status.qosClass, 63),
      conditions: prunePodConditions(status.conditions),
      containerStatuses: pruneContainerStatuses(status.containerStatuses),
      initContainerStatuses: pruneContainerStatuses(
        status.initContainerStatuses,
      ),
    }),
  }),
});
