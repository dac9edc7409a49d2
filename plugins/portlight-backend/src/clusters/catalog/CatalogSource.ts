import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  ClusterConnection,
  ClusterSource,
  SourceCluster,
} from '@portlight/plugin-portlight-node';
import type { AddressPolicy } from '../addresses';
import type { ClusterDescription } from '../describedClusters';
import { inTime } from '../inTime';
import { PooledConnection } from '../PooledConnection';
import { needsUserToken } from '../userTokenProviders';
import {
  type CatalogCredentials,
  catalogCredentials,
} from './catalogCredentials';
import {
  type CatalogCluster,
  CLUSTER_ANNOTATIONS,
  readClusterEntity,
} from './clusterEntity';

/** What a {@link CatalogSource} is made of. */
export interface CatalogSourceOptions {
  catalog: Pick<CatalogService, 'getEntities'>;
  auth: AuthService;
  logger: LoggerService;
  addresses: AddressPolicy;
  /** By the server's address. */
  credentials: ReadonlyMap<string, CatalogCredentials>;
  /** Clusters that other sources have, by their servers' addresses. */
  others: () => Promise<ReadonlyMap<string, string>>;
}

/** Far more than any fleet; what a catalog gone wrong has does not fill the memory. */
const MOST_ENTITIES = 2_000;
/** Milliseconds for which what the catalog said is used again: the source and descriptions ask one after the other. */
const REUSE = 15_000;
/** Milliseconds that clusters of other sources wait for a catalog that is slow. */
const PATIENCE = 5_000;

/** Clusters that entities of the catalog describe, with the annotations of the kubernetes plugin. */
export class CatalogSource implements ClusterSource {
  readonly name = 'catalog';
  readonly #options: CatalogSourceOptions;
  #last?: { at: number; clusters: Promise<CatalogCluster[]> };
  #known: CatalogCluster[] = [];
  readonly #told = new Map<string, string>();

  constructor(options: CatalogSourceOptions) {
    this.#options = options;
  }

  async listClusters(): Promise<SourceCluster[]> {
    const clusters = await this.#read();
    const others = await this.#options.others();
    const servers = new Map<string, CatalogCluster>();
    const twice: string[] = [];
    const listed = clusters.filter(cluster => {
      const { server, entityRef } = cluster;
      if (server === undefined) return true;
      if (others.has(server)) return false;
      const first = servers.get(server);
      if (first) twice.push(`${entityRef} (${first.entityRef} is used)`);
      else servers.set(server, cluster);
      return !first;
    });
    // Else whoever writes an entity would have the cluster once more, with an owner and environment of their own.
    this.#tell('an address', twice);
    return listed.map(cluster => this.#sourceCluster(cluster));
  }

  /**
   * What entities say of clusters that another source has, by the names these have there: of the same name, or
   * at the same address. Never fails: what was known is used again.
   *
   * @param servers - the addresses of the other source's clusters, as far as they are known
   */
  async descriptions(
    servers: ReadonlyMap<string, string>,
  ): Promise<ReadonlyMap<string, ClusterDescription>> {
    const clusters = await inTime(this.#read(), PATIENCE).catch(
      () => this.#known,
    );
    const addresses = new Map(
      [...servers].map(([server, name]) => [name, server]),
    );
    const descriptions = new Map<string, ClusterDescription>();
    const isOfName = ({ name, server }: CatalogCluster) =>
      server !== undefined && servers.get(server) === name;
    // Whoever writes an entity can name any address: the one of the same name speaks first.
    for (const { name, server, description } of [
      ...clusters.filter(isOfName),
      ...clusters.filter(cluster => !isOfName(cluster)),
    ]) {
      const there = server === undefined ? undefined : servers.get(server);
      const address = addresses.get(name);
      // An entity of the same name with another address is about another cluster.
      if (there === undefined && address !== undefined) continue;
      const described = there ?? name;
      if (!descriptions.has(described))
        descriptions.set(described, description);
    }
    return descriptions;
  }

  #read(): Promise<CatalogCluster[]> {
    const now = Date.now();
    if (!this.#last || now - this.#last.at >= REUSE) {
      const clusters = this.#ask();
      this.#last = { at: now, clusters };
      clusters.then(
        known => {
          this.#known = known;
        },
        () => {
          this.#last = undefined;
        },
      );
    }
    return this.#last.clusters;
  }

  async #ask(): Promise<CatalogCluster[]> {
    const { catalog, auth } = this.#options;
    const exists = (annotation: string) => ({
      [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
    });
    const { items } = await catalog.getEntities(
      {
        filter: {
          kind: 'Resource',
          'spec.type': 'kubernetes-cluster',
          ...exists(CLUSTER_ANNOTATIONS.apiServer),
          ...exists(CLUSTER_ANNOTATIONS.certificateAuthority),
          ...exists(CLUSTER_ANNOTATIONS.authProvider),
        },
        fields: ['kind', 'metadata', 'spec.owner', 'relations'],
        limit: MOST_ENTITIES,
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const clusters = new Map<string, CatalogCluster>();
    const twice: string[] = [];
    for (const cluster of items
      .flatMap(entity => readClusterEntity(entity) ?? [])
      .sort((one, other) => this.#byTrust(one, other))) {
      const first = clusters.get(cluster.name);
      if (first)
        twice.push(`${cluster.entityRef} (${first.entityRef} is used)`);
      else clusters.set(cluster.name, cluster);
    }
    this.#tell('a name', twice);
    return [...clusters.values()];
  }

  #tell(what: string, twice: readonly string[]): void {
    const message = twice.join(', ');
    if (message && message !== this.#told.get(what)) {
      this.#options.logger.warn(
        `Cluster entities of ${what} that is taken are left out: ${message}`,
      );
    }
    this.#told.set(what, message);
  }

  /** The operator's credentials for an entity; none for another than the one that they are for. */
  #credentials({
    server,
    entityRef,
  }: CatalogCluster): CatalogCredentials | undefined {
    const credentials =
      server === undefined ? undefined : this.#options.credentials.get(server);
    return credentials?.entityRef === undefined ||
      credentials.entityRef === entityRef
      ? credentials
      : undefined;
  }

  /** The one that the operator names, then entities of the namespace that everybody means, then by name. */
  #byTrust(one: CatalogCluster, other: CatalogCluster): number {
    const rank = (cluster: CatalogCluster) => {
      if (this.#credentials(cluster)?.entityRef !== undefined) return 0;
      const { entityRef, name } = cluster;
      return entityRef === `resource:default/${name.toLowerCase()}` ? 1 : 2;
    };
    return (
      rank(one) - rank(other) || (one.entityRef < other.entityRef ? -1 : 1)
    );
  }

  #sourceCluster(cluster: CatalogCluster): SourceCluster {
    const { name, server, authProvider, description } = cluster;
    const credentials = this.#credentials(cluster);
    return {
      name,
      title: name,
      ...description,
      signInRequired:
        !credentials && needsUserToken(authProvider)
          ? { authProvider }
          : undefined,
      fingerprint: JSON.stringify([server, authProvider, Boolean(credentials)]),
      connect: () =>
        credentials
          ? new PooledConnection({
              server: credentials.server,
              addresses: this.#options.addresses,
              credentials: catalogCredentials(credentials),
            })
          : unusable(cluster),
    };
  }
}

/** Listed all the same, with what is to be done. */
function unusable({
  entityRef,
  server,
  authProvider,
}: CatalogCluster): ClusterConnection {
  const message =
    server === undefined
      ? `The entity ${entityRef} has no address of an API server in its annotation ${CLUSTER_ANNOTATIONS.apiServer}; correct it there.`
      : `The entity ${entityRef} names the server ${server} with the auth provider "${authProvider}", and Portlight takes no credentials from the catalog. Add the server to portlight.catalog.credentials, let the kubernetes plugin reach it (kubernetes.clusterLocatorMethods with type: catalog), or register the cluster with a kubeconfig.`;
  return {
    request: async () => {
      throw Object.assign(new Error(message), { code: 'ERR_NO_CREDENTIALS' });
    },
    close: async () => {},
  };
}
