import {
  compareHealth,
  type EntityHealth,
  type Workload,
} from '@portlight/plugin-portlight-common';

/** A workload of an entity, wherever it runs. */
export interface MatrixWorkload {
  key: string;
  kind: string;
  name: string;
}

/** The workloads of an entity beside the clusters it runs in. */
export interface EntityMatrix {
  workloads: MatrixWorkload[];
  clusters: EntityHealth['clusters'];
  /** What runs of a workload in a cluster: usually one, several when namespaces differ. */
  cell(cluster: string, workload: MatrixWorkload): Workload[];
  /** Clusters that were asked and have nothing of it. */
  empty: EntityHealth['clusters'];
}

const keyOf = ({ kind, name }: { kind: string; name: string }) =>
  `${kind}/${name}`;

/**
 * Clusters beside workloads. The namespace is no part of a workload's identity here: `cart` of `cart-staging` is
 * the same as `cart` of `cart-prod`.
 */
export function entityMatrix(entity: EntityHealth): EntityMatrix {
  const cells = new Map<string, Workload[]>();
  const workloads = new Map<string, MatrixWorkload>();
  for (const workload of entity.workloads) {
    const { kind, name, cluster } = workload;
    const key = keyOf(workload);
    if (!workloads.has(key)) workloads.set(key, { key, kind, name });
    const place = `${cluster}|${key}`;
    cells.set(place, [...(cells.get(place) ?? []), workload]);
  }
  for (const cell of cells.values()) {
    cell.sort((a, b) => compareHealth(a.health, b.health));
  }
  const used = new Set(entity.workloads.map(({ cluster }) => cluster));
  // A cluster that cannot be read may well have some: it is not "empty".
  const isShown = (cluster: EntityHealth['clusters'][number]) =>
    used.has(cluster.name) || cluster.status !== 'active';
  return {
    workloads: [...workloads.values()].sort((a, b) =>
      a.key.localeCompare(b.key, undefined, { numeric: true }),
    ),
    clusters: entity.clusters.filter(isShown),
    empty: entity.clusters.filter(cluster => !isShown(cluster)),
    cell: (cluster, workload) => cells.get(`${cluster}|${workload.key}`) ?? [],
  };
}

/** The worst first workloads that are not healthy. */
export function troubled(entity: EntityHealth): Workload[] {
  return entity.workloads
    .filter(
      ({ health }) =>
        health.status === 'degraded' || health.status === 'progressing',
    )
    .sort((a, b) => compareHealth(a.health, b.health));
}

const listNames = (names: readonly string[]) =>
  names.length <= 2
    ? names.join(' and ')
    : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;

/** The answer about an entity in one sentence. */
export function describeEntityHealth(entity: EntityHealth): string {
  const { workloads, clusters } = entity;
  const total = entity.total ?? workloads.length;
  const unread = clusters.filter(({ status }) => status !== 'active');
  const rest =
    unread.length > 0
      ? `; ${listNames(unread.map(({ title }) => title))} cannot be read`
      : '';
  if (total === 0) return `Nothing of it runs in any cluster${rest}.`;
  const places = new Set(workloads.map(({ cluster }) => cluster));
  const titleOf = (name: string) =>
    clusters.find(cluster => cluster.name === name)?.title ?? name;
  const failing = workloads.filter(
    ({ health }) => health.status === 'degraded',
  );
  const where = (list: readonly Workload[]) =>
    listNames([...new Set(list.map(({ cluster }) => titleOf(cluster)))]);
  const noun = total === 1 ? 'workload' : 'workloads';
  if (failing.length > 0) {
    const verb = failing.length === 1 ? 'is' : 'are';
    return `${failing.length} of ${total} ${noun} ${verb} failing, in ${where(
      failing,
    )}${rest}.`;
  }
  const moving = workloads.filter(
    ({ health }) => health.status === 'progressing',
  );
  if (moving.length > 0) {
    const verb = moving.length === 1 ? 'is' : 'are';
    return `${
      moving.length
    } of ${total} ${noun} ${verb} rolling out, in ${where(moving)}${rest}.`;
  }
  const healthy = workloads.filter(({ health }) => health.status === 'healthy');
  const inClusters =
    places.size === 1
      ? `in ${titleOf([...places][0])}`
      : `in ${places.size} clusters`;
  if (healthy.length === total) {
    const all = total === 1 ? 'The workload is' : `All ${total} workloads are`;
    return `${all} healthy, ${inClusters}${rest}.`;
  }
  return `${healthy.length} of ${total} ${noun} are healthy and none is failing, ${inClusters}${rest}.`;
}
