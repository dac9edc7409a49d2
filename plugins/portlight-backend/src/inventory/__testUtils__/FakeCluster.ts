import {
  KINDS,
  type KubernetesObject,
} from '@portlight/plugin-portlight-common';
import type {
  ClusterConnection,
  ClusterRequest,
  ClusterResponse,
  SourceCluster,
} from '@portlight/plugin-portlight-node';

/** What a {@link FakeCluster} answers instead of the truth. */
export type Fault =
  | { throws: string }
  | { status: number; headers?: Record<string, string>; body?: string }
  | { hangs: true }
  | { text: string; contentType?: string }
  /** A watch begins with these lines. */
  | { lines: string };

interface Stream {
  resource: string;
  push(line: string): void;
  end(): void;
}

/** An API server in memory, with the faults that a test asks for. */
export class FakeCluster {
  readonly requests: string[] = [];
  readonly #objects = new Map<string, Map<string, KubernetesObject>>();
  readonly #streams = new Set<Stream>();
  readonly #faults = new Map<string, Fault>();
  #version = 100;
  #compacted = 0;
  readonly #log: {
    version: number;
    resource: string;
    type: string;
    object: KubernetesObject;
  }[] = [];
  streamingLists = true;
  /** Answers to watches begin with their first line, as they do behind the portal's kubernetes backend. */
  answersWithFirstLine = false;
  closed = 0;

  /** @param uid - tells it from another cluster of the same name */
  constructor(readonly name: string, uid = '1') {
    this.put('namespaces', { metadata: { name: 'kube-system', uid } });
  }

  /** The cluster as a source lists it. */
  source(changes: Partial<SourceCluster> = {}): SourceCluster {
    return {
      name: this.name,
      fingerprint: '1',
      connect: () => this.#connection(),
      ...changes,
    };
  }

  /** From now on requests whose path has this text in them are answered so; `undefined` ends it. */
  fault(path: string, fault: Fault | undefined): void {
    if (fault) this.#faults.set(path, fault);
    else this.#faults.delete(path);
  }

  put(resource: string, object: KubernetesObject): void {
    this.#version++;
    const { namespace, name } = object.metadata!;
    const key = `${namespace}/${name}`;
    const objects = this.#of(resource);
    const type = objects.has(key) ? 'MODIFIED' : 'ADDED';
    const stored = {
      ...object,
      metadata: { ...object.metadata, resourceVersion: `${this.#version}` },
    };
    objects.set(key, stored);
    this.#publish(resource, type, stored);
  }

  delete(resource: string, namespace: string, name: string): void {
    const key = `${namespace}/${name}`;
    const known = this.#of(resource).get(key);
    if (!known) return;
    this.#version++;
    this.#of(resource).delete(key);
    this.#publish(resource, 'DELETED', {
      ...known,
      metadata: { ...known.metadata, resourceVersion: `${this.#version}` },
    });
  }

  /** Ends all watches, and forgets what happened before. */
  compact(): void {
    this.#compacted = this.#version;
    this.disconnect();
  }

  disconnect(): void {
    [...this.#streams].forEach(stream => stream.end());
  }

  /** Leaves all watches open and says nothing more in them, as a proxy does whose server is gone. */
  abandon(): void {
    this.#streams.clear();
  }

  #of(resource: string): Map<string, KubernetesObject> {
    const known = this.#objects.get(resource);
    if (known) return known;
    const objects = new Map<string, KubernetesObject>();
    this.#objects.set(resource, objects);
    return objects;
  }

  #publish(resource: string, type: string, object: KubernetesObject): void {
    this.#log.push({ version: this.#version, resource, type, object });
    for (const stream of this.#streams) {
      if (stream.resource === resource) stream.push(lineOf(type, object));
    }
  }

  #connection(): ClusterConnection {
    return {
      request: request => this.#request(request),
      close: async () => {
        this.closed++;
      },
    };
  }

  async #request(request: ClusterRequest): Promise<ClusterResponse> {
    const { path, signal } = request;
    this.requests.push(path);
    const fault = [...this.#faults].find(([part]) => path.includes(part))?.[1];
    if (fault) {
      const answer = await this.#faulty(fault, signal);
      if (answer) return answer;
    }
    const url = new URL(path, 'http://cluster');
    if (url.pathname === '/version') {
      return json(200, { gitVersion: 'v1.36.3' });
    }
    if (url.pathname === '/readyz') return answerText(200, 'ok', 'text/plain');
    const resource = url.pathname.split('/').pop()!;
    const known = KINDS.find(
      kind => kind.resource === resource && !kind.optional,
    );
    if (!known || url.pathname.includes('metrics.k8s.io')) {
      return status(404, 'the server could not find the requested resource');
    }
    return url.searchParams.has('watch')
      ? this.#watch(resource, url.searchParams, signal)
      : this.#list(resource, url.searchParams);
  }

  async #faulty(
    fault: Fault,
    signal: AbortSignal | undefined,
  ): Promise<ClusterResponse | undefined> {
    if ('throws' in fault) {
      throw Object.assign(new Error(`connect ${fault.throws}`), {
        code: fault.throws,
      });
    }
    if ('hangs' in fault) {
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    }
    if ('status' in fault) {
      const answer = fault.body
        ? answerText(fault.status, fault.body, 'text/plain')
        : status(fault.status, 'as the test wants it');
      return { ...answer, headers: { ...answer.headers, ...fault.headers } };
    }
    if ('lines' in fault) return answerText(200, fault.lines);
    return answerText(200, fault.text, fault.contentType);
  }

  #list(resource: string, query: URLSearchParams): ClusterResponse {
    const offset = Number(query.get('continue') ?? 0);
    const end = offset + Number(query.get('limit') ?? 500);
    const all = [...this.#of(resource).values()];
    return json(200, {
      metadata: {
        resourceVersion: `${this.#version}`,
        ...(end < all.length ? { continue: `${end}` } : {}),
      },
      items: all.slice(offset, end),
    });
  }

  async #watch(
    resource: string,
    query: URLSearchParams,
    signal: AbortSignal | undefined,
  ): Promise<ClusterResponse> {
    const initial = query.has('sendInitialEvents');
    if (initial && !this.streamingLists) {
      return status(422, 'sendInitialEvents is forbidden');
    }
    const from = Number(query.get('resourceVersion') ?? 0);
    if (!initial && from < this.#compacted) return status(410, 'too old');
    const lines = initial
      ? [...this.#of(resource).values()].map(each => lineOf('ADDED', each))
      : this.#log
          .filter(each => each.resource === resource && each.version > from)
          .map(({ type, object }) => lineOf(type, object));
    if (initial) {
      lines.push(
        lineOf('BOOKMARK', {
          metadata: {
            resourceVersion: `${this.#version}`,
            annotations: { 'k8s.io/initial-events-end': 'true' },
          },
        }),
      );
    }
    const body = this.#stream(resource, lines, signal);
    if (this.answersWithFirstLine) await body.begun;
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body,
    };
  }

  #stream(
    resource: string,
    lines: string[],
    signal: AbortSignal | undefined,
  ): AsyncIterable<Uint8Array> & { begun: Promise<void> } {
    const streams = this.#streams;
    const queue = [...lines];
    let ended = false;
    let wake = () => {};
    const woken = () =>
      new Promise<void>(resolve => {
        wake = resolve;
      });
    const stream: Stream = {
      resource,
      push: line => {
        queue.push(line);
        wake();
      },
      end: () => {
        ended = true;
        wake();
      },
    };
    streams.add(stream);
    signal?.addEventListener('abort', () => wake());
    const begun = async () => {
      while (queue.length === 0 && !ended) {
        if (signal?.aborted) {
          streams.delete(stream);
          throw signal.reason;
        }
        await woken();
      }
    };
    return {
      begun: this.answersWithFirstLine ? begun() : Promise.resolve(),
      async *[Symbol.asyncIterator]() {
        try {
          for (;;) {
            if (signal?.aborted) throw signal.reason;
            if (queue.length > 0) yield Buffer.from(queue.splice(0).join(''));
            else if (ended) return;
            else {
              await woken();
            }
          }
        } finally {
          streams.delete(stream);
        }
      },
    };
  }
}

/** A pod with what makes it running. */
export function podOf(name: string, namespace = 'shop'): KubernetesObject {
  return {
    metadata: { name, namespace, uid: `uid-${name}` },
    spec: { containers: [{ name: 'main', image: 'shop/cart:1' }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [
        { name: 'main', ready: true, restartCount: 0, state: { running: {} } },
      ],
    },
  };
}

function lineOf(type: string, object: KubernetesObject): string {
  return `${JSON.stringify({ type, object })}\n`;
}

function json(code: number, value: unknown): ClusterResponse {
  return answerText(code, JSON.stringify(value));
}

function status(code: number, message: string): ClusterResponse {
  return json(code, { kind: 'Status', code, message });
}

function answerText(
  code: number,
  text: string,
  contentType = 'application/json',
): ClusterResponse {
  return {
    status: code,
    headers: { 'content-type': contentType },
    body: (async function* body() {
      yield Buffer.from(text);
    })(),
  };
}
