import type { KubernetesObject } from '@portlight/plugin-portlight-common';
import type {
  ClusterConnection,
  ClusterRequest,
  ClusterResponse,
} from '@portlight/plugin-portlight-node';
import {
  SERVER_FAULTS,
  STATUS,
  type ServerFault,
  type StreamingLists,
} from './serverFaults';
import { ServerStream } from './ServerStream';
import { connectionError, keyOf, lineOf, untilAborted } from './wire';

interface LogEntry {
  version: number;
  resource: string;
  type: string;
  object: KubernetesObject;
}

interface Watch {
  resource: string;
  /** Nothing up to here is sent. */
  floor: number;
  stream: ServerStream;
}

type Objects = Map<string, Map<string, KubernetesObject>>;

/** Writes to other kinds between a backup and the disaster. */
const WRITES_SINCE_BACKUP = 10_000;
const BOOKMARK_INTERVAL = 60_000;
const SLOW_PIECE = 5_000;
const SLOW_PIECE_BYTES = 400;

/**
 * An API server in memory that follows Kubernetes' rules of lists, watches, versions and bookmarks, also where
 * they are hard on clients: a watch from a version of the future is silent until the version is reached.
 */
export class KubernetesServer {
  streamingLists: StreamingLists = 'supported';
  /** An expired watch is an ERROR event in a success, as the watch cache answers it. */
  goneAsEvent = false;
  chunkBytes = 100_000;
  #version = 1000;
  #compacted = 1000;
  #objects: Objects = new Map();
  #log: LogEntry[] = [];
  #snapshots = new Map<number, Objects>();
  readonly #watches = new Set<Watch>();
  readonly #faults = new Map<ServerFault, string | undefined>();
  #backup?: { version: number; objects: Objects };
  /** It was restored in a way that its versions do not tell. */
  #unnoticeable = false;
  #restores = 0;
  #bookmarks: { resource: string; line: string }[] = [];
  readonly #timer = setInterval(() => this.bookmark(), BOOKMARK_INTERVAL);

  get version(): number {
    return this.#version;
  }

  objects(resource: string): KubernetesObject[] {
    return [...this.#of(resource).values()];
  }

  /** @param type - what the watch calls it, where that is not the truth */
  put(resource: string, object: KubernetesObject, type?: string): void {
    this.#version++;
    const known = this.#of(resource).get(keyOf(object));
    const stored: KubernetesObject = {
      ...object,
      metadata: {
        ...object.metadata,
        uid: known?.metadata?.uid ?? `uid-${this.#version}`,
        resourceVersion: `${this.#version}`,
      },
    };
    this.#of(resource).set(keyOf(object), stored);
    this.#publish(resource, type ?? (known ? 'MODIFIED' : 'ADDED'), stored);
  }

  delete(resource: string, key: string): void {
    const known = this.#of(resource).get(key);
    if (!known) return;
    this.#version++;
    this.#of(resource).delete(key);
    this.#publish(resource, 'DELETED', {
      ...known,
      metadata: { ...known.metadata, resourceVersion: `${this.#version}` },
    });
  }

  /** Forgets how it came to be; lists under way cannot be continued. */
  compact(): void {
    this.#compacted = this.#version;
    this.#snapshots.clear();
  }

  /** Whether nobody but a complete list can tell what has happened. */
  get unnoticeable(): boolean {
    return this.#unnoticeable;
  }

  /** Keeps what there is for {@link restore}; much is written to other kinds afterwards. */
  backup(): void {
    // A server that was restored overtakes the versions of before with it.
    if (this.#restores > 0) this.#unnoticeable = true;
    this.#backup = { version: this.#version, objects: copy(this.#objects) };
    this.#version += WRITES_SINCE_BACKUP;
  }

  /**
   * Starts again from the backup: with its objects and with its versions, which are of the past. After a second
   * time versions come again that had been used for other objects a moment ago, and nobody can tell those apart.
   */
  restore(): void {
    if (!this.#backup) return;
    this.#restores += 1;
    if (this.#restores > 1) this.#unnoticeable = true;
    this.disconnect('reset');
    this.#version = this.#backup.version;
    this.#objects = copy(this.#backup.objects);
    this.#log = [];
    this.#bookmarks = [];
    this.compact();
  }

  /** The same, but so much is written before anybody looks again that the versions are those of before. */
  restoreOvertaken(): void {
    if (!this.#backup) return;
    const version = this.#version;
    this.restore();
    this.#version = version + 1;
    this.#unnoticeable = true;
  }

  /** Ends all watches. */
  disconnect(how: 'clean' | 'reset' | 'half' | 'silent'): void {
    for (const { stream, resource } of [...this.#watches]) {
      if (how === 'half') {
        const [object] = this.objects(resource);
        const line = lineOf('MODIFIED', object ?? {});
        stream.push(line.slice(0, Math.floor(line.length / 2)));
      }
      if (how === 'silent') stream.silence();
      else if (how === 'reset') stream.end(connectionError('ECONNRESET'));
      else stream.end();
    }
    this.#watches.clear();
  }

  /** Says in every watch how far it is. */
  bookmark(): void {
    for (const watch of this.#watches) {
      if (this.#version > watch.floor) {
        const line = lineOf('BOOKMARK', {
          metadata: { resourceVersion: `${this.#version}` },
        });
        this.#bookmarks.push({ resource: watch.resource, line });
        watch.stream.push(line);
      }
    }
  }

  /** Something that was sent before comes again; never among first events. */
  repeat(what: 'bookmark' | 'event', index: number): void {
    const choices =
      what === 'bookmark'
        ? this.#bookmarks
        : this.#log.map(({ resource, type, object }) => ({
            resource,
            line: lineOf(type, object),
          }));
    if (choices.length === 0) return;
    const { resource, line } = choices[index % choices.length];
    this.say(line, resource);
  }

  /** Puts a line into the open watches. */
  say(line: string, resource?: string): void {
    for (const watch of this.#watches) {
      if (resource === undefined || watch.resource === resource) {
        watch.stream.push(line);
      }
    }
  }

  /** @param resource - absent: all of them */
  fault(fault: ServerFault, resource?: string): void {
    this.#faults.set(fault, resource);
  }

  heal(): void {
    this.#faults.clear();
  }

  close(): void {
    clearInterval(this.#timer);
    this.disconnect('reset');
  }

  connection(): ClusterConnection {
    return {
      request: request => this.#request(request),
      close: async () => {},
    };
  }

  #of(resource: string): Map<string, KubernetesObject> {
    let objects = this.#objects.get(resource);
    if (!objects) this.#objects.set(resource, (objects = new Map()));
    return objects;
  }

  #publish(resource: string, type: string, object: KubernetesObject): void {
    const version = this.#version;
    this.#log.push({ version, resource, type, object });
    for (const watch of this.#watches) {
      if (watch.resource === resource && version > watch.floor) {
        watch.stream.push(lineOf(type, object));
      }
    }
  }

  #has(fault: ServerFault, resource: string, watch: boolean): boolean {
    const about = SERVER_FAULTS[fault];
    if (!this.#faults.has(fault)) return false;
    if (about !== 'any' && (about === 'watch') !== watch) return false;
    const only = this.#faults.get(fault);
    return only === undefined || only === resource;
  }

  async #request({ path, signal }: ClusterRequest): Promise<ClusterResponse> {
    const url = new URL(path, 'http://server');
    const query = url.searchParams;
    const resource = url.pathname.split('/').pop()!;
    const watching = query.has('watch');
    const has = (fault: ServerFault) => this.#has(fault, resource, watching);
    if (has('refused')) throw connectionError('ECONNREFUSED');
    if (has('hang')) return untilAborted(signal);
    for (const [fault, code] of Object.entries(STATUS)) {
      if (has(fault as ServerFault)) return this.#status(code, signal);
    }
    if (has('loginPage')) {
      return this.#answer('<html>sign in</html>', signal, 200, 'text/html');
    }
    return watching
      ? this.#watch(resource, query, signal, has)
      : this.#list(resource, query, signal, has);
  }

  #list(
    resource: string,
    query: URLSearchParams,
    signal: AbortSignal | undefined,
    has: (fault: ServerFault) => boolean,
  ): ClusterResponse {
    const token = query.get('continue');
    const [version, offset] = token
      ? token.split(':').map(Number)
      : [this.#version, 0];
    if (token && has('tokenExpired')) return this.#status(410, signal);
    if (!token && !this.#snapshots.has(version)) {
      this.#snapshots.set(version, copy(this.#objects));
    }
    // A cache that is behind answers what was true some time ago.
    const at =
      has('stale') && !token ? Math.min(...this.#snapshots.keys()) : version;
    const snapshot = this.#snapshots.get(at);
    if (!snapshot) return this.#status(410, signal);
    const all = [...(snapshot.get(resource)?.values() ?? [])];
    const end = offset + Number(query.get('limit') ?? 500);
    const items: object[] = all.slice(offset, end);
    if (has('wrongKind')) {
      items.push({
        kind: 'Lease',
        apiVersion: 'coordination.k8s.io/v1',
        metadata: { name: 'stranger', namespace: 'shop' },
      });
    }
    const text = JSON.stringify({
      metadata: {
        ...(has('noVersion') ? {} : { resourceVersion: `${at}` }),
        ...(end < all.length ? { continue: `${at}:${end}` } : {}),
      },
      items,
    });
    if (has('garbage')) return this.#answer(`${text.slice(0, 20)}}`, signal);
    return has('cut')
      ? this.#answer(text.slice(0, text.length / 2), signal, 200, undefined, {
          error: connectionError('ECONNRESET'),
        })
      : this.#answer(text, signal, 200, undefined, {
          pause: has('drip') ? SLOW_PIECE : 0,
        });
  }

  #watch(
    resource: string,
    query: URLSearchParams,
    signal: AbortSignal | undefined,
    has: (fault: ServerFault) => boolean,
  ): ClusterResponse {
    const initial = query.has('sendInitialEvents');
    if (initial && this.streamingLists === 'refused') {
      return this.#status(422, signal);
    }
    const from = initial ? this.#version : Number(query.get('resourceVersion'));
    if (from < this.#compacted && !this.goneAsEvent) {
      return this.#status(410, signal);
    }
    const drip = has('drip');
    const stream = new ServerStream({
      chunkBytes: drip ? SLOW_PIECE_BYTES : this.chunkBytes,
      pause: drip ? SLOW_PIECE : 0,
    });
    const response: ClusterResponse = {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: stream.body(signal),
    };
    if (from < this.#compacted) {
      stream.push(
        lineOf('ERROR', { kind: 'Status', code: 410, reason: 'Expired' }),
      );
      stream.end();
      return response;
    }
    if (has('silent')) return response;
    if (initial) this.#sendFirstEvents(resource, stream);
    for (const { version, resource: of, type, object } of this.#log) {
      if (of === resource && version > from) stream.push(lineOf(type, object));
    }
    if (has('garbage')) stream.push('502 Bad Gateway\n');
    if (has('cut')) {
      stream.push('{"type":"ADDED","object":{"metadata":{"na');
      stream.end(connectionError('ECONNRESET'));
    }
    if (has('endsAtOnce')) stream.end();
    if (stream.open) this.#watches.add({ resource, floor: from, stream });
    return response;
  }

  #sendFirstEvents(resource: string, stream: ServerStream): void {
    for (const object of this.objects(resource)) {
      stream.push(lineOf('ADDED', object));
    }
    if (this.streamingLists === 'cut') stream.end();
    if (this.streamingLists !== 'supported') return;
    stream.push(
      lineOf('BOOKMARK', {
        metadata: {
          resourceVersion: `${this.#version}`,
          annotations: { 'k8s.io/initial-events-end': 'true' },
        },
      }),
    );
  }

  #status(code: number, signal: AbortSignal | undefined): ClusterResponse {
    const answer = this.#answer(
      JSON.stringify({ kind: 'Status', code, message: 'as the script says' }),
      signal,
      code,
    );
    if (code === 429) answer.headers['retry-after'] = '7';
    return answer;
  }

  #answer(
    text: string,
    signal: AbortSignal | undefined,
    status = 200,
    contentType = 'application/json',
    options: { error?: Error; pause?: number } = {},
  ): ClusterResponse {
    const { error, pause = 0 } = options;
    const stream = new ServerStream({
      chunkBytes: pause > 0 ? SLOW_PIECE_BYTES : this.chunkBytes * 10,
      pause,
    });
    stream.push(text);
    stream.end(error);
    return {
      status,
      headers: { 'content-type': contentType },
      body: stream.body(signal),
    };
  }
}

function copy(objects: Objects): Objects {
  return new Map([...objects].map(([name, each]) => [name, new Map(each)]));
}
