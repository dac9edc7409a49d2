import type { KubernetesObject } from '@portlight/plugin-portlight-common';
import { LineSplitter } from '../reflector/lines';
import { initialState, step } from '../reflector/machine';
import type {
  MachineSettings,
  ReflectorEffect,
  ReflectorInput,
  ReflectorState,
} from '../reflector/machineTypes';
import { KindServer } from './KindServer';

/** Of scripts without time: only sizes matter. */
export const MACHINE_SETTINGS: MachineSettings = {
  minimum: 1000,
  maximum: 60_000,
  pageSize: 2,
  recheck: 300_000,
};

type Request = Extract<
  ReflectorEffect,
  { type: 'page' | 'stream' | 'watch' | 'verify' }
>;

type Body = {
  bytes: Buffer;
  position: number;
  /** The version up to which events were written. */
  sent: number;
  /** The end of the first events has not been written yet. */
  initial: boolean;
};

/** A reflector's effects without time and network: a script decides when what happens. */
export class ReflectorHarness {
  readonly server = new KindServer();
  state: ReflectorState = initialState(MACHINE_SETTINGS);
  readonly mirror = new Map<string, number>();
  #collected = new Map<string, number>();
  #wanted?: Request;
  #turn = false;
  #waiting = false;
  #body?: Body;
  #splitter = new LineSplitter(1_000_000);
  #bookmarks: string[] = [];

  constructor(readonly streaming: boolean) {
    this.input({ type: 'start' });
  }

  input(input: ReflectorInput): void {
    const { state, effects } = step(this.state, input, MACHINE_SETTINGS, 0.5);
    this.state = state;
    effects.forEach(effect => this.#perform(effect));
  }

  #perform(effect: ReflectorEffect): void {
    switch (effect.type) {
      case 'acquire':
        this.#turn = true;
        break;
      case 'page':
      case 'stream':
      case 'watch':
      case 'verify':
        this.#wanted = effect;
        break;
      case 'abort':
        this.#wanted = undefined;
        this.#body = undefined;
        this.#waiting = false;
        this.#turn = false;
        break;
      case 'begin':
        this.#collected = new Map();
        break;
      case 'collect':
        keep(this.#collected, effect.change, effect.object);
        break;
      case 'commit':
        this.mirror.clear();
        this.#collected.forEach((value, name) => this.mirror.set(name, value));
        break;
      case 'apply':
        keep(this.mirror, effect.change, effect.object);
        break;
      case 'wait':
        this.#waiting = true;
        break;
      default:
    }
  }

  /** Something that was asked for happens. */
  proceed(): boolean {
    if (this.#turn) {
      this.#turn = false;
      this.input({ type: 'granted' });
    } else if (this.#waiting) {
      this.#waiting = false;
      this.input({ type: 'waited' });
    } else if (this.#wanted) {
      this.#answer(this.#wanted);
    } else {
      return false;
    }
    return true;
  }

  #answer(wanted: Request): void {
    this.#wanted = undefined;
    if (wanted.type === 'verify') {
      this.input({
        type: 'newest',
        resourceVersion: String(this.server.version),
      });
      return;
    }
    if (wanted.type === 'page') {
      const page = this.server.page(wanted.limit, wanted.continue);
      if (!page) {
        this.input({ type: 'expired' });
        return;
      }
      const { resourceVersion, continue: token } = page.metadata;
      this.input({
        type: 'page',
        objects: page.items,
        resourceVersion,
        continue: token,
      });
      return;
    }
    if (wanted.type === 'stream' && !this.streaming) {
      this.input({ type: 'streamingRefused' });
      return;
    }
    const from = wanted.type === 'watch' ? Number(wanted.resourceVersion) : 0;
    if (wanted.type === 'watch' && !this.server.since(from)) {
      this.input({ type: 'expired' });
      return;
    }
    this.#splitter = new LineSplitter(1_000_000);
    this.#body = {
      bytes: Buffer.alloc(0),
      position: 0,
      sent: from,
      initial: false,
    };
    if (wanted.type === 'stream') {
      this.server.objects().forEach(object => this.#send('ADDED', object));
      this.#body.sent = this.server.version;
      this.#body.initial = true;
    }
  }

  #send(type: string, object: KubernetesObject): void {
    this.#sendLine(JSON.stringify({ type, object }));
  }

  #sendLine(line: string): void {
    if (!this.#body) return;
    this.#body.bytes = Buffer.concat([
      this.#body.bytes,
      Buffer.from(`${line}\n`),
    ]);
  }

  /** The server writes what happened to the open watch. */
  write(): void {
    if (!this.#body) return;
    const entries = this.server.since(this.#body.sent);
    if (!entries) {
      this.#sendLine(
        JSON.stringify({
          type: 'ERROR',
          object: { kind: 'Status', code: 410 },
        }),
      );
      return;
    }
    entries.forEach(({ type, object }) => this.#send(type, object));
    this.#body.sent = this.server.version;
    if (!this.#body.initial) return;
    // What changes while the first events are sent comes before their end.
    this.#body.initial = false;
    this.#send('BOOKMARK', {
      metadata: {
        resourceVersion: String(this.server.version),
        annotations: { 'k8s.io/initial-events-end': 'true' },
      },
    });
  }

  bookmark(): void {
    if (!this.#body) return;
    this.write();
    const line = JSON.stringify({
      type: 'BOOKMARK',
      object: { metadata: { resourceVersion: String(this.#body.sent) } },
    });
    this.#bookmarks.push(line);
    this.#sendLine(line);
  }

  /** A bookmark of before comes again. Within a first list there are none. */
  lateBookmark(index: number): void {
    if (this.state.collecting || this.#bookmarks.length === 0) return;
    this.#sendLine(this.#bookmarks[index % this.#bookmarks.length]);
  }

  /** An event comes twice. */
  repeat(): void {
    if (!this.#body || this.state.collecting) return;
    this.write();
    const [last] = this.server.since(this.server.version - 1) ?? [];
    if (last) this.#send(last.type, last.object);
  }

  /** So many bytes arrive. */
  deliver(count: number): boolean {
    const body = this.#body;
    if (!body || body.position >= body.bytes.length) return false;
    const chunk = body.bytes.subarray(body.position, body.position + count);
    body.position += chunk.length;
    for (const line of this.#splitter.push(chunk)) {
      this.#line(JSON.parse(line));
      // Nothing of an aborted stream is heard.
      if (this.#body !== body) break;
    }
    return true;
  }

  #line(event: { type: string; object: KubernetesObject }): void {
    const { type, object } = event;
    if (type === 'ERROR') {
      this.input({ type: 'expired' });
    } else if (type === 'BOOKMARK') {
      this.input({
        type: 'bookmark',
        resourceVersion: object.metadata?.resourceVersion,
        initialEventsEnd: object.metadata?.annotations !== undefined,
      });
    } else {
      this.input({
        type: 'event',
        change: type as 'ADDED' | 'MODIFIED' | 'DELETED',
        object,
      });
    }
  }

  close(lived: number): void {
    if (this.#body) this.input({ type: 'closed', lived });
  }

  settle(): void {
    for (let turns = 0; turns < 1000; turns++) {
      this.write();
      if (!this.deliver(1_000_000) && !this.proceed()) return;
    }
    throw new Error(`It does not settle: ${JSON.stringify(this.state)}`);
  }
}

function keep(
  map: Map<string, number>,
  change: string,
  object: KubernetesObject,
): void {
  const name = object.metadata!.name!;
  if (change === 'DELETED') map.delete(name);
  else map.set(name, object.spec.value);
}
