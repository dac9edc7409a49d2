import type { ApiObject } from '../../store/objects';
import { withCondition } from '../conditions';
import { qosClassOf } from '../pods';
import type { Pod, PodStatus } from '../types';
import { waitingContainer } from './containers';
import { podConditions } from './podStatus';

/** The first status that a kubelet writes for a pod. */
export function admittedStatus(
  pod: Pod,
  node: ApiObject | undefined,
  now: string,
): PodStatus {
  const hostIP = node?.status?.addresses?.find(
    (address: { type: string }) => address.type === 'InternalIP',
  )?.address;
  const reason = pod.spec.initContainers?.length
    ? 'PodInitializing'
    : 'ContainerCreating';
  const init = (pod.spec.initContainers ?? []).map(container =>
    waitingContainer(container, 'PodInitializing'),
  );
  const containers = pod.spec.containers.map(container =>
    waitingContainer(container, reason),
  );
  return {
    ...pod.status,
    phase: 'Pending',
    ...(hostIP && { hostIP, hostIPs: [{ ip: hostIP }] }),
    startTime: now,
    qosClass: pod.status?.qosClass ?? qosClassOf(pod.spec),
    conditions: podConditions(
      withCondition(
        pod.status?.conditions,
        { type: 'PodReadyToStartContainers', status: 'False' },
        now,
      ),
      { init, containers, initialized: init.length === 0, phase: 'Pending' },
      now,
    ),
    ...(init.length > 0 && { initContainerStatuses: init }),
    containerStatuses: containers,
  };
}
