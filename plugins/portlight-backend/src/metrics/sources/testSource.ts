import {
  type MetricsSourceTest,
  parseNodeMetrics,
  parsePodMetrics,
  parseStatsSummary,
  probeQueries,
} from '@portlight/plugin-portlight-common';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import { SyncError } from '../../inventory';
import { askCluster } from '../usage/askCluster';
import type { SourceOfCluster } from './PrometheusSources';
import { SourceError } from './SourceError';

type Check = MetricsSourceTest['checks'][number];

/** Milliseconds until a question to a cluster is given up. */
const TIMEOUT = 10_000;
const MEGABYTE = 1024 * 1024;

/** Fails with a sentence of ours; anything else is a mistake of the program. */
function messageOf(error: unknown): string {
  if (error instanceof SourceError) return `${error.message}.`;
  if (error instanceof SyncError) return error.failure.message;
  throw error;
}

/** Does checks one after the other until one fails that the others need. */
async function runChecks(
  checks: readonly {
    name: string;
    /** What was found; throws what is wrong. */
    run: () => Promise<string>;
    /** The source is of use without it. */
    optional?: boolean;
  }[],
): Promise<Pick<MetricsSourceTest, 'success' | 'checks'>> {
  const done: Check[] = [];
  let success = true;
  for (const { name, run, optional = false } of checks) {
    try {
      done.push({ name, success: true, message: await run() });
    } catch (error) {
      done.push({ name, success: false, message: messageOf(error) });
      if (optional) continue;
      success = false;
      break;
    }
  }
  return { success, checks: done };
}

/** Asks a Prometheus-compatible server: does it answer, and has it anything of the cluster. */
export async function testPrometheus(
  { client, matchers }: SourceOfCluster,
  cluster: string,
): Promise<MetricsSourceTest> {
  let version: string | undefined;
  let latencySeconds: number | undefined;
  const queries = probeQueries(matchers);
  const labels = matchers
    .map(({ name, value }) => `${name}=${JSON.stringify(value)}`)
    .join(', ');
  const found = async (query: typeof queries.targets) =>
    (await client.instant(query)).series[0]?.values[0] ?? 0;
  const result = await runChecks([
    {
      name: 'Connection',
      run: async () => {
        const began = performance.now();
        version = await client.version();
        latencySeconds = (performance.now() - began) / 1000;
        return version === undefined
          ? 'It answers.'
          : `Version ${version} answers.`;
      },
    },
    {
      name: 'Queries',
      run: async () => {
        const { warnings } = await client.instant(queries.targets);
        return warnings.length === 0
          ? 'Queries are answered.'
          : `Queries are answered, with warnings: ${warnings.join('; ')}.`;
      },
    },
    {
      name: 'Metrics of the cluster',
      run: async () => {
        const targets = await found(queries.targets);
        if (targets > 0) {
          return labels === ''
            ? `It scrapes ${targets} targets.`
            : `It scrapes ${targets} targets with ${labels}.`;
        }
        throw new SourceError(
          'absent',
          labels === ''
            ? 'It has no targets (`up`); look at its own page of targets'
            : `It has no targets with ${labels}; check \`matchers\` of the source: the labels that this server gives to the metrics of ${cluster} are its external labels`,
        );
      },
    },
    {
      name: 'Resources in use',
      optional: true,
      run: async () => {
        const containers = await found(queries.containers);
        if (containers > 0) {
          return 'It has what kubelets say of containers (cAdvisor), for CPU, memory, network and volumes beyond own history.';
        }
        throw new SourceError(
          'absent',
          "It has no `container_cpu_usage_seconds_total`; have it scrape the kubelets' /metrics/cadvisor for CPU and memory beyond own history. Metrics of services need nothing of it",
        );
      },
    },
  ]);
  return {
    ...result,
    ...(version === undefined ? {} : { version }),
    ...(latencySeconds === undefined ? {} : { latencySeconds }),
  };
}

function ask(
  connection: ClusterConnection,
  path: string,
  action: string,
): Promise<unknown> {
  return askCluster(connection, {
    path,
    action,
    limit: 64 * MEGABYTE,
    timeout: TIMEOUT,
    signal: new AbortController().signal,
  });
}

/** Asks metrics.k8s.io for what nodes and pods use. */
export async function testMetricsApi(
  connection: ClusterConnection,
): Promise<MetricsSourceTest> {
  const began = performance.now();
  const base = '/apis/metrics.k8s.io/v1beta1';
  const of = (what: 'nodes' | 'pods', read: (list: unknown) => unknown[]) => ({
    name: what === 'nodes' ? 'Nodes' : 'Pods',
    run: async () => {
      const action = `list ${what} of metrics.k8s.io`;
      const known = read(await ask(connection, `${base}/${what}`, action));
      if (known.length > 0) return `It has figures of ${known.length} ${what}.`;
      throw new SourceError(
        'absent',
        `It has no figures of ${what} yet; metrics-server needs a minute after its start, and shows in its log what it cannot read`,
      );
    },
  });
  const result = await runChecks([
    of('nodes', parseNodeMetrics),
    of('pods', parsePodMetrics),
  ]);
  return { ...result, latencySeconds: (performance.now() - began) / 1000 };
}

/** Asks the kubelet of a node for `stats/summary`. */
export async function testKubelet(
  connection: ClusterConnection,
  node: string | undefined,
): Promise<MetricsSourceTest> {
  const began = performance.now();
  const result = await runChecks([
    {
      name: 'Kubelet',
      run: async () => {
        if (node === undefined) {
          throw new SourceError('absent', 'The cluster has no nodes');
        }
        const stats = parseStatsSummary(
          await ask(
            connection,
            `/api/v1/nodes/${encodeURIComponent(node)}/proxy/stats/summary`,
            'read stats/summary of kubelets through nodes/proxy',
          ),
        );
        if (stats) {
          return `The kubelet of ${node} has figures of ${stats.pods.length} pods.`;
        }
        throw new SourceError(
          'invalid',
          `The kubelet of ${node} answers no stats/summary`,
        );
      },
    },
  ]);
  return { ...result, latencySeconds: (performance.now() - began) / 1000 };
}

/** Asks whether the pods of a cluster may be reached, which is what direct scraping needs. */
export async function testPeers(
  connection: ClusterConnection,
): Promise<MetricsSourceTest> {
  const began = performance.now();
  const allowed = async (): Promise<boolean> => {
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const review = (await askCluster(
      {
        close: async () => {},
        request: request =>
          connection.request({
            ...request,
            method: 'POST',
            headers: {
              ...request.headers,
              'content-type': 'application/json',
            },
            body: JSON.stringify({
              apiVersion: 'authorization.k8s.io/v1',
              kind: 'SelfSubjectAccessReview',
              spec: {
                resourceAttributes: {
                  group: '',
                  resource: 'pods',
                  subresource: 'proxy',
                  verb: 'get',
                },
              },
            }),
          }),
      },
      {
        path,
        action: 'tell what the credentials may do',
        limit: MEGABYTE,
        timeout: TIMEOUT,
        signal: new AbortController().signal,
        created: true,
      },
    )) as { status?: { allowed?: unknown } };
    return review?.status?.allowed === true;
  };
  const result = await runChecks([
    {
      name: 'Pods',
      run: async () => {
        if (await allowed()) {
          return 'Pods may be reached through the API server (pods/proxy).';
        }
        throw new SourceError(
          'forbidden',
          "The cluster's credentials may not get pods/proxy, through which pods are scraped; grant it with a ClusterRole",
        );
      },
    },
  ]);
  return { ...result, latencySeconds: (performance.now() - began) / 1000 };
}
