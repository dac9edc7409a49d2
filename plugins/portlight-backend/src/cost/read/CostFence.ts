import {
  type CostKeys,
  matchesLabels,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { type Visibility, whereVisibleClusters } from '../../permissions';

type WorkloadNarrowing = Visibility['workloads'];
type WorkloadCondition = Exclude<WorkloadNarrowing, string>;

/** What of a row decides whether it may be seen. */
export type FenceField = 'class' | 'cluster' | 'namespace' | 'owner' | 'label';

/**
 * What of costs whoever asks may see. Rows of workloads are narrowed as workloads are; what is nobody's (idle, overhead,
 * fees, volumes without a claim) is for those who see the whole cluster.
 */
export class CostFence {
  private constructor(
    /** Visible clusters; all, also those that are gone, where absent. */
    readonly clusters: readonly string[] | undefined,
    private readonly workloads: WorkloadNarrowing,
    private readonly environments: ReadonlyMap<string, string | null>,
  ) {}

  static async read(knex: Knex, visibility: Visibility): Promise<CostFence> {
    const { clusters, workloads } = visibility;
    const everywhere = clusters === 'everything';
    if (everywhere && typeof workloads === 'string') {
      return new CostFence(undefined, workloads, new Map());
    }
    const query = knex('clusters');
    whereVisibleClusters(knex, query, visibility);
    const rows: { name: string; environment: string | null }[] =
      await query.select('clusters.name', 'clusters.environment');
    return new CostFence(
      everywhere ? undefined : rows.map(({ name }) => name),
      workloads,
      new Map(rows.map(({ name, environment }) => [name, environment])),
    );
  }

  /** Whether of visible clusters everything is visible. */
  get seesAll(): boolean {
    return this.workloads === 'everything';
  }

  /** Whether anything is hidden at all. */
  get isOpen(): boolean {
    return this.seesAll && this.clusters === undefined;
  }

  /** Visible clusters among some; all of these where absent. */
  visible(
    clusters: readonly string[] | undefined,
  ): readonly string[] | undefined {
    const { clusters: own } = this;
    if (own === undefined) return clusters;
    if (clusters === undefined) return own;
    const known = new Set(own);
    return clusters.filter(name => known.has(name));
  }

  /** What has to be known of rows to narrow them. */
  get fields(): ReadonlySet<FenceField> {
    const fields = new Set<FenceField>();
    if (typeof this.workloads === 'string') return fields;
    // What is nobody's is decided by the cluster.
    fields.add('class').add('cluster').add('namespace');
    const look = (condition: WorkloadCondition) => {
      if ('filter' in condition) {
        const { property } = condition.filter;
        if (property === 'owner' || property === 'label') fields.add(property);
      } else if (!('places' in condition)) {
        ('all' in condition ? condition.all : condition.any).forEach(look);
      }
    };
    look(this.workloads);
    return fields;
  }

  /** Whether a row may be seen; its cluster is visible. */
  sees(keys: CostKeys): boolean {
    if (this.workloads === 'everything') return true;
    if (this.workloads === 'nothing') return false;
    const whole = keys.class !== 'workload' && keys.namespace === undefined;
    return this.#meets(this.workloads, keys, whole);
  }

  /** @param whole - whether it has to be true of everything that there may be in the cluster */
  #meets(
    condition: WorkloadCondition,
    keys: CostKeys,
    whole: boolean,
  ): boolean {
    if ('places' in condition) {
      return (
        !whole &&
        condition.places.some(
          ([cluster, namespace]) =>
            cluster === keys.cluster && namespace === keys.namespace,
        )
      );
    }
    if ('all' in condition) {
      return condition.all.every(part => this.#meets(part, keys, whole));
    }
    if ('any' in condition) {
      return condition.any.some(part => this.#meets(part, keys, whole));
    }
    const { filter, negated } = condition;
    switch (filter.property) {
      case 'cluster':
        return filter.values.includes(keys.cluster) !== negated;
      case 'environment': {
        const environment = this.environments.get(keys.cluster);
        return (
          (typeof environment === 'string' &&
            filter.values.includes(environment)) !== negated
        );
      }
      case 'label':
        return (
          !whole &&
          keys.labels !== undefined &&
          matchesLabels(
            [
              filter.value === undefined
                ? { key: filter.key, operator: 'Exists', values: [] }
                : { key: filter.key, operator: 'In', values: [filter.value] },
            ],
            keys.labels,
          ) !== negated
        );
      case 'namespace':
        return (
          !whole && filter.values.includes(keys.namespace ?? '') !== negated
        );
      default:
        return !whole && filter.values.includes(keys.owner ?? '') !== negated;
    }
  }
}
