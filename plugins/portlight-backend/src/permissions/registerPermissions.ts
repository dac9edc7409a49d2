import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  namespaceReadPermission,
  portlightBasicPermissions,
  portlightClusterPermissions,
  portlightClusterResourceRef,
  portlightClusterRules,
  portlightNamespaceResourceRef,
  portlightNamespaceRules,
  portlightWorkloadResourceRef,
  portlightWorkloadRules,
  workloadReadPermission,
} from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import {
  readClusterResources,
  readNamespaceResources,
  readWorkloadResources,
} from './readResources';

/** Tells the permission framework what can be decided on here, and answers its questions about single resources. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  knex: Knex,
): void {
  registry.addPermissions(portlightBasicPermissions);
  registry.addResourceType({
    resourceRef: portlightClusterResourceRef,
    permissions: portlightClusterPermissions,
    rules: Object.values(portlightClusterRules),
    getResources: references => readClusterResources(knex, references),
  });
  registry.addResourceType({
    resourceRef: portlightNamespaceResourceRef,
    permissions: [namespaceReadPermission],
    rules: Object.values(portlightNamespaceRules),
    getResources: references => readNamespaceResources(knex, references),
  });
  registry.addResourceType({
    resourceRef: portlightWorkloadResourceRef,
    permissions: [workloadReadPermission],
    rules: Object.values(portlightWorkloadRules),
    getResources: references => readWorkloadResources(knex, references),
  });
}
