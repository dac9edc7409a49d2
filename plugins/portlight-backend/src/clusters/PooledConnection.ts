import { createSecureContext, type ConnectionOptions } from 'node:tls';
import type {
  ClusterConnection,
  ClusterRequest,
  ClusterResponse,
} from '@portlight/plugin-portlight-node';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import type { AddressPolicy } from './addresses';
import { withoutCredentials } from './withoutCredentials';

/** How to reach a server, as it is at the moment of a request. */
export interface Credentials {
  headers: Record<string, string>;
  /** A change of any of these needs new connections. */
  tls: Pick<
    ConnectionOptions,
    'ca' | 'cert' | 'key' | 'rejectUnauthorized' | 'servername'
  >;
}

/** What a {@link PooledConnection} is made of. */
export interface PooledConnectionOptions {
  /** The server's address; a path in it comes before every request's path. */
  server: string;
  /** An HTTP proxy on the way. */
  proxy?: string;
  /** Called for every request: tokens and certificates expire. */
  credentials: () => Promise<Credentials>;
  /** Which addresses may be connected to; any when absent. Not with a proxy, which resolves by itself. */
  addresses?: AddressPolicy;
}

/** Milliseconds until a connection is given up. */
const CONNECT_TIMEOUT = 10_000;
/** Milliseconds of silence before the system probes a connection; below the 60 s of common load balancers. */
const KEEP_ALIVE_DELAY = 30_000;

/** The way to one API server through one pool of connections. */
export class PooledConnection implements ClusterConnection {
  readonly #options: PooledConnectionOptions;
  readonly #base: string;
  readonly #origin: string;
  #pool?: { tls: Credentials['tls']; material: string; dispatcher: Dispatcher };
  #closed = false;

  constructor(options: PooledConnectionOptions) {
    this.#options = options;
    const url = new URL(options.server);
    this.#origin = url.origin;
    this.#base = url.pathname.replace(/\/+$/, '');
  }

  async request(request: ClusterRequest): Promise<ClusterResponse> {
    const { headers, tls } = await this.#options.credentials();
    if (this.#closed) throw new Error('The connection has been closed');
    const response = await this.#dispatcher(tls).request({
      origin: this.#origin,
      path: this.#base + request.path,
      method: request.method ?? 'GET',
      headers: { 'user-agent': 'portlight', ...request.headers, ...headers },
      body: request.body,
      signal: request.signal,
      // The mirror has its own, which tell a quiet watch from a dead one.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    return withoutCredentials(
      {
        status: response.statusCode,
        headers: flatHeaders(response.headers),
        body: response.body,
      },
      headers.authorization,
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.dispatcher.destroy();
  }

  #dispatcher(tls: Credentials['tls']): Dispatcher {
    const pool = this.#pool;
    if (pool?.tls === tls) return pool.dispatcher;
    const material = JSON.stringify(tls);
    if (pool?.material === material) {
      pool.tls = tls;
      return pool.dispatcher;
    }
    // Requests under way end on the old connections.
    pool?.dispatcher.close().catch(() => {});
    const dispatcher = this.#open(tls);
    this.#pool = { tls, material, dispatcher };
    return dispatcher;
  }

  #open({ ca, cert, key, ...rest }: Credentials['tls']): Dispatcher {
    const connect = {
      ...rest,
      // Once, not for every connection: reading certificates takes longer than the rest of a handshake.
      ...(this.#origin.startsWith('https:')
        ? { secureContext: createSecureContext({ ca, cert, key }) }
        : {}),
      timeout: CONNECT_TIMEOUT,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_DELAY,
    };
    // One HTTP/1.1 connection per watch: a lost packet or a slow reader holds up one kind and not all.
    return this.#options.proxy
      ? new ProxyAgent({
          uri: this.#options.proxy,
          requestTls: connect,
          allowH2: false,
        })
      : new Agent({
          connect:
            this.#options.addresses?.connector({
              ...connect,
              allowH2: false,
            }) ?? connect,
          allowH2: false,
        });
  }
}

/** Headers as a plain record; of repeated ones all values, joined as HTTP does. */
export function flatHeaders(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      flat[name.toLowerCase()] = Array.isArray(value)
        ? value.join(', ')
        : value;
    }
  }
  return flat;
}
