import {
  type EntityHealth,
  fromNanos,
  type RealisableSaving,
  type Rightsizing,
  type RightsizingAdvice,
  type RightsizingAdviceType,
  type RightsizingStrategy,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { stringify } from 'yaml';
import {
  type ObjectFilters,
  whereObjects,
  whereSelected,
} from '../../inventory/read';
import {
  seesParts,
  type Visibility,
  whereClusterVisible,
  whereNamespaceOfFormer,
  whereVisibleClusters,
  whereVisibleObjects,
} from '../../permissions';
import type { StoredDocument } from '../job';

/** Which workloads are asked for. */
export interface RightsizingQuestion {
  strategy: RightsizingStrategy;
  filters: ObjectFilters;
  selector?: EntityHealth['selector'];
  limit: number;
}

/** Items with what all of them are together. */
export interface Found<Item> {
  items: Item[];
  total: number;
  /** Currency units in a month, of all. */
  saving: number;
}

interface Sums {
  total: number | string;
  saving: number | string | null;
}

const OBJECT_KEY = ['cluster', 'namespace', 'kind', 'name'];
/** How long advice has been true before it is told, in seconds. */
const SETTLED = 3600;
/** Advice that is about what is true for a while only. */
const FLEETING: readonly RightsizingAdviceType[] = [
  'orphanedVolume',
  'orphanedLoadBalancer',
];

/** Patches are YAML from here on; references would make it hard to read. */
function readDocument<Item>(document: string): Item {
  const { item, patch }: StoredDocument<Item> = JSON.parse(document);
  return patch
    ? {
        ...item,
        patch: stringify(patch, { aliasDuplicateObjects: false, lineWidth: 0 }),
      }
    : item;
}

async function found<Item>(
  knex: Knex,
  query: Knex.QueryBuilder,
  table: string,
  limit: number,
): Promise<Found<Item>> {
  const [sums]: Sums[] = await query
    .clone()
    .select(
      knex.raw('count(*) as total'),
      knex.raw('sum(??) as saving', [`${table}.saving`]),
    );
  const documents: string[] = await query
    .clone()
    .orderBy([
      { column: `${table}.saving`, order: 'desc' },
      ...OBJECT_KEY.map(column => ({ column: `${table}.${column}` })),
    ])
    .limit(limit)
    .pluck(`${table}.document`);
  return {
    items: documents.map(document => readDocument<Item>(document)),
    total: Number(sums.total),
    saving: fromNanos(Number(sums.saving ?? 0)),
  };
}

/** Reads what was found when clusters were looked at, of what is visible. */
export class RightsizingReader {
  constructor(private readonly knex: Knex) {}

  /** What workloads should request; the largest saving first. */
  workloads(
    { strategy, filters, selector, limit }: RightsizingQuestion,
    visibility: Visibility,
  ): Promise<Found<Rightsizing>> {
    const { knex } = this;
    const query = knex('rightsizings')
      .where('rightsizings.strategy', strategy)
      .whereExists(object => {
        this.#isObject(object, 'rightsizings');
        whereVisibleObjects(knex, object, visibility, 'workloads');
        this.#narrow(object, filters, selector);
      });
    return found(knex, query, 'rightsizings', limit);
  }

  /** What nodes could go, of clusters that are visible as a whole. */
  async realisable(
    strategy: RightsizingStrategy,
    clusters: readonly string[] | undefined,
    visibility: Visibility,
  ): Promise<RealisableSaving[]> {
    if (seesParts(visibility)) return [];
    const query = this.knex('rightsizing_clusters').orderBy('cluster');
    whereClusterVisible(this.knex, query, visibility, 'cluster');
    if (clusters) query.whereIn('cluster', clusters);
    const documents: string[] = await query.pluck('realisable');
    return documents.map(document => JSON.parse(document)[strategy]);
  }

  /** Visible clusters that were not looked at yet. */
  async waiting(
    clusters: readonly string[] | undefined,
    visibility: Visibility,
  ): Promise<string[]> {
    const query = this.knex('clusters')
      .leftJoin('rightsizing_clusters', 'cluster', 'clusters.name')
      .whereNull('cluster')
      .orderBy('clusters.name');
    whereVisibleClusters(this.knex, query, visibility);
    if (clusters) query.whereIn('clusters.name', clusters);
    return query.pluck('clusters.name');
  }

  /**
   * What else should be different; the largest saving first.
   *
   * @param now - seconds since the epoch
   */
  advice(
    options: {
      types?: readonly RightsizingAdviceType[];
      cluster?: string[];
      namespace?: string[];
      owner?: string[];
      limit: number;
      now: number;
    },
    visibility: Visibility,
  ): Promise<Found<RightsizingAdvice>> {
    const { knex } = this;
    const { types, cluster, namespace, owner, limit, now } = options;
    const table = 'rightsizing_advice';
    const query = knex(table)
      .where(settled =>
        settled
          .whereNotIn(`${table}.type`, FLEETING)
          .orWhere(`${table}.since`, '<=', now - SETTLED),
      )
      .where(visible =>
        visible
          .where(of =>
            of.whereNot(`${table}.type`, 'limitRange').whereExists(object => {
              this.#isObject(object, table);
              whereVisibleObjects(knex, object, visibility, 'objects');
              this.#narrow(object, { owner });
            }),
          )
          .orWhere(of =>
            // There may be none yet, and it is about all containers of its namespace.
            of.where(`${table}.type`, 'limitRange').whereExists(object => {
              object
                .from('objects')
                .select('objects.name')
                .where({ 'objects.kind': 'Namespace', 'objects.namespace': '' })
                .whereRaw('?? = ??', ['objects.cluster', `${table}.cluster`])
                .whereRaw('?? = ??', ['objects.name', `${table}.namespace`]);
              whereNamespaceOfFormer(knex, object, visibility);
              this.#narrow(object, { owner });
            }),
          ),
      );
    if (types) query.whereIn(`${table}.type`, types);
    if (cluster) query.whereIn(`${table}.cluster`, cluster);
    if (namespace) query.whereIn(`${table}.namespace`, namespace);
    return found(knex, query, table, limit);
  }

  #isObject(object: Knex.QueryBuilder, table: string): void {
    object.from('objects').select('objects.name');
    for (const column of OBJECT_KEY) {
      object.whereRaw('?? = ??', [`objects.${column}`, `${table}.${column}`]);
    }
  }

  #narrow(
    object: Knex.QueryBuilder,
    filters: ObjectFilters,
    selector?: EntityHealth['selector'],
  ): void {
    whereObjects(this.knex, object, filters);
    if (selector) whereSelected(this.knex, object, selector);
  }
}
