import type { Controller, ControllerContext } from '../Controller';
import { Kubelet } from '../kubelet/Kubelet';
import { Scheduler } from '../scheduler/Scheduler';
import { CronJobController } from './CronJobController';
import { DaemonSetController } from './DaemonSetController';
import { DeploymentController } from './DeploymentController';
import { DisruptionController } from './DisruptionController';
import { EndpointSliceController } from './EndpointSliceController';
import { HorizontalPodAutoscalerController } from './HorizontalPodAutoscalerController';
import { JobController } from './JobController';
import { NodeLifecycleController } from './NodeLifecycleController';
import { PersistentVolumeController } from './PersistentVolumeController';
import { ReplicaSetController } from './ReplicaSetController';
import { ResourceQuotaController } from './ResourceQuotaController';
import { StatefulSetController } from './StatefulSetController';

/** All controllers of a cluster, in the order in which they are given their turn. */
export function createControllers(context: ControllerContext): Controller[] {
  return [
    new CronJobController(context),
    new JobController(context),
    new HorizontalPodAutoscalerController(context),
    new DeploymentController(context),
    new ReplicaSetController(context),
    new StatefulSetController(context),
    new DaemonSetController(context),
    new PersistentVolumeController(context),
    new Scheduler(context),
    new NodeLifecycleController(context),
    new Kubelet(context),
    new EndpointSliceController(context),
    new DisruptionController(context),
    new ResourceQuotaController(context),
  ];
}
