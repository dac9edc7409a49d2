import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type {
  ClusterConnection,
  ClusterRequest,
  ClusterResponse,
  ClusterSource,
  SourceCluster,
} from '@portlight/plugin-portlight-node';
import { Agent, type Dispatcher } from 'undici';
import { flatHeaders } from './PooledConnection';
import { proxyError } from './proxyError';
import { needsUserToken } from './userTokenProviders';

/** Options of {@link KubernetesPluginSource}. */
export interface KubernetesPluginSourceOptions {
  auth: AuthService;
  discovery: DiscoveryService;
}

/** What GET /clusters of the kubernetes backend answers for each cluster. */
interface PluginCluster {
  name: string;
  title?: string;
  dashboardUrl?: string;
  authProvider: string;
  oidcTokenProvider?: string;
}

/**
 * The clusters of the portal's `kubernetes:` section, reached through the installed kubernetes backend: every
 * locator and auth strategy works as configured, and no credentials enter this process.
 */
export class KubernetesPluginSource implements ClusterSource {
  readonly name = 'kubernetes';
  readonly #options: KubernetesPluginSourceOptions;
  readonly #dispatcher = new Agent({
    connect: { timeout: 10_000, keepAlive: true },
    allowH2: false,
  });

  constructor(options: KubernetesPluginSourceOptions) {
    this.#options = options;
  }

  async listClusters(): Promise<SourceCluster[]> {
    const response = await this.#request('/clusters', {
      path: '',
      signal: AbortSignal.timeout(30_000),
    });
    const body = await readText(response);
    // 404: no kubernetes backend in this portal, which is nothing wrong.
    if (response.status === 404) return [];
    if (response.status !== 200) {
      throw new Error(
        `The portal's kubernetes backend answered ${response.status} to the request for its clusters`,
      );
    }
    const { items } = JSON.parse(body) as { items?: PluginCluster[] };
    if (!Array.isArray(items)) {
      throw new Error(
        "The portal's kubernetes backend answered no list of clusters",
      );
    }
    return items.map(cluster => this.#sourceCluster(cluster));
  }

  #sourceCluster(cluster: PluginCluster): SourceCluster {
    const { name, title, dashboardUrl, authProvider } = cluster;
    return {
      name,
      title: title ?? name,
      dashboardUrl,
      signInRequired: needsUserToken(authProvider)
        ? { authProvider }
        : undefined,
      // Address and credentials are the kubernetes backend's business: a change of them needs nothing here.
      fingerprint: authProvider,
      connect: () => this.#connect(name),
    };
  }

  #connect(cluster: string): ClusterConnection {
    return {
      request: async request => {
        const response = await this.#request(`/proxy${request.path}`, request, {
          'backstage-kubernetes-cluster': cluster,
        });
        return response.status >= 500 ? proxyError(response) : response;
      },
      // The pool belongs to all clusters: they share one server.
      close: async () => {},
    };
  }

  async #request(
    path: string,
    request: ClusterRequest,
    headers?: Record<string, string>,
  ): Promise<ClusterResponse> {
    const { auth, discovery } = this.#options;
    const base = new URL(await discovery.getBaseUrl('kubernetes'));
    // Tokens live for an hour; the auth service keeps them until they have to be renewed.
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'kubernetes',
    });
    const response: Dispatcher.ResponseData = await this.#dispatcher.request({
      origin: base.origin,
      path: base.pathname.replace(/\/+$/, '') + path,
      method: request.method ?? 'GET',
      headers: {
        ...request.headers,
        ...headers,
        // The portal compresses answers otherwise, and a watch arrives only when it ends.
        'accept-encoding': 'identity',
        authorization: `Bearer ${token}`,
      },
      body: request.body,
      signal: request.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    return {
      status: response.statusCode,
      headers: flatHeaders(response.headers),
      body: response.body,
    };
  }
}

async function readText(response: ClusterResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
