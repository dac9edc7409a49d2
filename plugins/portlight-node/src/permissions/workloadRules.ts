import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { among, claims, hasLabel, label, names, owners } from './parameters';
import { portlightWorkloadResourceRef } from './resources';

const isInCluster = createPermissionRule({
  name: 'IS_IN_CLUSTER',
  description: 'Allow objects in one of these clusters',
  resourceRef: portlightWorkloadResourceRef,
  paramsSchema: z.object({ clusters: names('Names of clusters') }),
  apply: (object, params) => among(params.clusters, object.cluster),
  toQuery: params => ({ property: 'cluster', values: params.clusters }),
});

const isInEnvironment = createPermissionRule({
  name: 'IS_IN_ENVIRONMENT',
  description: 'Allow objects in clusters of one of these environments',
  resourceRef: portlightWorkloadResourceRef,
  paramsSchema: z.object({
    environments: names('Environments, such as `production`'),
  }),
  apply: (object, params) => among(params.environments, object.environment),
  toQuery: params => ({ property: 'environment', values: params.environments }),
});

const isInNamespace = createPermissionRule({
  name: 'IS_IN_NAMESPACE',
  description: 'Allow objects in namespaces of these names, in any cluster',
  resourceRef: portlightWorkloadResourceRef,
  paramsSchema: z.object({ namespaces: names('Names of namespaces') }),
  apply: (object, params) => among(params.namespaces, object.namespace),
  toQuery: params => ({ property: 'namespace', values: params.namespaces }),
});

const hasObjectLabel = createPermissionRule({
  name: 'HAS_LABEL',
  description: 'Allow objects with this label',
  resourceRef: portlightWorkloadResourceRef,
  paramsSchema: label,
  apply: (object, params) => hasLabel(object.labels, params),
  toQuery: ({ key, value }) => ({ property: 'label', key, value }),
});

const isOwnedBy = createPermissionRule({
  name: 'IS_OWNED_BY',
  description:
    'Allow objects that one of the claims owns, themselves or through their namespace',
  resourceRef: portlightWorkloadResourceRef,
  paramsSchema: z.object({ claims }),
  apply: (object, params) => among(owners(params.claims), object.owner),
  toQuery: params => ({ property: 'owner', values: owners(params.claims) }),
});

/** The rules of objects in namespaces, by the names of their conditions. @public */
export const portlightWorkloadRules = {
  isInCluster,
  isInEnvironment,
  isInNamespace,
  hasLabel: hasObjectLabel,
  isOwnedBy,
};

const exported = createConditionExports({
  resourceRef: portlightWorkloadResourceRef,
  rules: portlightWorkloadRules,
});

/** Conditions on objects in namespaces, for policies. @public */
export const portlightWorkloadConditions = exported.conditions;

/** A decision that depends on conditions on the object. @public */
export const createPortlightWorkloadConditionalDecision =
  exported.createConditionalDecision;
