import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { among, claims, names, owners } from './parameters';
import { portlightClusterResourceRef } from './resources';

const hasName = createPermissionRule({
  name: 'HAS_NAME',
  description: 'Allow clusters with one of these names',
  resourceRef: portlightClusterResourceRef,
  paramsSchema: z.object({ names: names('Names of clusters') }),
  apply: (cluster, params) => among(params.names, cluster.name),
  toQuery: params => ({ property: 'name', values: params.names }),
});

const isInEnvironment = createPermissionRule({
  name: 'IS_IN_ENVIRONMENT',
  description: 'Allow clusters of one of these environments',
  resourceRef: portlightClusterResourceRef,
  paramsSchema: z.object({
    environments: names('Environments, such as `production`'),
  }),
  apply: (cluster, params) => among(params.environments, cluster.environment),
  toQuery: params => ({ property: 'environment', values: params.environments }),
});

const hasTag = createPermissionRule({
  name: 'HAS_TAG',
  description: 'Allow clusters with any of these tags',
  resourceRef: portlightClusterResourceRef,
  paramsSchema: z.object({ tags: names('Tags') }),
  apply: (cluster, params) => cluster.tags.some(tag => among(params.tags, tag)),
  toQuery: params => ({ property: 'tag', values: params.tags }),
});

const isOwnedBy = createPermissionRule({
  name: 'IS_OWNED_BY',
  description: 'Allow clusters that one of the claims owns',
  resourceRef: portlightClusterResourceRef,
  paramsSchema: z.object({ claims }),
  apply: (cluster, params) => among(owners(params.claims), cluster.owner),
  toQuery: params => ({ property: 'owner', values: owners(params.claims) }),
});

const runsSomethingOwnedBy = createPermissionRule({
  name: 'RUNS_SOMETHING_OWNED_BY',
  description:
    'Allow clusters in which a namespace or anything in one is owned by one of the claims',
  resourceRef: portlightClusterResourceRef,
  paramsSchema: z.object({ claims }),
  apply: (cluster, params) => {
    const wanted = owners(params.claims);
    return cluster.owners.some(owner => among(wanted, owner));
  },
  toQuery: params => ({
    property: 'runningOwner',
    values: owners(params.claims),
  }),
});

/** The rules of clusters, by the names of their conditions. @public */
export const portlightClusterRules = {
  hasName,
  isInEnvironment,
  hasTag,
  isOwnedBy,
  runsSomethingOwnedBy,
};

const exported = createConditionExports({
  resourceRef: portlightClusterResourceRef,
  rules: portlightClusterRules,
});

/** Conditions on clusters, for policies. @public */
export const portlightClusterConditions = exported.conditions;

/** A decision that depends on conditions on the cluster. @public */
export const createPortlightClusterConditionalDecision =
  exported.createConditionalDecision;
