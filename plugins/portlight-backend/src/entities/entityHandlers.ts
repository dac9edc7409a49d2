import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type Cluster,
  describeEntity,
  ENTITY_ANNOTATIONS,
  type EntityHealth,
  type EntityParts,
  type Workload,
} from '@portlight/plugin-portlight-common';
import type { OperationHandlers } from '../api/operations';
import type { ClusterReader } from '../clusters/read';
import type { ProblemReader } from '../health';
import type { ObjectReader, RecordReader } from '../inventory/read';
import type { Visibility } from '../permissions';
import { requireSelector } from './requireSelector';

/** What the page of an entity shows at most of each. */
const MAXIMUM_WORKLOADS = 500;
const MAXIMUM_PROBLEMS = 200;
/** ReplicaSets that are read for the latest rollouts. */
const MAXIMUM_REPLICA_SETS = 500;

type AskedCluster = EntityHealth['clusters'][number];

/** A cluster that was asked, with how many of the entity's workloads it has. */
function askedCluster(cluster: Cluster, workloads: number): AskedCluster {
  return {
    name: cluster.name,
    title: cluster.title,
    status: cluster.status,
    statusMessage: cluster.statusMessage,
    environment: cluster.environment,
    stale: cluster.sync.stale,
    lastSyncAt: cluster.sync.lastSyncAt,
    workloads,
  };
}

/** A cluster that the entity names and the portal does not know. */
function unknownCluster(name: string): AskedCluster {
  return {
    name,
    title: name,
    status: 'error',
    statusMessage: `The entity's annotation ${ENTITY_ANNOTATIONS.cluster} names this cluster, but the portal does not know it`,
    stale: false,
    workloads: 0,
  };
}

/** The newest ReplicaSets of the workloads, by workload. */
async function readRollouts(
  records: RecordReader,
  workloads: readonly Workload[],
  visibility: Visibility,
): Promise<NonNullable<EntityParts['rollouts']>> {
  const deployments = workloads.filter(({ kind }) => kind === 'Deployment');
  const replicaSets = await records.replicaSetsOf(
    deployments,
    MAXIMUM_REPLICA_SETS,
    visibility,
  );
  return deployments.map(({ cluster, kind, namespace, name }) => ({
    cluster,
    workload: { kind, namespace, name },
    children: replicaSets
      .filter(
        ({ cluster: of, workload, record }) =>
          of === cluster &&
          workload === `${kind}/${name}` &&
          record.metadata?.namespace === namespace,
      )
      .map(({ record }) => record),
  }));
}

/** Answers how the workloads of a catalog entity are. */
export function createEntityHandlers(options: {
  catalog: CatalogService;
  clusters: ClusterReader;
  objects: ObjectReader;
  problems: ProblemReader;
  records: RecordReader;
}): Pick<OperationHandlers, 'getEntityHealth'> {
  const { catalog, clusters, objects, problems, records } = options;
  return {
    getEntityHealth: {
      answer: async ({ path, credentials, visibility }) => {
        const entityRef = stringifyEntityRef(path);
        const selector = await requireSelector(catalog, entityRef, credentials);
        const asked = await clusters.visible(
          visibility,
          selector.cluster === undefined ? undefined : [selector.cluster],
        );
        const { workloads, total, byCluster } = await objects.workloadsOf(
          selector,
          MAXIMUM_WORKLOADS,
          visibility,
        );
        const known = asked.map(cluster =>
          askedCluster(cluster, byCluster.get(cluster.name) ?? 0),
        );
        return describeEntity({
          entityRef,
          selector,
          clusters:
            known.length === 0 && selector.cluster !== undefined
              ? [unknownCluster(selector.cluster)]
              : known,
          workloads,
          total,
          problems: await problems.of(workloads, MAXIMUM_PROBLEMS, visibility),
          rollouts: await readRollouts(records, workloads, visibility),
        });
      },
    },
  };
}
