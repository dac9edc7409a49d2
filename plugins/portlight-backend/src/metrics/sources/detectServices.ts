import {
  KUBERNETES_LABELS,
  type KubernetesObject,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { PrometheusSourceSettings, SourceType } from './sourceSettings';

/** A Service of a cluster that looks like a Prometheus-compatible server. */
export interface DetectedService {
  cluster: string;
  settings: PrometheusSourceSettings & {
    service: NonNullable<PrometheusSourceSettings['service']>;
  };
}

/** Services that are looked at; nobody has as many servers. */
const MAXIMUM_SERVICES = 2000;

/** What the usual charts and operators call their Services. */
const KNOWN: readonly {
  name: RegExp;
  type: SourceType;
  /** Where the API is below. */
  path: string;
}[] = [
  {
    name: /^(?:.+-)?prometheus(?:-server|-operated|-k8s)?$/,
    type: 'prometheus',
    path: '',
  },
  {
    name: /^(?:.+-)?thanos-query(?:-frontend)?$/,
    type: 'thanos',
    path: '',
  },
  {
    name: /^(?:.+-)?mimir-(?:query-frontend|gateway|nginx)$/,
    type: 'mimir',
    path: '/prometheus',
  },
  {
    name: /^(?:.+-)?(?:vmselect|victoria-metrics-cluster-vmselect)(?:-.+)?$/,
    type: 'victoriametrics',
    path: '/select/0/prometheus',
  },
  {
    name: /^(?:.+-)?(?:vmsingle|victoria-metrics-single(?:-server)?)(?:-.+)?$/,
    type: 'victoriametrics',
    path: '',
  },
];

/** Names of ports in the order of preference. */
const PORT_NAMES = ['http', 'web', 'http-web', 'http-query', 'http-metrics'];

function portOf(ports: unknown): string | undefined {
  const list: { name?: unknown; port?: unknown }[] = Array.isArray(ports)
    ? ports
    : [];
  const best =
    PORT_NAMES.map(name => list.find(port => port?.name === name)).find(
      port => port !== undefined,
    ) ?? list[0];
  return typeof best?.port === 'number' ? String(best.port) : undefined;
}

/** The source that a Service would be, or nothing for a Service of anything else. */
export function detectSource(
  cluster: string,
  { metadata, spec }: KubernetesObject,
): DetectedService['settings'] | undefined {
  const { name, namespace } = metadata ?? {};
  const port = portOf(spec?.ports);
  const known = KNOWN.find(each => each.name.test(name ?? ''));
  if (!known || name === undefined || namespace === undefined || !port) {
    return undefined;
  }
  const { type, path } = known;
  return {
    name: `${name}.${namespace}`,
    type,
    service: { namespace, name, port, scheme: 'http', path },
    clusters: [cluster],
    headers: {},
    tls: { insecure: false },
    matchers: [],
    labels: KUBERNETES_LABELS,
    timeout: 15_000,
  };
}

/** The lines of configuration that make a detected Service a source. */
export function snippetOf({ cluster, settings }: DetectedService): string {
  const { service, type } = settings;
  const { namespace, name, port, path } = service;
  // JSON is YAML, whatever is in the names.
  return [
    'portlight:',
    '  metrics:',
    '    sources:',
    `      - name: ${JSON.stringify(`${cluster} ${name}`.slice(0, 63))}`,
    `        type: ${type}`,
    `        clusters: [${JSON.stringify(cluster)}]`,
    `        service: ${JSON.stringify({
      namespace,
      name,
      port: Number(port),
      ...(path === '' ? {} : { path }),
    })}`,
    ...(type === 'mimir' ? ['        tenant: anonymous'] : []),
  ].join('\n');
}

/** Finds Services of clusters that look like Prometheus-compatible servers, as the mirror has them. */
export async function detectServices(
  knex: Knex,
  clusters: readonly string[],
): Promise<DetectedService[]> {
  const detected: DetectedService[] = [];
  for (let start = 0; start < clusters.length; start += 500) {
    const rows: { cluster: string; record: string }[] = await knex('records')
      .where('kind', 'Service')
      .whereIn('cluster', clusters.slice(start, start + 500))
      .where(any => {
        for (const part of [
          'prometheus',
          'thanos-query',
          'mimir',
          'vmselect',
          'vmsingle',
          'victoria',
        ]) {
          any.orWhere('name', 'like', `%${part}%`);
        }
      })
      .orderBy(['cluster', 'namespace', 'name'])
      .limit(MAXIMUM_SERVICES)
      .select('cluster', 'record');
    for (const { cluster, record } of rows) {
      const settings = detectSource(cluster, JSON.parse(record));
      if (settings) detected.push({ cluster, settings });
    }
  }
  return detected;
}
