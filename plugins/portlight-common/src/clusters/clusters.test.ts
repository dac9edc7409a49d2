import { parse } from 'yaml';
import { KINDS } from '../inventory/kinds';
import { describeClusterRole } from './describeClusterRole';
import { detectProvider } from './detectProvider';

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

describe('the ClusterRole', () => {
  const role = parse(describeClusterRole(KINDS));

  it('allows to list and watch every kind, and no more', () => {
    const granted = role.rules.flatMap(
      (rule: Record<string, string[]>) =>
        rule.resources?.map(resource => `${rule.apiGroups[0]}/${resource}`) ??
        [],
    );
    expect(granted.sort()).toEqual(
      KINDS.map(({ group, resource }) => `${group}/${resource}`).sort(),
    );
    const verbs = new Set(
      role.rules.flatMap((rule: { verbs: string[] }) => rule.verbs),
    );
    expect(verbs).toEqual(new Set(['list', 'watch', 'get']));
    expect(role.rules.at(-1)).toEqual({
      nonResourceURLs: ['/version', '/readyz'],
      verbs: ['get'],
    });
  });

  it('marks what is missing', () => {
    const manifest = describeClusterRole(KINDS, [
      { kind: 'Node', apiGroup: '', resource: 'nodes', verb: 'list' },
    ]);
    expect(manifest).toContain('Missing now: nodes.');
    expect(parse(manifest)).toEqual(role);
  });
});
