import type {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type {
  Cluster,
  Page,
  PortlightApi,
} from '@portlight/plugin-portlight-common';
import { clusterEntity } from './clusters';
import { LOCATION } from './entities';
import { namespaceEntity, workloadEntity } from './inventory';
import type { ProviderConfig } from './readProviderConfig';

/** What a {@link PortlightEntityProvider} is made of. @public */
export interface PortlightEntityProviderOptions {
  /** With rights to read the whole fleet. */
  api: Pick<PortlightApi, 'listClusters' | 'listNamespaces' | 'listWorkloads'>;
  /** What becomes an entity. */
  settings: ProviderConfig;
  /** Runs the provider again and again. */
  runner: SchedulerServiceTaskRunner;
  /** Where it says why the fleet cannot be read. */
  logger: LoggerService;
}

const PAGE = 500;

/**
 * Keeps the catalog's entities equal to the fleet. After the first look only differences are told, and nothing at all
 * where a look fails: what cannot be read is not gone.
 *
 * @public
 */
export class PortlightEntityProvider implements EntityProvider {
  readonly #options: PortlightEntityProviderOptions;
  readonly #isExcluded: (namespace: string) => boolean;
  #connection?: EntityProviderConnection;
  /** What the catalog was told, by reference: the entity's JSON. */
  #told?: ReadonlyMap<string, string>;

  constructor(options: PortlightEntityProviderOptions) {
    this.#options = options;
    this.#isExcluded = namePattern(options.settings.excludedNamespaces);
  }

  /** As the catalog tells providers apart. */
  getProviderName(): string {
    return 'portlight';
  }

  /** Begins to look at the fleet. */
  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    const { runner, logger } = this.#options;
    let failed = false;
    await runner.run({
      id: 'portlight-entity-provider',
      fn: async () => {
        try {
          await this.refresh();
          failed = false;
        } catch (error) {
          const level = failed ? 'debug' : 'warn';
          failed = true;
          logger[level](
            `Portlight's clusters cannot be read for the catalog, which keeps what it has: ${
              (error as Error).message
            }`,
          );
        }
      },
    });
  }

  /**
   * Reads the fleet and tells the catalog what is different.
   *
   * @throws where the fleet cannot be read whole; the catalog is then told nothing
   */
  async refresh(): Promise<void> {
    if (!this.#connection) throw new Error('The catalog is not connected yet');
    const entities = await this.#readEntities();
    const next = new Map(
      entities.map(each => [stringifyEntityRef(each), JSON.stringify(each)]),
    );
    const before = this.#told;
    if (!before) {
      await this.#connection.applyMutation({
        type: 'full',
        entities: entities.map(deferred),
      });
    } else {
      const added = entities.filter(each => {
        const ref = stringifyEntityRef(each);
        return next.get(ref) !== before.get(ref);
      });
      const removed = [...before.keys()].filter(ref => !next.has(ref));
      if (added.length + removed.length > 0) {
        await this.#connection.applyMutation({
          type: 'delta',
          added: added.map(deferred),
          removed: removed.map(entityRef => ({
            entityRef,
            locationKey: LOCATION,
          })),
        });
      }
    }
    // Only what the catalog took.
    this.#told = next;
  }

  async #readEntities(): Promise<Entity[]> {
    const { api, settings } = this.#options;
    const { defaultOwner, namespaces } = settings;
    const clusters = await all(page => api.listClusters(page));
    const entities = clusters.map(each => clusterEntity(each, defaultOwner));
    if (namespaces) {
      for (const each of await all(page => api.listNamespaces(page))) {
        if (!this.#isExcluded(each.name)) {
          entities.push(namespaceEntity(each, defaultOwner));
        }
      }
    }
    if (settings.workloads) {
      const lifecycles = environments(clusters);
      const workloads = await all(page =>
        api.listWorkloads({ ...page, kind: [...settings.workloadKinds] }),
      );
      for (const each of workloads) {
        // A workload with the id of a component is in the catalog already.
        if (!each.kubernetesId && !this.#isExcluded(each.namespace)) {
          const lifecycle = lifecycles.get(each.cluster);
          entities.push(
            workloadEntity(each, { defaultOwner, lifecycle, namespaces }),
          );
        }
      }
    }
    return entities;
  }
}

function environments(
  clusters: readonly Cluster[],
): Map<string, string | undefined> {
  return new Map(clusters.map(({ name, environment }) => [name, environment]));
}

function deferred(entity: Entity): DeferredEntity {
  return { entity, locationKey: LOCATION };
}

/** All items, page by page. Sorted by name, because an order by health shifts while it is read. */
async function all<Item>(
  list: (page: {
    sort: string;
    limit: number;
    cursor?: string;
  }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ sort: 'name', limit: PAGE, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}

function namePattern(patterns: readonly string[]): (name: string) => boolean {
  const expressions = patterns.map(
    pattern =>
      new RegExp(
        `^${pattern
          .split('*')
          .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
          .join('.*')}$`,
      ),
  );
  return name => expressions.some(expression => expression.test(name));
}
