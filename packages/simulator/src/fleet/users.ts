import type { TokenUser } from '../server';

// What Portlight's ClusterRole and `kubectl` of a curious person ask for.
const READ = ['get', 'list', 'watch'];

/** What the security people of a cluster keep to themselves. */
const REFUSED: Record<string, readonly string[]> = {
  payments: ['secrets'],
};

const READABLE = [
  'configmaps',
  'cronjobs',
  'customresourcedefinitions',
  'daemonsets',
  'deployments',
  'endpointslices',
  'events',
  'horizontalpodautoscalers',
  'ingresses',
  'jobs',
  'leases',
  'limitranges',
  'namespaces',
  'networkpolicies',
  'nodes',
  'nodes/metrics',
  'nodes/proxy',
  'nodes/stats',
  'persistentvolumeclaims',
  'persistentvolumes',
  'poddisruptionbudgets',
  'podmonitors',
  'pods',
  'pods/log',
  'pods/proxy',
  'prometheusrules',
  'replicasets',
  'resourcequotas',
  'secrets',
  'serviceaccounts',
  'servicemonitors',
  'services',
  'services/proxy',
  'statefulsets',
  'storageclasses',
];

/** The token of the portal in the demo's clusters. It opens nothing but a simulation. */
export const DEMO_TOKEN = 'demo';

/** Who may use a cluster of the demo: an administrator, and the portal, which reads. */
export function demoUsers(cluster: string): readonly TokenUser[] {
  const refused = REFUSED[cluster] ?? [];
  return [
    {
      token: `${DEMO_TOKEN}-admin`,
      name: 'admin',
      groups: ['system:masters'],
    },
    {
      token: DEMO_TOKEN,
      name: 'system:serviceaccount:portlight:portlight',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:portlight'],
      rules: [
        {
          verbs: READ,
          apiGroups: ['*'],
          resources:
            refused.length === 0
              ? ['*']
              : READABLE.filter(name => !refused.includes(name)),
        },
        { verbs: ['get'], nonResourceURLs: ['*'] },
      ],
    },
  ];
}
