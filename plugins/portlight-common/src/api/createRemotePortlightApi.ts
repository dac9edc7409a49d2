import createClient from 'openapi-fetch';
import type { paths } from './generated/schema';
import type {
  MetricsTarget,
  PortlightApi,
  RequestOptions,
} from './PortlightApi';
import { requestError, responseError } from './responseError';

/** Options of {@link createRemotePortlightApi}. @public */
export interface RemotePortlightApiOptions {
  /**
   * Where the backend plugin is, such as `https://portal.example.com/api/portlight`; a function is asked
   * before every request.
   */
  baseUrl: string | (() => string | Promise<string>);
  /** Default the global one; a portal's own adds the user's token. */
  fetch?: typeof fetch;
}

/** Answers that are kept to be compared with; a page that is open uses a handful. */
const MAXIMUM_ANSWERS = 200;

interface Answer {
  entityTag: string;
  body: unknown;
}

/** The answers used last, by request. */
class AnswerCache {
  readonly #answers = new Map<string, Answer>();

  get(key: string): Answer | undefined {
    const answer = this.#answers.get(key);
    if (answer) {
      // A map remembers the order of insertion: what is used goes to the end, and the oldest is dropped.
      this.#answers.delete(key);
      this.#answers.set(key, answer);
    }
    return answer;
  }

  set(key: string, answer: Answer): void {
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    if (this.#answers.size > MAXIMUM_ANSWERS) {
      this.#answers.delete(this.#answers.keys().next().value as string);
    }
  }
}

/** Without what is undefined or empty: the backend refuses empty parameters. */
function given<T extends object>(query: T | undefined): T | undefined {
  return (
    query &&
    (Object.fromEntries(
      Object.entries(query).filter(
        ([, value]) => value !== undefined && value !== '',
      ),
    ) as T)
  );
}

/** A URL swallows these two names, with the one before them, and so leads to another operation. */
function checkedPath<T extends Record<string, string>>(path: T): T;
function checkedPath<T extends Record<string, string>>(
  path: T | undefined,
): T | undefined;
function checkedPath<T extends Record<string, string>>(
  path: T | undefined,
): T | undefined {
  for (const [parameter, value] of Object.entries(path ?? {})) {
    if (value === '.' || value === '..' || value === '') {
      throw responseError(400, {
        code: 'invalid-parameter',
        title: `\`${value}\` is not a name`,
        parameter,
      });
    }
  }
  return path;
}

type GetPath = {
  [Path in keyof paths]: paths[Path] extends { get: object } ? Path : never;
}[keyof paths];

type Success<Path extends GetPath> = paths[Path] extends {
  get: {
    responses: { 200: { content: { 'application/json': infer Body } } };
  };
}
  ? Body
  : never;

type Params<Path extends GetPath> = paths[Path] extends {
  get: { parameters: infer Parameters };
}
  ? Pick<Parameters, Extract<keyof Parameters, 'path' | 'query'>>
  : never;

type SendMethod = 'get' | 'post' | 'put' | 'patch' | 'delete';

interface SendRequest extends RequestOptions {
  path?: Record<string, string>;
  query?: object;
  body?: object;
  /** CSV instead of JSON. */
  text?: string | Blob;
}

/** What a request that changes something is answered. */
type Sent<
  Path extends keyof paths,
  Method extends SendMethod,
> = paths[Path][Method] extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: Status extends 200 | 201
        ? Responses[Status] extends {
            content: { 'application/json': infer Body };
          }
          ? Body
          : never
        : never;
    }[keyof Responses]
  : never;

/**
 * The backend's REST API. Answers that did not change are the same objects as before, so that views can
 * compare them by identity.
 *
 * @public
 */
export function createRemotePortlightApi(
  options: RemotePortlightApiOptions,
): PortlightApi {
  const cache = new AnswerCache();
  const client = createClient<paths>({
    fetch: async request => {
      const send = options.fetch ?? globalThis.fetch;
      if (request.method === 'GET') return send(request);
      // A portal's fetch makes a copy of what it is given, and then passes the original on: the body of a Request
      // would be used up by then.
      // What is no JSON may be a large file, which stays where it is.
      const isJson = request.headers
        .get('Content-Type')
        ?.startsWith('application/json');
      const body = isJson ? await request.text() : await request.blob();
      const isEmpty = typeof body === 'string' ? body === '' : body.size === 0;
      return send(request.url, {
        method: request.method,
        headers: request.headers,
        signal: request.signal,
        ...(!isEmpty && { body }),
      });
    },
  });
  // The client's types follow from the path, which is a parameter here.
  const getPath = client.GET as (
    path: GetPath,
    init: object,
  ) => Promise<{ data?: any; error?: unknown; response: Response }>;
  const sendPath = client.request as (
    method: SendMethod,
    path: keyof paths,
    init: object,
  ) => Promise<{ data?: any; error?: unknown; response: Response }>;
  const base = async () =>
    typeof options.baseUrl === 'function'
      ? await options.baseUrl()
      : options.baseUrl;

  const get = async <Path extends GetPath>(
    path: Path,
    params: Params<Path>,
    request: RequestOptions = {},
  ): Promise<Success<Path>> => {
    const query = given((params as { query?: object }).query);
    try {
      checkedPath((params as { path?: Record<string, string> }).path);
      const baseUrl = await base();
      const key = JSON.stringify([baseUrl, path, { ...params, query }]);
      const known = cache.get(key);
      const { data, error, response } = await getPath(path, {
        baseUrl,
        params: { ...params, query },
        signal: request.signal,
        headers: {
          Accept: 'application/json, application/problem+json',
          ...(known && { 'If-None-Match': known.entityTag }),
        },
      });
      if (response.status === 304 && known) {
        return known.body as Success<Path>;
      }
      if (!response.ok) {
        throw responseError(response.status, error);
      }
      const entityTag = response.headers.get('ETag');
      if (entityTag) {
        cache.set(key, { entityTag, body: data });
      }
      return data;
    } catch (error) {
      throw requestError(error);
    }
  };

  /** Any request but a reading one; its answers are not kept. */
  const send = async (
    method: SendMethod,
    path: keyof paths,
    request: SendRequest,
    parseAs: 'json' | 'text' | 'blob',
  ): Promise<any> => {
    try {
      const { data, error, response } = await sendPath(method, path, {
        baseUrl: await base(),
        params: {
          path: checkedPath(request.path),
          query: given(request.query),
        },
        body: request.text ?? request.body,
        ...(request.text !== undefined && {
          bodySerializer: (text: string | Blob) => text,
        }),
        signal: request.signal,
        headers: {
          Accept: 'application/json, application/problem+json, text/csv',
          ...(request.text !== undefined && { 'Content-Type': 'text/csv' }),
        },
        parseAs,
      });
      if (!response.ok) {
        throw responseError(response.status, error);
      }
      return data;
    } catch (error) {
      throw requestError(error);
    }
  };
  const sendFor = <Path extends keyof paths, Method extends SendMethod>(
    method: Method,
    path: Path,
    request: SendRequest,
  ): Promise<Sent<Path, Method>> => send(method, path, request, 'json');
  /** The answer is empty, which is no JSON. */
  const sendOnly = async (
    method: SendMethod,
    path: keyof paths,
    request: SendRequest,
  ): Promise<void> => {
    await send(method, path, request, 'text');
  };

  return {
    mode: 'remote',
    getFleetHealth: (query, request) =>
      get('/v1/fleet/health', { query }, request),
    getClusterHealth: (cluster, request) =>
      get('/v1/clusters/{cluster}/health', { path: { cluster } }, request),
    listProblemGroups: (query, request) =>
      get('/v1/fleet/problem-groups', { query }, request),
    listProblems: (query, request) =>
      get('/v1/fleet/problems', { query }, request),
    listClusters: (query, request) => get('/v1/clusters', { query }, request),
    getCluster: (cluster, request) =>
      get('/v1/clusters/{cluster}', { path: { cluster } }, request),
    syncCluster: (cluster, request) =>
      sendOnly('post', '/v1/clusters/{cluster}/sync', {
        path: { cluster },
        ...request,
      }),
    getClusterRole: (cluster, request) =>
      get(
        '/v1/clusters/{cluster}/cluster-role',
        { path: { cluster } },
        request,
      ),
    listNamespaces: (query, request) =>
      get('/v1/fleet/namespaces', { query }, request),
    getNamespace: (cluster, namespace, request) =>
      get(
        '/v1/clusters/{cluster}/namespaces/{namespace}',
        { path: { cluster, namespace } },
        request,
      ),
    listNodes: (query, request) => get('/v1/fleet/nodes', { query }, request),
    getNode: (cluster, name, request) =>
      get(
        '/v1/clusters/{cluster}/nodes/{name}',
        { path: { cluster, name } },
        request,
      ),
    listWorkloads: (query, request) =>
      get('/v1/fleet/workloads', { query }, request),
    getWorkload: (path, request) =>
      get(
        '/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}',
        { path },
        request,
      ),
    listPods: (query, request) => get('/v1/fleet/pods', { query }, request),
    getPod: (path, request) =>
      get(
        '/v1/clusters/{cluster}/namespaces/{namespace}/pods/{name}',
        { path },
        request,
      ),
    listObjects: (query, request) =>
      get('/v1/fleet/objects', { query }, request),
    listEvents: (query, request) => get('/v1/fleet/events', { query }, request),
    getEntityHealth: async (entityRef, request) =>
      get(
        '/v1/entities/{kind}/{namespace}/{name}/health',
        { path: parseEntityRef(entityRef) },
        request,
      ),
    getPeers: async (target, request) =>
      'entityRef' in target
        ? get(
            '/v1/entities/{kind}/{namespace}/{name}/peers',
            entityParams(target),
            request,
          )
        : get(
            '/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/peers',
            { path: servicePath(target) },
            request,
          ),
    getMetrics: async (target, request) =>
      'entityRef' in target
        ? get(
            '/v1/entities/{kind}/{namespace}/{name}/metrics',
            entityParams(target),
            request,
          )
        : get(
            '/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/metrics',
            { path: servicePath(target) },
            request,
          ),
    getMetricFamily: async (target, family, request) =>
      'entityRef' in target
        ? get(
            '/v1/entities/{kind}/{namespace}/{name}/metrics/families/{family}',
            entityParams(target, { path: { family } }),
            request,
          )
        : get(
            '/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/metrics/families/{family}',
            { path: { ...servicePath(target), family } },
            request,
          ),
    getMetricHistory: async (target, query, request) =>
      'entityRef' in target
        ? get(
            '/v1/entities/{kind}/{namespace}/{name}/metrics/history',
            entityParams(target, { query }),
            request,
          )
        : get(
            '/v1/clusters/{cluster}/namespaces/{namespace}/services/{name}/metrics/history',
            { path: servicePath(target), query },
            request,
          ),
    getResourceMetrics: async (scope, query = {}, request = {}) => {
      const { cluster } = scope;
      if ('node' in scope) {
        return get(
          '/v1/clusters/{cluster}/nodes/{name}/metrics',
          { path: { cluster, name: scope.node }, query },
          request,
        );
      }
      if ('kind' in scope) {
        const { namespace, kind, name } = scope;
        return kind === 'Pod'
          ? get(
              '/v1/clusters/{cluster}/namespaces/{namespace}/pods/{name}/metrics',
              { path: { cluster, namespace, name }, query },
              request,
            )
          : get(
              '/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}/metrics',
              { path: { cluster, namespace, kind, name }, query },
              request,
            );
      }
      return 'namespace' in scope
        ? get(
            '/v1/clusters/{cluster}/namespaces/{namespace}/metrics',
            { path: { cluster, namespace: scope.namespace }, query },
            request,
          )
        : get(
            '/v1/clusters/{cluster}/metrics',
            { path: { cluster }, query },
            request,
          );
    },
    getTimeline: async (scope, range = {}, request = {}) =>
      'entityRef' in scope
        ? get(
            '/v1/entities/{kind}/{namespace}/{name}/timeline',
            entityParams(scope, { query: range }),
            request,
          )
        : get('/v1/fleet/timeline', { query: { ...scope, ...range } }, request),
    listMetricsSources: request => get('/v1/metrics/sources', {}, request),
    testMetricsSource: (source, cluster, request) =>
      sendFor('post', '/v1/metrics/sources/{source}/test', {
        path: { source },
        query: { cluster },
        ...request,
      }),
    getCosts: async (scope, query = {}, request = {}) => {
      if ('entityRef' in scope) {
        return get(
          '/v1/entities/{kind}/{namespace}/{name}/costs',
          { path: parseEntityRef(scope.entityRef), query },
          request,
        );
      }
      if (!('cluster' in scope)) {
        return get(
          '/v1/fleet/costs',
          { query: { ...query, cluster: scope.clusters } },
          request,
        );
      }
      const { cluster } = scope;
      if ('kind' in scope) {
        const { namespace, kind, name } = scope;
        return get(
          '/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}/costs',
          { path: { cluster, namespace, kind, name }, query },
          request,
        );
      }
      return 'namespace' in scope
        ? get(
            '/v1/clusters/{cluster}/namespaces/{namespace}/costs',
            { path: { cluster, namespace: scope.namespace }, query },
            request,
          )
        : get(
            '/v1/clusters/{cluster}/costs',
            { path: { cluster }, query },
            request,
          );
    },
    getCostWork: ({ clusters }, query, request) =>
      get(
        '/v1/fleet/costs/work',
        { query: { ...query, cluster: clusters } },
        request,
      ),
    exportCosts: ({ clusters }, query, request) =>
      send(
        'get',
        '/v1/fleet/costs/export',
        { query: { ...query, cluster: clusters }, ...request },
        'blob',
      ),
    getCostAccuracy: (query, request) =>
      get('/v1/fleet/costs/accuracy', { query }, request),
    listUnownedCosts: (query, request) =>
      get('/v1/fleet/costs/unowned', { query }, request),
    listCostAnomalies: (query, request) =>
      get('/v1/fleet/costs/anomalies', { query }, request),
    estimateCosts: (body, request) =>
      sendFor('post', '/v1/fleet/costs/estimate', { body, ...request }),
    getCostJobs: (query, request) =>
      get('/v1/fleet/costs/jobs', { query }, request),
    startCostBackfill: (body, request) =>
      sendOnly('post', '/v1/fleet/costs/jobs', { body, ...request }),
    listPrices: (query, request) => get('/v1/prices', { query }, request),
    listBills: request => get('/v1/bills', {}, request),
    importBill: ({ content, ...query }, request) =>
      sendFor('post', '/v1/bills', { query, text: content, ...request }),
    deleteBill: (id, request) =>
      sendOnly('delete', '/v1/bills/{id}', { path: { id }, ...request }),
    listBudgets: (query, request) => get('/v1/budgets', { query }, request),
    createBudget: (body, request) =>
      sendFor('post', '/v1/budgets', { body, ...request }),
    updateBudget: (id, body, request) =>
      sendFor('put', '/v1/budgets/{id}', { path: { id }, body, ...request }),
    deleteBudget: (id, request) =>
      sendOnly('delete', '/v1/budgets/{id}', { path: { id }, ...request }),
    getRightsizing: async (scope = {}, query = {}, request = {}) => {
      if ('entityRef' in scope) {
        return get(
          '/v1/entities/{kind}/{namespace}/{name}/rightsizing',
          { path: parseEntityRef(scope.entityRef), query },
          request,
        );
      }
      if ('kind' in scope) {
        return get(
          '/v1/clusters/{cluster}/namespaces/{namespace}/workloads/{kind}/{name}/rightsizing',
          { path: scope, query },
          request,
        );
      }
      return get(
        '/v1/fleet/rightsizing',
        { query: { ...scope, ...query } },
        request,
      );
    },
    listRightsizingAdvice: (query, request) =>
      get('/v1/fleet/rightsizing/advice', { query }, request),
    listWorkers: (query, request) => get('/v1/workers', { query }, request),
    listReplicas: request => get('/v1/replicas', {}, request),
    inspectKubeconfig: (kubeconfig, request) =>
      sendFor('post', '/v1/clusters:inspect', {
        body: { kubeconfig },
        ...request,
      }),
    testCluster: (body, request) =>
      sendFor('post', '/v1/clusters:test', { body, ...request }),
    registerCluster: (body, request) =>
      sendFor('post', '/v1/clusters', { body, ...request }),
    updateCluster: (cluster, body, request) =>
      sendFor('patch', '/v1/clusters/{cluster}', {
        path: { cluster },
        body,
        ...request,
      }),
    deleteCluster: (cluster, request) =>
      sendOnly('delete', '/v1/clusters/{cluster}', {
        path: { cluster },
        ...request,
      }),
    getClusterRegistration: (cluster, request) =>
      get(
        '/v1/clusters/{cluster}/registration',
        { path: { cluster } },
        request,
      ),
    replaceClusterCredentials: (cluster, body, request) =>
      sendFor('put', '/v1/clusters/{cluster}/credentials', {
        path: { cluster },
        body,
        ...request,
      }),
    getEncryption: request => get('/v1/encryption', {}, request),
    rotateEncryption: request =>
      sendOnly('post', '/v1/encryption:rotate', { ...request }),
  };
}

/** Parts of a full entity reference, such as `component:default/cart`. */
function parseEntityRef(entityRef: string) {
  const [, kind, namespace = 'default', name] =
    /^([^:/]+):(?:([^:/]+)\/)?([^:/]+)$/.exec(entityRef) ?? [];
  if (!kind) {
    throw responseError(400, {
      code: 'invalid-parameter',
      title: `\`${entityRef}\` is not an entity reference such as \`component:default/cart\``,
      parameter: 'entityRef',
    });
  }
  return { kind, namespace, name };
}

/** The parameters of a route about an entity. */
function entityParams<Path extends object = {}, Query extends object = {}>(
  { entityRef, cluster }: { entityRef: string; cluster?: string[] },
  more: { path?: Path; query?: Query } = {},
) {
  return {
    path: { ...parseEntityRef(entityRef), ...(more.path as Path) },
    query: { cluster, ...(more.query as Query) },
  };
}

/** The path of a route about a Service. */
function servicePath({
  cluster,
  namespace,
  service,
}: Exclude<MetricsTarget, { entityRef: string }>) {
  return { cluster, namespace, name: service };
}
