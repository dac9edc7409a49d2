import {
  PortlightError,
  type Cluster,
  type ClusterRegistration,
  type ClusterRegistrationInput,
  type ClusterTest,
  type ClusterUpdate,
  type Encryption,
  type KubeconfigContextInput,
  type KubeconfigInspection,
  type Page,
  type Replica,
} from '@portlight/plugin-portlight-common';
import { notFound } from './fakeLists';
import { FakeRightsizing } from './FakeRightsizing';

const HOUR = 60 * 60_000;

/** A kubeconfig of which one context may be registered; the fake reads nothing else of it. */
export const KUBECONFIG = `kind: Config
current-context: kubernetes-admin@prod-ap
users: [{ name: admin, user: { token: a-secret-of-this-test } }]`;

/** The part of the fake API that registers clusters, and that knows replicas and encryption keys. */
export class FakeRegistration extends FakeRightsizing {
  /** What a kubeconfig is said to hold. */
  inspection: KubeconfigInspection = {
    contexts: [
      {
        name: 'kubernetes-admin@prod-ap',
        current: true,
        server: 'https://192.0.2.20:6443',
        credentials: 'token',
        refusals: [],
      },
      {
        name: 'eks-staging',
        current: false,
        server: 'https://192.0.2.21:6443',
        refusals: [
          {
            field: 'users[1].user.exec',
            code: 'exec',
            message:
              'It would run a program on the portal. Use the token of a ServiceAccount instead.',
          },
        ],
      },
    ],
  };

  /** What a test is said to find. */
  test: ClusterTest = {
    reachable: true,
    server: 'https://192.0.2.20:6443',
    version: 'v1.36.3',
    provider: 'EKS',
    latencySeconds: 0.012,
    nodes: 3,
    features: [
      {
        feature: 'inventory',
        title: 'Inventory and health',
        available: true,
        missing: [],
      },
      {
        feature: 'helm',
        title: 'Helm releases',
        available: false,
        missing: [
          { apiGroup: '', resource: 'secrets', verb: 'list' },
          { apiGroup: '', resource: 'secrets', verb: 'watch' },
        ],
      },
    ],
    manifest: 'kind: ClusterRole\nmetadata:\n  name: portlight',
  };

  encryption: Encryption = {
    configured: true,
    keys: [
      { name: '2026-11', known: true, newest: true, clusters: 4 },
      { name: '2025-02', known: true, newest: false, clusters: 2 },
    ],
  };

  private find(name: string): Cluster {
    const cluster = this.fixture.clusters.find(item => item.name === name);
    if (!cluster) throw notFound(`Cluster ${name}`);
    return cluster;
  }

  async inspectKubeconfig(kubeconfig: string): Promise<KubeconfigInspection> {
    this.called('inspectKubeconfig', kubeconfig);
    if (!kubeconfig.includes('kind: Config')) {
      throw new PortlightError({
        status: 400,
        code: 'invalid-kubeconfig',
        message: 'This is not a kubeconfig: it has no contexts',
        parameter: 'kubeconfig',
      });
    }
    return this.inspection;
  }

  async testCluster(input: KubeconfigContextInput): Promise<ClusterTest> {
    this.called('testCluster', input);
    return this.test;
  }

  async registerCluster(input: ClusterRegistrationInput): Promise<Cluster> {
    this.called('registerCluster', input);
    if (this.fixture.clusters.some(({ name }) => name === input.name)) {
      throw new PortlightError({
        status: 409,
        code: 'conflict',
        message: `There is a cluster \`${input.name}\` already`,
        parameter: 'name',
      });
    }
    const cluster: Cluster = {
      name: input.name,
      title: input.title || input.name,
      source: 'registered',
      status: 'pending',
      health: { status: 'unknown', reasons: [] },
      regions: [],
      tags: input.tags ?? [],
      environment: input.environment,
      owner: input.owner,
      description: input.description,
      sync: { state: 'listing', stale: true, unavailableKinds: [] },
    };
    this.fixture.clusters.push(cluster);
    return cluster;
  }

  async updateCluster(name: string, update: ClusterUpdate): Promise<Cluster> {
    this.called('updateCluster', { name, ...update });
    const { maintenance, ...metadata } = update;
    const cluster = this.find(name);
    const changed: Cluster = { ...cluster, ...metadata };
    if (maintenance !== undefined) {
      changed.status = maintenance ? 'maintenance' : 'active';
    }
    this.fixture.clusters.splice(
      this.fixture.clusters.indexOf(cluster),
      1,
      changed,
    );
    return changed;
  }

  async deleteCluster(name: string): Promise<void> {
    this.called('deleteCluster', name);
    this.fixture.clusters.splice(
      this.fixture.clusters.indexOf(this.find(name)),
      1,
    );
  }

  async getClusterRegistration(name: string): Promise<ClusterRegistration> {
    this.called('getClusterRegistration', name);
    const { status, title, environment, owner, tags } = this.find(name);
    return {
      name,
      server: 'https://192.0.2.20:6443',
      context: 'kubernetes-admin@prod-ap',
      credentials: 'clientCertificate',
      credentialsExpireAt: new Date(
        this.fixture.now + 9 * 24 * HOUR,
      ).toISOString(),
      registeredAt: new Date(this.fixture.now - 48 * HOUR).toISOString(),
      registeredBy: 'user:default/hannah.baker',
      maintenance: status === 'maintenance',
      encryptionKey: '2026-11',
      metadata: { title, environment, owner, tags },
    };
  }

  async replaceClusterCredentials(
    name: string,
    input: KubeconfigContextInput,
  ): Promise<ClusterRegistration> {
    this.called('replaceClusterCredentials', { name, ...input });
    return this.getClusterRegistration(name);
  }

  async listReplicas(): Promise<Page<Replica>> {
    this.called('listReplicas', undefined);
    const at = new Date(this.fixture.now - 2_000).toISOString();
    const startedAt = new Date(this.fixture.now - 3 * HOUR).toISOString();
    const items: Replica[] = [
      { name: 'portal-5d8c-abcde', startedAt, lastSeenAt: at, clusters: 4 },
      { name: 'portal-5d8c-fghij', startedAt, lastSeenAt: at, clusters: 3 },
    ];
    return { items, total: items.length };
  }

  async getEncryption(): Promise<Encryption> {
    this.called('getEncryption', undefined);
    return this.encryption;
  }

  async rotateEncryption(): Promise<void> {
    this.called('rotateEncryption', undefined);
    this.encryption = {
      ...this.encryption,
      rotation: { state: 'running', done: 1, total: 2 },
    };
  }
}
