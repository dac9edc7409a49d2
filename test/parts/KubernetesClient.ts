import https from 'node:https';
import http from 'node:http';

/** A request to an API server, with everything a test may want to get wrong. */
export interface KubernetesRequest {
  path: string;
  method?: string;
  /** Sent as JSON unless it is a string. */
  body?: unknown;
  contentType?: string;
  accept?: string;
  /** Default: the client's; `null` sends none. */
  token?: string | null;
  headers?: Record<string, string>;
}

/** An API server's whole answer. */
export interface KubernetesResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  /** The parsed body; undefined where it is not JSON. */
  // Tests read what servers answer, whatever its shape.
  body: any;
}

/** One event of a watch. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: any;
}

/** A watch whose answer has begun. */
export interface OpenWatch {
  status: number;
  events: AsyncIterator<WatchEvent>;
  /** The next events until `last` says yes, which is the last one returned. */
  until(last: (event: WatchEvent) => boolean): Promise<WatchEvent[]>;
  close(): void;
}

/**
 * The bare HTTP of an API server. No Kubernetes client library: the suites test what servers answer, byte
 * for byte, also to requests that no library would send.
 */
export class KubernetesClient {
  readonly #agent: https.Agent | http.Agent;

  constructor(
    readonly options: {
      server: string;
      token?: string;
      certificateAuthority?: string;
      insecure?: boolean;
    },
  ) {
    this.#agent = options.server.startsWith('https:')
      ? new https.Agent({
          keepAlive: true,
          ca: options.certificateAuthority,
          rejectUnauthorized: !options.insecure,
        })
      : new http.Agent({ keepAlive: true });
  }

  /** The same server as another user. */
  as(token: string): KubernetesClient {
    return new KubernetesClient({ ...this.options, token });
  }

  async request(
    request: KubernetesRequest | string,
  ): Promise<KubernetesResponse> {
    const response = await this.open(request);
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString('utf8');
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      body = undefined;
    }
    return {
      status: response.statusCode!,
      headers: response.headers,
      text,
      body,
    };
  }

  /** The body of a request that must succeed. */
  async get(path: string): Promise<any> {
    return this.#expectSuccess({ path });
  }

  async create(path: string, body: unknown): Promise<any> {
    return this.#expectSuccess({ path, method: 'POST', body });
  }

  async replace(path: string, body: unknown): Promise<any> {
    return this.#expectSuccess({ path, method: 'PUT', body });
  }

  /** A merge patch. */
  async patch(path: string, body: unknown): Promise<any> {
    return this.#expectSuccess({
      path,
      method: 'PATCH',
      body,
      contentType: 'application/merge-patch+json',
    });
  }

  async delete(path: string, body?: unknown): Promise<any> {
    return this.#expectSuccess({ path, method: 'DELETE', body });
  }

  /** The answer's head has arrived; its body streams. */
  async open(
    request: KubernetesRequest | string,
  ): Promise<http.IncomingMessage> {
    const wanted = typeof request === 'string' ? { path: request } : request;
    const { token = this.options.token } = wanted;
    const hasBody = wanted.body !== undefined;
    const body =
      typeof wanted.body === 'string'
        ? wanted.body
        : JSON.stringify(wanted.body);
    const secure = this.options.server.startsWith('https:');
    return new Promise((resolve, reject) => {
      const sent = (secure ? https : http).request(
        new URL(this.options.server + wanted.path),
        {
          method: wanted.method ?? 'GET',
          agent: this.#agent,
          headers: {
            accept: wanted.accept ?? 'application/json',
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(hasBody
              ? {
                  'content-type': wanted.contentType ?? 'application/json',
                  'content-length': Buffer.byteLength(body),
                }
              : {}),
            ...wanted.headers,
          },
        },
        resolve,
      );
      sent.on('error', reject);
      sent.end(hasBody ? body : undefined);
    });
  }

  async watch(request: KubernetesRequest | string): Promise<OpenWatch> {
    const response = await this.open(request);
    // Not `readline`: it loses the lines that arrive before the first one is asked for.
    async function* parse(): AsyncGenerator<WatchEvent> {
      let rest = '';
      response.setEncoding('utf8');
      try {
        for await (const chunk of response) {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop()!;
          for (const line of lines) {
            yield JSON.parse(line);
          }
        }
      } catch (error) {
        // Closing our side is the usual end of a watch.
        if (!response.destroyed) {
          throw error;
        }
      }
    }
    const events = parse();
    return {
      status: response.statusCode!,
      events,
      async until(last) {
        const seen: WatchEvent[] = [];
        for (;;) {
          const next = await events.next();
          if (next.done) {
            throw new Error(
              `The watch ended after ${seen.length} events: ${JSON.stringify(
                seen.map(event => event.type),
              )}`,
            );
          }
          seen.push(next.value);
          if (last(next.value)) {
            return seen;
          }
        }
      },
      close() {
        response.destroy();
      },
    };
  }

  /** Frees the connections. */
  close(): void {
    this.#agent.destroy();
  }

  async #expectSuccess(request: KubernetesRequest): Promise<any> {
    const response = await this.request(request);
    if (response.status >= 300) {
      throw new Error(
        `${request.method ?? 'GET'} ${request.path} answered ${
          response.status
        }: ${response.body?.message ?? response.text.slice(0, 200)}`,
      );
    }
    return response.body;
  }
}
