import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { KINDS } from '../inventory/kinds';
import { describeClusterRole } from './describeClusterRole';
import { detectProvider } from './detectProvider';
import { CLUSTER_FEATURES } from './features';
import {
  missingPermissions,
  type ResourcePermission,
  type RulesReviewStatus,
} from './permissions';

const node = (options: {
  providerID?: string;
  labels?: Record<string, string>;
  osImage?: string;
}) => ({
  metadata: { labels: options.labels },
  spec: { providerID: options.providerID },
  status: { nodeInfo: { osImage: options.osImage } },
});

it.each([
  ['EKS', 'v1.34.1-eks-113cf36', {}],
  ['EKS', 'v1.34.1', { labels: { 'eks.amazonaws.com/nodegroup': 'a' } }],
  ['GKE', 'v1.34.1-gke.1829001', {}],
  ['GKE', undefined, { labels: { 'cloud.google.com/gke-nodepool': 'a' } }],
  ['AKS', 'v1.34.1', { labels: { 'kubernetes.azure.com/cluster': 'a' } }],
  ['OKE', 'v1.34.1', { providerID: 'ocid1.instance.oc1.eu-frankfurt-1.aa' }],
  ['DOKS', 'v1.34.1', { labels: { 'doks.digitalocean.com/node-id': 'a' } }],
  ['k3s', 'v1.34.1+k3s1', {}],
  ['k3s', undefined, { providerID: 'k3s://server-0' }],
  ['RKE2', 'v1.34.1+rke2r1', { providerID: 'aws:///eu-west-1a/i-0' }],
  ['kind', 'v1.34.1', { providerID: 'kind://docker/kind/kind-control-plane' }],
  ['minikube', 'v1.34.1', { labels: { 'minikube.k8s.io/name': 'minikube' } }],
  [
    'OpenShift',
    'v1.33.2',
    {
      labels: { 'node.openshift.io/os_id': 'rhel' },
      providerID: 'aws:///eu-west-1a/i-0',
    },
  ],
  ['Kubernetes', 'v1.36.3', {}],
  ['Kubernetes', 'v1.36.3', { providerID: 'aws:///eu-west-1a/i-0' }],
  ['Kubernetes', undefined, {}],
])('detects %s from version %s and a node with %j', (provider, version, of) => {
  expect(detectProvider({ version, nodes: [node(of)] })).toBe(provider);
});

it('says nothing of a cluster of which nothing is known', () => {
  expect(detectProvider({})).toBeUndefined();
});

it.each([[null], [7], [{ labels: 7 }], [{ providerID: {} }]])(
  'is not confused by a node with %j',
  of => {
    expect(
      detectProvider({
        version: 'v1.36.3',
        nodes: [{ metadata: of as any, spec: of as any, status: of as any }],
      }),
    ).toBe('Kubernetes');
  },
);

const ALL = CLUSTER_FEATURES.flatMap(({ permissions }) => permissions);

interface Rule {
  apiGroups?: string[];
  resources?: string[];
  nonResourceURLs?: string[];
  verbs: string[];
}

function documents(manifest: string): Record<string, any>[] {
  return parseAllDocuments(manifest).map(document => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
}

function rulesOf(manifest: string): Rule[] {
  return documents(manifest).find(({ kind }) => kind === 'ClusterRole')!.rules;
}

/** As the server would answer to a user that has a role. */
function review(rules: Rule[]): RulesReviewStatus {
  return {
    resourceRules: rules.filter(({ resources }) => resources),
    nonResourceRules: rules.filter(({ nonResourceURLs }) => nonResourceURLs),
  };
}

describe('the ClusterRole', () => {
  it('allows to list and watch every kind, to list usage and to reach pods, Services and kubelets, and no more', () => {
    const rules = rulesOf(describeClusterRole());
    const granted = rules.flatMap(({ apiGroups, resources = [], verbs }) =>
      resources.flatMap(resource =>
        verbs.map(verb => `${verb} ${apiGroups![0]}/${resource}`),
      ),
    );
    expect(granted.sort()).toEqual(
      [
        'get /nodes/proxy',
        'get /pods/proxy',
        'get /services/proxy',
        'list metrics.k8s.io/nodes',
        'list metrics.k8s.io/pods',
        ...KINDS.flatMap(({ group, resource }) =>
          ['list', 'watch'].map(verb => `${verb} ${group}/${resource}`),
        ),
      ].sort(),
    );
    expect(rules.filter(({ nonResourceURLs }) => nonResourceURLs)).toEqual([
      { nonResourceURLs: ['/readyz', '/version'], verbs: ['get'] },
    ]);
  });

  it('comes with a ServiceAccount that it is bound to', () => {
    const [namespace, account, role, binding] = documents(
      describeClusterRole(),
    );
    expect(account).toMatchObject({
      kind: 'ServiceAccount',
      metadata: { namespace: namespace.metadata.name },
    });
    expect(binding).toMatchObject({
      roleRef: { kind: role.kind, name: role.metadata.name },
      subjects: [
        {
          kind: account.kind,
          name: account.metadata.name,
          namespace: account.metadata.namespace,
        },
      ],
    });
    expect(describeClusterRole()).toContain(
      `#   kubectl create token ${account.metadata.name} --namespace ${namespace.metadata.name}`,
    );
  });

  it.each([
    [
      'system:serviceaccount:ops:reader',
      { kind: 'ServiceAccount', namespace: 'ops', name: 'reader' },
    ],
    [
      'anna@example.org',
      {
        kind: 'User',
        apiGroup: 'rbac.authorization.k8s.io',
        name: 'anna@example.org',
      },
    ],
  ])('is bound to the user %s that is there', (username, subject) => {
    const made = documents(describeClusterRole({ subject: { username } }));
    expect(made.map(({ kind }) => kind)).toEqual([
      'ClusterRole',
      'ClusterRoleBinding',
    ]);
    expect(made[1].subjects).toEqual([subject]);
  });

  it('is YAML whatever a server calls its user', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), username => {
        const made = documents(describeClusterRole({ subject: { username } }));
        expect(made).toHaveLength(2);
        expect(made[1].subjects[0].name).toBe(
          /^system:serviceaccount:[^:]+:([^:]+)$/.exec(username)?.[1] ??
            username,
        );
      }),
    );
  });

  it('is only as large as the features chosen', () => {
    expect(rulesOf(describeClusterRole({ features: ['events'] }))).toEqual([
      { apiGroups: [''], resources: ['events'], verbs: ['list', 'watch'] },
    ]);
    expect(rulesOf(describeClusterRole({ features: [] }))).toEqual([]);
  });

  it('marks what is missing', () => {
    const manifest = describeClusterRole({
      missing: [{ apiGroup: '', resource: 'nodes', verb: 'list' }],
    });
    // Of the core group, not of metrics.k8s.io.
    expect(manifest.match(/Missing now: nodes\./g)).toHaveLength(1);
    expect(documents(manifest)).toEqual(documents(describeClusterRole()));
  });
});

describe('missing permissions', () => {
  const list = (apiGroup: string, resource: string): ResourcePermission => ({
    apiGroup,
    resource,
    verb: 'list',
  });
  const get = (resource: string) => ({ apiGroup: '', resource, verb: 'get' });

  it.each<[string, RulesReviewStatus, ResourcePermission[]]>([
    ['nothing', {}, [list('', 'pods'), get('/version')]],
    [
      'a rule',
      {
        resourceRules: [
          { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] },
        ],
      },
      [get('/version')],
    ],
    [
      'wildcards',
      {
        resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
        nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
      },
      [],
    ],
    [
      'paths below another',
      { nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/ver*'] }] },
      [list('', 'pods')],
    ],
    [
      'a path that only begins alike, another verb and another group',
      {
        resourceRules: [
          { verbs: ['watch'], apiGroups: [''], resources: ['pods'] },
          { verbs: ['list'], apiGroups: ['apps'], resources: ['pods'] },
          { verbs: ['list'], apiGroups: [''], resources: ['pods/log'] },
        ],
        nonResourceRules: [
          { verbs: ['get'], nonResourceURLs: ['/version/', '/ver'] },
        ],
      },
      [list('', 'pods'), get('/version')],
    ],
    [
      'single objects by their names',
      {
        resourceRules: [
          {
            verbs: ['list'],
            apiGroups: [''],
            resources: ['pods'],
            resourceNames: ['one'],
          },
        ],
        nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/version'] }],
      },
      [list('', 'pods')],
    ],
    [
      'nonsense',
      {
        resourceRules: [null, 7, { verbs: 'list' }, { apiGroups: [{}] }] as any,
        nonResourceRules: 'all' as any,
      },
      [list('', 'pods'), get('/version')],
    ],
  ])('with %s', (_, rules, missing) => {
    expect(
      missingPermissions(rules, [list('', 'pods'), get('/version')]),
    ).toEqual(missing);
  });

  it('are none with the ClusterRole, and exactly what is taken from it', () => {
    const rules = rulesOf(describeClusterRole());
    expect(missingPermissions(review(rules), ALL)).toEqual([]);
    fc.assert(
      fc.property(fc.subarray([...CLUSTER_FEATURES]), features => {
        const some = rulesOf(
          describeClusterRole({
            features: features.map(({ feature }) => feature),
          }),
        );
        expect(missingPermissions(review(some), ALL)).toEqual(
          CLUSTER_FEATURES.filter(each => !features.includes(each)).flatMap(
            ({ permissions }) => permissions,
          ),
        );
      }),
    );
  });
});
