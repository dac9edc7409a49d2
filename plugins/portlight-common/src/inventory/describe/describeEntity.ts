import type {
  Change,
  EntityHealth,
  ObjectReference,
  Problem,
  Workload,
} from '../../api/types';
import { imageVersion, parseImage } from '../derive/images';
import type { KubernetesObject } from '../../kubernetes';
import { describeChanges } from './changes';

const MAX_CHANGES = 20;
const MAX_WORKLOADS = 500;

/** What {@link describeEntity} puts together. @public */
export interface EntityParts {
  /** Such as `component:default/cart`. */
  entityRef: string;
  /** How the workloads of the entity were found. */
  selector: EntityHealth['selector'];
  /** Every cluster that was asked. */
  clusters: EntityHealth['clusters'];
  /** The items of its workloads in all clusters. */
  workloads: readonly Workload[];
  /** How many workloads there are, where `workloads` has not all. */
  total?: number;
  /** What is wrong with its workloads now. */
  problems: readonly Problem[];
  /** ReplicaSets of the workloads: where they are absent, no changes are told. */
  rollouts?: readonly {
    cluster: string;
    workload: ObjectReference;
    children: readonly KubernetesObject[];
  }[];
}

type Difference = EntityHealth['differences'][number];

/**
 * Where workloads of the same kind, namespace and name run different images in different clusters. A
 * workload that is in one cluster only differs from nothing.
 */
export function findDifferences(workloads: readonly Workload[]): Difference[] {
  const found = new Map<string, Omit<Difference, 'values'>>();
  const clustersByVersion = new Map<string, Map<string, Set<string>>>();
  for (const { kind, namespace, name, cluster, images } of workloads) {
    for (const image of images) {
      const container = parseImage(image).name;
      const key = JSON.stringify([kind, namespace, name, container]);
      found.set(key, { kind, namespace, name, container });
      const versions = clustersByVersion.get(key) ?? new Map();
      clustersByVersion.set(key, versions);
      const version = imageVersion(image);
      versions.set(
        version,
        (versions.get(version) ?? new Set<string>()).add(cluster),
      );
    }
  }
  const differences: Difference[] = [];
  for (const [key, difference] of found) {
    const versions = clustersByVersion.get(key)!;
    const sets = [...versions.values()].map(clusters => [...clusters].sort());
    const differs = sets.some(set => set.join('\n') !== sets[0].join('\n'));
    if (differs) {
      differences.push({
        ...difference,
        values: [...versions]
          .map(([value, clusters]) => ({
            value,
            clusters: [...clusters].sort(),
          }))
          .sort(
            (left, right) =>
              right.clusters.length - left.clusters.length ||
              (left.value < right.value ? -1 : 1),
          ),
      });
    }
  }
  return differences;
}

function recentChanges(
  rollouts: NonNullable<EntityParts['rollouts']>,
): EntityHealth['changes'] {
  return rollouts
    .flatMap(({ cluster, workload, children }) =>
      describeChanges(children).map((change: Change) => ({
        ...change,
        cluster,
        object: workload,
      })),
    )
    .sort((left, right) => {
      if (left.at !== right.at) {
        return left.at < right.at ? 1 : -1;
      }
      return left.cluster < right.cluster ? -1 : 1;
    })
    .slice(0, MAX_CHANGES);
}

/**
 * One catalog entity in all clusters, side by side (HE4).
 *
 * @public
 */
export function describeEntity(parts: EntityParts): EntityHealth {
  const { entityRef, selector, clusters, workloads } = parts;
  return {
    entityRef,
    selector,
    clusters,
    workloads: workloads.slice(0, MAX_WORKLOADS),
    total: parts.total ?? workloads.length,
    problems: [...parts.problems],
    differences: findDifferences(workloads),
    changes: recentChanges(parts.rollouts ?? []),
  };
}
