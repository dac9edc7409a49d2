import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  type MetricsSource,
  type MetricsSourceTest,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import type { OperationHandlers } from '../../api/operations';
import { audited } from '../../clusters';
import type { ClusterReader } from '../../clusters/read';
import type { Mirror } from '../../inventory';
import {
  type DetectedService,
  detectServices,
  snippetOf,
} from './detectServices';
import type { PrometheusSources } from './PrometheusSources';
import type { PrometheusSourceSettings } from './sourceSettings';
import { KUBELET, METRICS_API, type SourceStates } from './SourceStates';
import {
  testKubelet,
  testMetricsApi,
  testPeers,
  testPrometheus,
} from './testSource';

/** How direct scraping is called. */
const PEERS = 'peers';

/** What {@link createSourceHandlers} is made of. */
export interface SourceHandlersOptions {
  knex: Knex;
  auditor: AuditorService;
  mirror: Pick<Mirror, 'reach'>;
  clusters: Pick<ClusterReader, 'visible' | 'requireCluster'>;
  sources: Pick<PrometheusSources, 'settings' | 'ask'>;
  states: Pick<SourceStates, 'read' | 'note'>;
}

function addressOf({ url, service }: PrometheusSourceSettings): string {
  if (url !== undefined) return url;
  const { namespace, name, port, path, cluster } = service!;
  return `Service ${namespace}/${name}:${port}${path}${
    cluster === undefined ? '' : ` in ${cluster}`
  }`;
}

function isSame(
  settings: readonly PrometheusSourceSettings[],
  { cluster, settings: { service } }: DetectedService,
): boolean {
  return settings.some(
    ({ service: own, clusters }) =>
      own?.namespace === service.namespace &&
      own.name === service.name &&
      (own.cluster ?? cluster) === cluster &&
      (clusters === undefined || clusters.includes(cluster)),
  );
}

/** Answers where metrics come from, and asks a source now. */
export function createSourceHandlers(
  options: SourceHandlersOptions,
): Pick<OperationHandlers, 'listMetricsSources' | 'testMetricsSource'> {
  const { knex, auditor, mirror, clusters, sources, states } = options;

  const list = async (names: readonly string[]): Promise<MetricsSource[]> => {
    const known = await states.read(names);
    const detected = await detectServices(knex, names);
    return names.flatMap((cluster): MetricsSource[] => {
      const state = (source: string) =>
        known.get(cluster)?.get(source) ?? { status: 'unknown' as const };
      return [
        {
          name: PEERS,
          kind: 'peers',
          cluster,
          configured: true,
          status: 'available',
          message:
            'Pods are scraped directly while somebody looks at them, and always with the annotation portlight.io/scrape: "true".',
        },
        {
          name: METRICS_API,
          kind: 'metricsApi',
          cluster,
          address: 'metrics.k8s.io',
          ...state(METRICS_API),
        },
        {
          name: KUBELET,
          kind: 'kubelet',
          cluster,
          address: 'nodes/proxy: stats/summary',
          ...state(KUBELET),
        },
        ...sources.settings
          .filter(
            source =>
              source.clusters === undefined ||
              source.clusters.includes(cluster),
          )
          .map(
            (source): MetricsSource => ({
              name: source.name,
              kind: 'prometheus',
              cluster,
              configured: true,
              address: addressOf(source),
              ...state(source.name),
            }),
          ),
        ...detected
          .filter(
            service =>
              service.cluster === cluster && !isSame(sources.settings, service),
          )
          .map(
            (service): MetricsSource => ({
              name: service.settings.name,
              kind: 'prometheus',
              cluster,
              configured: false,
              address: addressOf(service.settings),
              status: 'unknown',
              message: `Detected in the cluster. To have it answer for times that own history does not cover, add to the configuration:\n\n${snippetOf(
                service,
              )}`,
            }),
          ),
      ];
    });
  };

  const find = async (
    source: string,
    cluster: string,
  ): Promise<PrometheusSourceSettings | undefined> => {
    const configured = sources.settings.find(
      ({ name, clusters: of }) =>
        name === source && (of === undefined || of.includes(cluster)),
    );
    if (configured) return configured;
    const detected = await detectServices(knex, [cluster]);
    return detected.find(({ settings }) => settings.name === source)?.settings;
  };

  const connected = async (
    cluster: string,
    work: (connection: ClusterConnection) => Promise<MetricsSourceTest>,
  ): Promise<MetricsSourceTest> => {
    const address = mirror.reach(cluster);
    if (!address) {
      const message = `The cluster ${cluster} is not read by the portal: it is in maintenance, or needs your own sign-in.`;
      return {
        success: false,
        checks: [{ name: 'Connection', success: false, message }],
      };
    }
    const connection = address.connect();
    try {
      return await work(connection);
    } finally {
      await connection.close().catch(() => {});
    }
  };

  const test = async (
    source: string,
    cluster: string,
  ): Promise<MetricsSourceTest> => {
    switch (source) {
      case PEERS:
        return connected(cluster, testPeers);
      case METRICS_API:
        return connected(cluster, testMetricsApi);
      case KUBELET: {
        const node: { name: string } | undefined = await knex('objects')
          .where({ cluster, kind: 'Node' })
          .orderBy('name')
          .first('name');
        return connected(cluster, connection =>
          testKubelet(connection, node?.name),
        );
      }
      default: {
        const settings = await find(source, cluster);
        if (!settings) {
          throw new PortlightError({
            code: 'not-found',
            status: 404,
            parameter: 'source',
            message: `There is no source of metrics \`${source}\` of the cluster \`${cluster}\``,
          });
        }
        const result = await testPrometheus(
          sources.ask(settings, cluster),
          cluster,
        );
        const failed = result.checks.find(({ success }) => !success);
        if (sources.settings.includes(settings)) {
          await states.note(
            { cluster, source },
            result.success
              ? { status: 'available' }
              : { status: 'failing', message: failed?.message },
          );
        }
        return result;
      }
    }
  };

  /** The only cluster of a source, where the request names none. */
  const clusterOf = (source: string, asked?: string): string => {
    const only = sources.settings.find(({ name }) => name === source)?.clusters;
    const cluster = asked ?? (only?.length === 1 ? only[0] : undefined);
    if (cluster !== undefined) return cluster;
    throw new PortlightError({
      code: 'invalid-parameter',
      status: 400,
      parameter: 'cluster',
      message: `\`cluster\` is missing: the source \`${source}\` is asked about one cluster at a time`,
    });
  };

  return {
    listMetricsSources: {
      answer: async ({ visibility }) => {
        const visible = await clusters.visible(visibility);
        const items = await list(visible.map(({ name }) => name));
        return { items, total: items.length };
      },
    },
    testMetricsSource: {
      answer: async ({ path: { source }, query, visibility, request }) =>
        audited(
          auditor,
          {
            eventId: 'metrics-source-test',
            severityLevel: 'low',
            request,
            meta: {
              source,
              ...(query.cluster === undefined
                ? {}
                : { cluster: query.cluster }),
            },
          },
          async () => {
            const cluster = clusterOf(source, query.cluster);
            await clusters.requireCluster(cluster, visibility);
            return test(source, cluster);
          },
          ({ success }) => ({ success }),
        ),
    },
  };
}
