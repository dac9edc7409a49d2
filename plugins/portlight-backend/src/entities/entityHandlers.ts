import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type Cluster,
  describeEntity,
  ENTITY_ANNOTATIONS,
  type EntityHealth,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import type { OperationHandlers } from '../api/operations';
import type { ClusterReader } from '../clusters/read';
import type { ProblemReader } from '../health';
import type { ObjectReader } from '../inventory/read';
import { entitySelector } from './entitySelector';

/** What the page of an entity shows at most of each. */
const MAXIMUM_WORKLOADS = 500;
const MAXIMUM_PROBLEMS = 200;

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

/** Answers how the workloads of a catalog entity are. */
export function createEntityHandlers(options: {
  catalog: CatalogService;
  clusters: ClusterReader;
  objects: ObjectReader;
  problems: ProblemReader;
}): Pick<OperationHandlers, 'getEntityHealth'> {
  const { catalog, clusters, objects, problems } = options;
  return {
    getEntityHealth: {
      answer: async ({ path, credentials }) => {
        const entityRef = stringifyEntityRef(path);
        // With the user's credentials: who may not see the entity does not see its workloads either.
        const entity = await catalog.getEntityByRef(entityRef, { credentials });
        if (!entity) {
          throw new PortlightError({
            code: 'not-found',
            status: 404,
            message: `\`${entityRef}\` is not in the catalog, or you may not see it`,
          });
        }
        const selector = entitySelector(entity);
        if (!selector) {
          throw new PortlightError({
            code: 'no-workload-annotation',
            status: 404,
            message: `\`${entityRef}\` has neither the annotation ${ENTITY_ANNOTATIONS.kubernetesId} nor ${ENTITY_ANNOTATIONS.labelSelector}, so that no workload is known to be its own`,
          });
        }
        const asked = await clusters.documents(
          selector.cluster === undefined ? undefined : [selector.cluster],
        );
        const { workloads, total, byCluster } = await objects.workloadsOf(
          selector,
          MAXIMUM_WORKLOADS,
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
          problems: await problems.of(workloads, MAXIMUM_PROBLEMS),
        });
      },
    },
  };
}
