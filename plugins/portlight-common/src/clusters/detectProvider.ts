import type { KubernetesObject } from '../kubernetes';

/** How one provider is told. The first that matches wins. */
interface ProviderRule {
  provider: string;
  version?: RegExp;
  providerID?: RegExp;
  /** A label key, or the beginning of one where it ends with a slash. */
  labels?: readonly string[];
  osImage?: RegExp;
}

/**
 * Distributions before the clouds that they may run on: OpenShift or RKE2 on EC2 nodes is no EKS, and a
 * providerID alone says only whose machines the nodes are.
 */
const RULES: readonly ProviderRule[] = [
  {
    provider: 'OpenShift',
    labels: ['node.openshift.io/'],
    osImage: /red hat enterprise linux coreos|openshift/i,
  },
  {
    provider: 'EKS',
    version: /-eks-/,
    labels: ['eks.amazonaws.com/', 'alpha.eksctl.io/'],
  },
  {
    provider: 'GKE',
    version: /-gke\./,
    labels: ['cloud.google.com/gke-nodepool'],
  },
  {
    provider: 'AKS',
    labels: ['kubernetes.azure.com/'],
  },
  {
    provider: 'OKE',
    providerID: /^(oci:\/\/)?ocid1\./,
    labels: ['oke.oraclecloud.com/', 'oci.oraclecloud.com/'],
  },
  {
    provider: 'DOKS',
    labels: ['doks.digitalocean.com/'],
  },
  {
    provider: 'RKE2',
    version: /\+rke2/,
    providerID: /^rke2:\/\//,
  },
  {
    provider: 'k3s',
    version: /\+k3s/,
    providerID: /^k3s:\/\//,
  },
  {
    provider: 'kind',
    providerID: /^kind:\/\//,
  },
  {
    provider: 'minikube',
    labels: ['minikube.k8s.io/'],
  },
];

function matches(
  rule: ProviderRule,
  version: string,
  nodes: readonly KubernetesObject[],
): boolean {
  if (rule.version?.test(version)) {
    return true;
  }
  return nodes.some(node => {
    const providerID = node.spec?.providerID;
    const osImage = node.status?.nodeInfo?.osImage;
    const kubelet = node.status?.nodeInfo?.kubeletVersion;
    return (
      (typeof kubelet === 'string' && rule.version?.test(kubelet)) ||
      (typeof providerID === 'string' && rule.providerID?.test(providerID)) ||
      (typeof osImage === 'string' && rule.osImage?.test(osImage)) ||
      Object.keys(node.metadata?.labels ?? {}).some(key =>
        rule.labels?.some(label =>
          label.endsWith('/') ? key.startsWith(label) : key === label,
        ),
      )
    );
  });
}

/**
 * Whose Kubernetes a cluster is: `EKS`, `GKE`, `AKS`, `OKE`, `DOKS`, `OpenShift`, `RKE2`, `k3s`, `kind`,
 * `minikube`, or `Kubernetes` where nothing tells of a provider.
 *
 * @param cluster - `version` as `/version` answers it (`gitVersion`), and the cluster's nodes
 * @returns undefined where neither is known
 * @public
 */
export function detectProvider(cluster: {
  version?: string;
  nodes?: readonly KubernetesObject[];
}): string | undefined {
  const { version = '', nodes = [] } = cluster;
  if (!version && nodes.length === 0) {
    return undefined;
  }
  return (
    RULES.find(rule => matches(rule, version, nodes))?.provider ?? 'Kubernetes'
  );
}
