import { readFile } from 'node:fs/promises';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import { Agent, request } from 'undici';
import { flatHeaders } from '../../clusters';
import { SourceError } from './SourceError';
import type {
  PrometheusSourceSettings,
  ServiceAddress,
} from './sourceSettings';

/** A request to a Prometheus-compatible API. */
export interface TransportRequest {
  /** Such as `/api/v1/query`. */
  path: string;
  parameters: URLSearchParams;
  /** Some paths take no POST, which is what queries are sent by. */
  get?: boolean;
  signal: AbortSignal;
}

/** An answer; the body streams. */
export interface TransportResponse {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: AsyncIterable<Uint8Array>;
}

/** The way to a Prometheus-compatible server. Redirects are answers: nobody follows them. */
export interface PrometheusTransport {
  send(request: TransportRequest): Promise<TransportResponse>;
  /** What was sent last that must be in no message. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

/** What of headers is secret: the scheme of credentials is none. */
function secretsOf(headers: Record<string, string>): string[] {
  return Object.values(headers).flatMap(value => {
    const [, credentials] = /^(?:Bearer|Basic) (.+)$/.exec(value) ?? [];
    return credentials === undefined ? [value] : [credentials];
  });
}

type Authentication = Pick<
  PrometheusSourceSettings,
  'headers' | 'basicAuth' | 'bearerToken' | 'bearerTokenFile' | 'tenant'
>;

async function readToken(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new SourceError(
      'credentials',
      `The file of \`bearerTokenFile\` cannot be read (${
        (error as NodeJS.ErrnoException).code ?? 'error'
      }); check its path and permissions`,
    );
  }
}

/** The headers that a source's settings ask for. */
async function authenticationHeaders(
  settings: Authentication,
): Promise<Record<string, string>> {
  const headers: Record<string, string> = { ...settings.headers };
  if (settings.tenant !== undefined) {
    headers['x-scope-orgid'] = settings.tenant;
  }
  const token = settings.bearerTokenFile
    ? await readToken(settings.bearerTokenFile)
    : settings.bearerToken;
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  else if (settings.basicAuth) {
    const { username, password } = settings.basicAuth;
    const pair = Buffer.from(`${username}:${password}`).toString('base64');
    headers.authorization = `Basic ${pair}`;
  }
  return headers;
}

/** Connections to one server at a time; more requests wait. */
const CONNECTIONS = 6;
const CONNECT_TIMEOUT = 10_000;

/**
 * A server by its URL. The URL is the operator's own word, so that it may lead anywhere; it is asked by POST, because
 * queries are longer than what proxies take in a URL.
 */
export class UrlTransport implements PrometheusTransport {
  readonly #settings: PrometheusSourceSettings & { url: string };
  readonly #agent: Agent;
  secrets: readonly string[] = [];

  constructor(settings: PrometheusSourceSettings & { url: string }) {
    this.#settings = settings;
    const { ca, insecure } = settings.tls;
    this.#agent = new Agent({
      connections: CONNECTIONS,
      connect: {
        timeout: CONNECT_TIMEOUT,
        ...(ca === undefined ? {} : { ca }),
        rejectUnauthorized: !insecure,
      },
    });
  }

  async send({
    path,
    parameters,
    get = false,
    signal,
  }: TransportRequest): Promise<TransportResponse> {
    const form = parameters.toString();
    const { url, basicAuth } = this.#settings;
    const authentication = await authenticationHeaders(this.#settings);
    this.secrets = [
      ...secretsOf(authentication),
      ...(basicAuth ? [basicAuth.password] : []),
    ];
    const response = await request(get ? `${url}${path}?${form}` : url + path, {
      dispatcher: this.#agent,
      method: get ? 'GET' : 'POST',
      headers: {
        'user-agent': 'portlight',
        accept: 'application/json',
        'accept-encoding': 'identity',
        ...(get ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...authentication,
      },
      body: get ? undefined : form,
      signal,
    });
    return {
      status: response.statusCode,
      headers: flatHeaders(response.headers),
      body: response.body,
    };
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

/** Longer request lines are refused on the way by some proxies. */
const LONGEST_QUERY = 16_000;

/**
 * A Service through the API server's proxy. By GET: a POST would need the right to create `services/proxy`, which
 * reading is not. The portal's credentials for the cluster go no further than the API server, and the source's own ones
 * cannot be sent that way, because the server reads them as the portal's.
 */
export class ServiceTransport implements PrometheusTransport {
  secrets: readonly string[] = [];

  constructor(
    private readonly service: ServiceAddress,
    private readonly settings: Authentication,
    private readonly connection: () => ClusterConnection,
  ) {}

  async send({
    path,
    parameters,
    signal,
  }: TransportRequest): Promise<TransportResponse> {
    const { namespace, name, port, scheme, path: base } = this.service;
    const target = [scheme === 'https' ? 'https' : '', name, port]
      .filter((part, index) => index > 0 || part !== '')
      .map(encodeURIComponent)
      .join(':');
    const query = parameters.toString();
    if (query.length > LONGEST_QUERY) {
      throw new SourceError(
        'query',
        'The question is too long for the proxy of the API server; give the source a `url`',
      );
    }
    const { authorization: _, ...headers } = await authenticationHeaders(
      this.settings,
    );
    this.secrets = secretsOf(headers);
    return this.connection().request({
      path: `/api/v1/namespaces/${encodeURIComponent(
        namespace,
      )}/services/${target}/proxy${base}${path}?${query}`,
      headers: {
        ...headers,
        accept: 'application/json',
        'accept-encoding': 'identity',
      },
      signal,
    });
  }

  async close(): Promise<void> {}
}
