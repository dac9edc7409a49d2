import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  PEER_ANNOTATIONS,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import type { Lease, Mirror } from '../../inventory';
import { SEES_EVERYTHING } from '../../permissions';
import type { PeerRecords } from '../records/PeerRecords';
import type { TargetResolver } from './resolveTargets';
import { serviceTarget, type WantedTarget } from './serviceTargets';
import { targetKeyText } from './Target';
import type { AlwaysBy, TargetStore } from './TargetStore';

/** What it is made of. */
export interface ContinuousTargetsOptions {
  /**
   * Whether entities may ask for it. Whoever writes one chooses pods and paths that are then asked with the portal's
   * rights, without anybody looking.
   */
  scrapeEntities: boolean;
  store: TargetStore;
  records: PeerRecords;
  resolver: TargetResolver;
  catalog: CatalogService;
  ownCredentials(): Promise<Parameters<CatalogService['getEntities']>[1]>;
  logger: LoggerService;
}

/** Milliseconds between two looks at a cluster's Services, and at the catalog. */
const SERVICES_EVERY = 10_000;
const ENTITIES_EVERY = 2 * 60_000;
/** Milliseconds until a catalog that did not answer is asked again. */
const ENTITIES_AGAIN = 10_000;
/** Of one cluster; and entities of the catalog. */
const MAXIMUM = 500;

/** Keeps an eye on the annotations that want history: those of Services and those of entities. */
export class ContinuousTargets {
  readonly #options: ContinuousTargetsOptions;
  /** When the Services of a cluster were read last, and whether the cluster has changed since. */
  readonly #read = new Map<string, { at: number; changed: boolean }>();
  #entitiesAt = -Infinity;
  #unsubscribe?: () => void;

  constructor(options: ContinuousTargetsOptions) {
    this.#options = options;
  }

  start(mirror: Pick<Mirror, 'onChange'>): void {
    this.#unsubscribe = mirror.onChange(clusters => {
      for (const name of clusters) {
        const read = this.#read.get(name);
        if (read) read.changed = true;
      }
    });
  }

  stop(): void {
    this.#unsubscribe?.();
  }

  /** Brings the table up to date, where it is time to. */
  async look(owned: readonly string[], task: Lease | undefined): Promise<void> {
    const names = new Set(owned);
    for (const name of this.#read.keys()) {
      if (!names.has(name)) this.#read.delete(name);
    }
    for (const cluster of owned) {
      const read = this.#read.get(cluster);
      if (read && (!read.changed || Date.now() - read.at < SERVICES_EVERY)) {
        continue;
      }
      this.#read.set(cluster, { at: Date.now(), changed: false });
      await this.#keep('by_service', await this.#services(cluster), cluster);
    }
    if (task && Date.now() - this.#entitiesAt >= ENTITIES_EVERY) {
      this.#entitiesAt = Date.now();
      const entities = this.#options.scrapeEntities
        ? await this.#entities()
        : [];
      if (entities) await this.#keep('by_entity', entities);
    }
  }

  async #services(cluster: string): Promise<WantedTarget[]> {
    const services = await this.#options.records.services(
      { clusters: [cluster], containing: [PEER_ANNOTATIONS.scrape] },
      SEES_EVERYTHING,
      MAXIMUM,
    );
    return services
      .filter(
        ({ record }) =>
          record.metadata?.annotations?.[PEER_ANNOTATIONS.scrape] === 'true',
      )
      .map(({ namespace, name }) => serviceTarget(cluster, namespace, name));
  }

  /** Undefined where the catalog does not answer: what was known stays. */
  async #entities(): Promise<WantedTarget[] | undefined> {
    const { catalog, resolver, logger } = this.#options;
    let items;
    try {
      const credentials = await this.#options.ownCredentials();
      ({ items } = await catalog.getEntities(
        {
          filter: {
            [`metadata.annotations.${PEER_ANNOTATIONS.scrape}`]: 'true',
          },
          limit: MAXIMUM,
        },
        credentials,
      ));
    } catch (error) {
      logger.debug(
        `The catalog does not say which entities have history: ${
          (error as Error).message
        }`,
      );
      this.#entitiesAt = Date.now() - ENTITIES_EVERY + ENTITIES_AGAIN;
      return undefined;
    }
    const wanted: WantedTarget[] = [];
    for (const entity of items) {
      try {
        const { targets } = await resolver.ofEntity(entity, SEES_EVERYTHING);
        wanted.push(...targets);
      } catch (error) {
        // Whoever looks at the entity is told.
        if (!(error instanceof PortlightError)) throw error;
      }
    }
    return wanted;
  }

  async #keep(
    by: AlwaysBy,
    wanted: readonly WantedTarget[],
    cluster?: string,
  ): Promise<void> {
    const { store } = this.#options;
    const before = new Map(
      (await store.always(by, cluster)).map(target => [
        targetKeyText(target),
        target,
      ]),
    );
    for (const { spec, ...key } of wanted) {
      const known = before.get(targetKeyText(key));
      before.delete(targetKeyText(key));
      if (JSON.stringify(known?.spec) !== JSON.stringify(spec)) {
        await store.ask(key, spec, by);
      }
    }
    for (const gone of before.values()) await store.notAlways(gone, by);
  }
}
