import type {
  ClusterConnection,
  ClusterSource,
  SourceCluster,
} from '@portlight/plugin-portlight-node';
import type { Sealer } from '../encryption';
import type { UntrustedConnection } from '../untrusted';
import type {
  RegisteredCluster,
  RegisteredClusterStore,
} from './RegisteredClusterStore';
import { SealedConnection } from './SealedConnection';

/** The name of the source of registered clusters. */
export const REGISTERED_SOURCE = 'registered';

/** What a {@link RegisteredSource} is made of. */
export interface RegisteredSourceOptions {
  store: RegisteredClusterStore;
  sealer: Sealer;
  /** Opens the way to a server that a user named. */
  connect: (connection: UntrustedConnection) => ClusterConnection;
}

/**
 * The clusters that people registered. Credentials are decrypted when a cluster is connected and not when it
 * is listed, so that one whose credentials do not open is there and says so.
 */
export class RegisteredSource implements ClusterSource {
  readonly name = REGISTERED_SOURCE;
  /** What other replicas registered is seen so soon; it is one query for a small table. */
  readonly refreshSeconds = 2;
  readonly #options: RegisteredSourceOptions;
  readonly #listeners = new Set<() => void>();

  constructor(options: RegisteredSourceOptions) {
    this.#options = options;
  }

  async listClusters(): Promise<SourceCluster[]> {
    const clusters = await this.#options.store.list();
    return clusters.map(cluster => this.#sourceCluster(cluster));
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something is different in the store. */
  changed(): void {
    this.#listeners.forEach(listener => listener());
  }

  #sourceCluster(cluster: RegisteredCluster): SourceCluster {
    const { store, sealer, connect } = this.#options;
    const { name, credentialsId } = cluster;
    return {
      name,
      title: cluster.title ?? name,
      environment: cluster.environment,
      description: cluster.description,
      owner: cluster.owner,
      tags: cluster.tags,
      maintenance: cluster.maintenance ? {} : undefined,
      fingerprint: credentialsId,
      identity: `${cluster.registeredAt} ${cluster.registeredBy ?? ''}`,
      connect: () =>
        new SealedConnection(async () => {
          const sealed = await store.sealed(name, credentialsId);
          if (sealed === undefined) {
            throw new Error(
              'its credentials have been replaced or removed a moment ago',
            );
          }
          return connect(JSON.parse(await sealer.open(name, sealed)));
        }),
    };
  }
}
