import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { among, claims, hasLabel, label, names, owners } from './parameters';
import { portlightNamespaceResourceRef } from './resources';

const isInCluster = createPermissionRule({
  name: 'IS_IN_CLUSTER',
  description: 'Allow namespaces in one of these clusters',
  resourceRef: portlightNamespaceResourceRef,
  paramsSchema: z.object({ clusters: names('Names of clusters') }),
  apply: (namespace, params) => among(params.clusters, namespace.cluster),
  toQuery: params => ({ property: 'cluster', values: params.clusters }),
});

const isInEnvironment = createPermissionRule({
  name: 'IS_IN_ENVIRONMENT',
  description: 'Allow namespaces in clusters of one of these environments',
  resourceRef: portlightNamespaceResourceRef,
  paramsSchema: z.object({
    environments: names('Environments, such as `production`'),
  }),
  apply: (namespace, params) =>
    among(params.environments, namespace.environment),
  toQuery: params => ({ property: 'environment', values: params.environments }),
});

const hasName = createPermissionRule({
  name: 'HAS_NAME',
  description: 'Allow namespaces with one of these names, in any cluster',
  resourceRef: portlightNamespaceResourceRef,
  paramsSchema: z.object({ names: names('Names of namespaces') }),
  apply: (namespace, params) => among(params.names, namespace.name),
  toQuery: params => ({ property: 'name', values: params.names }),
});

const hasNamespaceLabel = createPermissionRule({
  name: 'HAS_LABEL',
  description: 'Allow namespaces with this label',
  resourceRef: portlightNamespaceResourceRef,
  paramsSchema: label,
  apply: (namespace, params) => hasLabel(namespace.labels, params),
  toQuery: ({ key, value }) => ({ property: 'label', key, value }),
});

const isOwnedBy = createPermissionRule({
  name: 'IS_OWNED_BY',
  description: 'Allow namespaces that one of the claims owns',
  resourceRef: portlightNamespaceResourceRef,
  paramsSchema: z.object({ claims }),
  apply: (namespace, params) => among(owners(params.claims), namespace.owner),
  toQuery: params => ({ property: 'owner', values: owners(params.claims) }),
});

/** The rules of namespaces, by the names of their conditions. @public */
export const portlightNamespaceRules = {
  isInCluster,
  isInEnvironment,
  hasName,
  hasLabel: hasNamespaceLabel,
  isOwnedBy,
};

const exported = createConditionExports({
  resourceRef: portlightNamespaceResourceRef,
  rules: portlightNamespaceRules,
});

/** Conditions on namespaces, for policies. @public */
export const portlightNamespaceConditions = exported.conditions;

/** A decision that depends on conditions on the namespace. @public */
export const createPortlightNamespaceConditionalDecision =
  exported.createConditionalDecision;
