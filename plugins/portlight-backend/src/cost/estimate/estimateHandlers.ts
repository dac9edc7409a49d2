import {
  estimateCosts,
  type KubernetesObject,
  type NodeSpan,
  observeNode,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { OperationHandlers } from '../../api/operations';
import type { ClusterReader } from '../../clusters/read';
import type { RecordReader } from '../../inventory/read';
import type { Visibility } from '../../permissions';
import type { PriceBook } from '../prices';
import { readManifests } from './readManifests';

const HOUR = 3600;
/** Objects that are looked up as they run; whoever prices more compares files. */
const MOST_COMPARED = 500;

/** The nodes of a cluster as they are now. */
async function readNodes(
  knex: Knex,
  cluster: string,
  hour: number,
): Promise<NodeSpan[]> {
  const records: string[] = await knex('records')
    .where({ cluster, kind: 'Node' })
    .pluck('record');
  return records.flatMap(
    record =>
      observeNode(
        { record: JSON.parse(record) },
        { start: hour, end: hour + HOUR },
      ) ?? [],
  );
}

/** Prices manifests before they are deployed. */
export function createEstimateHandlers(options: {
  knex: Knex;
  prices: PriceBook;
  currency: string;
  clusters: ClusterReader;
  records: RecordReader;
  now?: () => number;
}): Pick<OperationHandlers, 'estimateCosts'> {
  const { knex, prices, currency, clusters, records, now = Date.now } = options;

  /** What runs under the names of the objects, as far as whoever asks sees it. */
  const running = async (
    objects: readonly KubernetesObject[],
    cluster: string,
    namespace: string,
    visibility: Visibility,
  ): Promise<KubernetesObject[]> => {
    const found: KubernetesObject[] = [];
    for (const { kind, metadata } of objects.slice(0, MOST_COMPARED)) {
      if (!kind || !metadata?.name) continue;
      const stored = await records.get(
        {
          cluster,
          namespace: metadata.namespace ?? namespace,
          kind,
          name: metadata.name,
        },
        visibility,
      );
      if (stored) {
        // The mirror's records name no kind where all of a list are of one.
        found.push({ kind, ...stored.record });
      }
    }
    return found;
  };

  return {
    estimateCosts: {
      answer: async ({ body, visibility }) => {
        const { cluster, namespace = 'default' } = body;
        await clusters.requireCluster(cluster, visibility);
        const objects = readManifests(body.manifests, 'manifests');
        const compare =
          body.compare ?? (body.base === undefined ? 'running' : 'manifests');
        if (compare === 'manifests' && body.base === undefined) {
          throw new PortlightError({
            code: 'invalid-parameter',
            status: 400,
            parameter: 'base',
            message:
              'To compare with manifests, send those that they replace as `base`',
          });
        }
        const hour = Math.floor(now() / 1000 / HOUR) * HOUR;
        const nodes = await readNodes(knex, cluster, hour);
        let before: KubernetesObject[] | undefined;
        if (compare === 'running') {
          before = await running(objects, cluster, namespace, visibility);
        } else if (compare === 'manifests') {
          before = readManifests(body.base!, 'base');
        }
        return estimateCosts(
          objects,
          {
            cluster,
            namespace,
            currency,
            nodes,
            prices: await prices.forHour(cluster, hour, nodes),
            notes:
              compare === 'running' && objects.length > MOST_COMPARED
                ? [
                    `Only the first ${MOST_COMPARED} objects are compared with what runs`,
                  ]
                : [],
          },
          before,
        );
      },
    },
  };
}
