import type { Autoscaler, SizedContainer, SizedResource } from '../types';

/** What strategies know of a container besides what it uses. @public */
export interface ContainerFacts {
  container: SizedContainer;
  /** Containers in a pod, this one too. */
  containersInPod: number;
  autoscaler?: Autoscaler;
  /** Seconds since the epoch. */
  now: number;
}

/** Whether an autoscaler makes more pods because of what this container uses of its request. @public */
export function scalesBy(
  resource: SizedResource,
  { autoscaler, container }: Pick<ContainerFacts, 'autoscaler' | 'container'>,
): boolean {
  const target =
    resource === 'cpu' ? autoscaler?.targetCpu : autoscaler?.targetMemory;
  const measured = autoscaler?.targetContainers;
  return (
    target !== undefined &&
    (measured === undefined || measured.includes(container.name))
  );
}
