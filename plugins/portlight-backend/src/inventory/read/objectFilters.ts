import {
  type EntityHealth,
  type HealthStatus,
  KINDS,
  type ObjectQuery,
  ownerRef,
  parseLabelSelector,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { whereContains, wherePrefix, whereSearch } from '../../database';
import { whereLabels } from './labelFilter';

/** By rank, as the column `health_rank` has it. */
export const HEALTH_STATUSES: readonly HealthStatus[] = [
  'degraded',
  'unknown',
  'progressing',
  'suspended',
  'healthy',
];

/** What narrows a list of objects: its query without sort and page. */
export type ObjectFilters = Omit<ObjectQuery, 'sort' | 'limit' | 'cursor'>;

// A ReplicaSet is a workload only where no Deployment controls it.
const OTHER_KINDS = KINDS.filter(
  ({ kind, workload }) => !workload && kind !== 'ReplicaSet',
).map(({ kind }) => kind);

/**
 * Pods' top-level controllers: a Job of a CronJob, say, is none. Told from others by exclusion, because
 * controllers that the mirror does not read are known from their pods, under kinds of their own.
 */
export function whereTopLevelWorkload(query: Knex.QueryBuilder): void {
  query.whereNull('workload').whereNotIn('kind', OTHER_KINDS);
}

/**
 * The second that a time lies in or before, as a text that sorts before every text of that second. Stored
 * times are whole seconds, with or without a fraction.
 */
function secondFrom(time: string): string {
  const seconds = Math.ceil(Date.parse(time) / 1000);
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}

/** Narrows a query on `objects`. */
export function whereObjects(
  knex: Knex,
  query: Knex.QueryBuilder,
  filters: ObjectFilters,
): void {
  const among = (column: string, values?: readonly (string | number)[]) => {
    if (values) {
      query.whereIn(column, values);
    }
  };
  among('cluster', filters.cluster);
  among('kind', filters.kind);
  among('namespace', filters.namespace);
  among('name', filters.name);
  among('owner', filters.owner?.map(ownerRef));
  among('phase', filters.phase);
  among('node', filters.node);
  among('workload', filters.workload ? [filters.workload] : undefined);
  among(
    'health_rank',
    filters.health?.map(status => HEALTH_STATUSES.indexOf(status)),
  );
  if (filters.namePrefix !== undefined) {
    wherePrefix(query, 'name', filters.namePrefix);
  }
  if (filters.search !== undefined) {
    whereSearch(query, ['name'], filters.search);
  }
  if (filters.image !== undefined) {
    whereContains(knex, query, 'images', filters.image);
  }
  if (filters.labelSelector !== undefined) {
    whereLabels(knex, query, parseLabelSelector(filters.labelSelector));
  }
  if (filters.createdSince !== undefined) {
    query.where('created_at', '>=', secondFrom(filters.createdSince));
  }
  if (filters.createdBefore !== undefined) {
    query.where('created_at', '<', secondFrom(filters.createdBefore));
  }
}

/**
 * Narrows to what the annotations of an entity select: one workload by its name, else as the Kubernetes plugin reads
 * them: the label
 * selector where there is one, else the label with the id. The id also counts on a pod template, where many
 * put it; it is then in the workload's item.
 */
export function whereSelected(
  knex: Knex,
  query: Knex.QueryBuilder,
  selector: EntityHealth['selector'],
): void {
  const { cluster, namespace, workload, labelSelector, kubernetesId } =
    selector;
  if (cluster !== undefined) {
    query.where('cluster', cluster);
  }
  if (namespace !== undefined) {
    query.where('namespace', namespace);
  }
  if (workload !== undefined) {
    const [kind, ...name] = workload.split('/');
    query.where({ kind, name: name.join('/') });
  } else if (labelSelector !== undefined) {
    whereLabels(knex, query, parseLabelSelector(labelSelector));
  } else if (kubernetesId !== undefined) {
    whereContains(
      knex,
      query,
      'summary',
      `"kubernetesId":${JSON.stringify(kubernetesId)}`,
    );
  }
}
