import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Portlight's clusters as catalog entities; nothing is provided without this section. */
      portlight?:
        | true
        | {
            /** How often the fleet is looked at. Default every 30 seconds. */
            schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
            /** Owner of what names none: an entity reference. Default `group:default/unowned`. */
            defaultOwner?: string;
            /** Namespaces as entities too. Default false. */
            namespaces?: boolean;
            /** Workloads as entities too, except those of components that have a kubernetes-id. Default false. */
            workloads?: boolean;
            /** Default Deployment, StatefulSet, DaemonSet and CronJob. */
            workloadKinds?: string[];
            /** Namespaces that are left out with what is in them; `*` stands for any characters. Default `kube-*`. */
            excludedNamespaces?: string[];
          };
    };
  };
}
