import type { ResourceDefinition } from './ResourceDefinition';

type Builtin = Pick<ResourceDefinition, 'kind' | 'resource'> &
  Partial<ResourceDefinition>;

const REPLICAS = {
  specReplicas: '.spec.replicas',
  statusReplicas: '.status.replicas',
  selector: '.spec.selector',
};

function group(
  name: string,
  version: string,
  resources: readonly Builtin[],
): ResourceDefinition[] {
  return resources.map(resource => ({
    group: name,
    version,
    singular: resource.kind.toLocaleLowerCase('en-US'),
    namespaced: true,
    ...resource,
  }));
}

/**
 * What every simulated cluster serves, in the order in which discovery lists it.
 *
 * @public
 */
export const BUILTIN_RESOURCES: readonly ResourceDefinition[] = [
  ...group('', 'v1', [
    { kind: 'ConfigMap', resource: 'configmaps', shortNames: ['cm'] },
    {
      kind: 'Endpoints',
      resource: 'endpoints',
      singular: 'endpoints',
      shortNames: ['ep'],
    },
    {
      kind: 'Event',
      resource: 'events',
      shortNames: ['ev'],
      selectableFields: [
        'involvedObject.kind',
        'involvedObject.namespace',
        'involvedObject.name',
        'involvedObject.uid',
        'involvedObject.apiVersion',
        'involvedObject.resourceVersion',
        'involvedObject.fieldPath',
        'reason',
        'reportingComponent',
        'source',
        'type',
      ],
    },
    { kind: 'LimitRange', resource: 'limitranges', shortNames: ['limits'] },
    {
      kind: 'Namespace',
      resource: 'namespaces',
      namespaced: false,
      shortNames: ['ns'],
      status: true,
      selectableFields: ['status.phase'],
    },
    {
      kind: 'Node',
      resource: 'nodes',
      namespaced: false,
      shortNames: ['no'],
      status: true,
      selectableFields: ['spec.unschedulable'],
    },
    {
      kind: 'PersistentVolumeClaim',
      resource: 'persistentvolumeclaims',
      shortNames: ['pvc'],
      status: true,
    },
    {
      kind: 'PersistentVolume',
      resource: 'persistentvolumes',
      namespaced: false,
      shortNames: ['pv'],
      status: true,
    },
    {
      kind: 'Pod',
      resource: 'pods',
      shortNames: ['po'],
      categories: ['all'],
      status: true,
      generation: true,
      selectableFields: [
        'spec.nodeName',
        'spec.restartPolicy',
        'spec.schedulerName',
        'spec.serviceAccountName',
        'spec.hostNetwork',
        'status.phase',
        'status.podIP',
        'status.podIPs',
        'status.nominatedNodeName',
      ],
    },
    {
      kind: 'ReplicationController',
      resource: 'replicationcontrollers',
      shortNames: ['rc'],
      categories: ['all'],
      status: true,
      generation: true,
      scale: REPLICAS,
      selectableFields: ['status.replicas'],
    },
    {
      kind: 'ResourceQuota',
      resource: 'resourcequotas',
      shortNames: ['quota'],
      status: true,
    },
    {
      kind: 'Secret',
      resource: 'secrets',
      selectableFields: ['type'],
    },
    {
      kind: 'ServiceAccount',
      resource: 'serviceaccounts',
      shortNames: ['sa'],
    },
    {
      kind: 'Service',
      resource: 'services',
      shortNames: ['svc'],
      categories: ['all'],
      status: true,
      selectableFields: ['spec.clusterIP', 'spec.type'],
    },
  ]),
  ...group('apiregistration.k8s.io', 'v1', [
    {
      kind: 'APIService',
      resource: 'apiservices',
      namespaced: false,
      categories: ['api-extensions'],
      status: true,
    },
  ]),
  ...group('apps', 'v1', [
    { kind: 'ControllerRevision', resource: 'controllerrevisions' },
    {
      kind: 'DaemonSet',
      resource: 'daemonsets',
      shortNames: ['ds'],
      categories: ['all'],
      status: true,
      generation: true,
    },
    {
      kind: 'Deployment',
      resource: 'deployments',
      shortNames: ['deploy'],
      categories: ['all'],
      status: true,
      generation: true,
      scale: REPLICAS,
    },
    {
      kind: 'ReplicaSet',
      resource: 'replicasets',
      shortNames: ['rs'],
      categories: ['all'],
      status: true,
      generation: true,
      scale: REPLICAS,
      selectableFields: ['status.replicas'],
    },
    {
      kind: 'StatefulSet',
      resource: 'statefulsets',
      shortNames: ['sts'],
      categories: ['all'],
      status: true,
      generation: true,
      scale: REPLICAS,
    },
  ]),
  ...group('autoscaling', 'v2', [
    {
      kind: 'HorizontalPodAutoscaler',
      resource: 'horizontalpodautoscalers',
      shortNames: ['hpa'],
      categories: ['all'],
      status: true,
    },
  ]),
  ...group('batch', 'v1', [
    {
      kind: 'CronJob',
      resource: 'cronjobs',
      shortNames: ['cj'],
      categories: ['all'],
      status: true,
      generation: true,
    },
    {
      kind: 'Job',
      resource: 'jobs',
      categories: ['all'],
      status: true,
      generation: true,
      selectableFields: ['status.successful'],
    },
  ]),
  ...group('networking.k8s.io', 'v1', [
    {
      kind: 'IngressClass',
      resource: 'ingressclasses',
      namespaced: false,
      generation: true,
    },
    {
      kind: 'Ingress',
      resource: 'ingresses',
      shortNames: ['ing'],
      status: true,
      generation: true,
    },
    {
      kind: 'NetworkPolicy',
      resource: 'networkpolicies',
      shortNames: ['netpol'],
      generation: true,
    },
  ]),
  ...group('policy', 'v1', [
    {
      kind: 'PodDisruptionBudget',
      resource: 'poddisruptionbudgets',
      shortNames: ['pdb'],
      status: true,
      generation: true,
    },
  ]),
  ...group('rbac.authorization.k8s.io', 'v1', [
    {
      kind: 'ClusterRoleBinding',
      resource: 'clusterrolebindings',
      namespaced: false,
    },
    { kind: 'ClusterRole', resource: 'clusterroles', namespaced: false },
    { kind: 'RoleBinding', resource: 'rolebindings' },
    { kind: 'Role', resource: 'roles' },
  ]),
  ...group('storage.k8s.io', 'v1', [
    {
      kind: 'StorageClass',
      resource: 'storageclasses',
      namespaced: false,
      shortNames: ['sc'],
    },
  ]),
  ...group('apiextensions.k8s.io', 'v1', [
    {
      kind: 'CustomResourceDefinition',
      resource: 'customresourcedefinitions',
      namespaced: false,
      shortNames: ['crd', 'crds'],
      categories: ['api-extensions'],
      status: true,
      generation: true,
    },
  ]),
  ...group('scheduling.k8s.io', 'v1', [
    {
      kind: 'PriorityClass',
      resource: 'priorityclasses',
      namespaced: false,
      shortNames: ['pc'],
      generation: true,
    },
  ]),
  ...group('coordination.k8s.io', 'v1', [
    { kind: 'Lease', resource: 'leases' },
  ]),
  ...group('discovery.k8s.io', 'v1', [
    {
      kind: 'EndpointSlice',
      resource: 'endpointslices',
      generation: true,
    },
  ]),
];
