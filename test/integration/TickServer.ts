import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What every peer says at one moment; a peer that is absent does not answer. */
export interface Tick {
  /** Milliseconds since the epoch; of whole seconds. */
  at: number;
  /** In the Prometheus text format 0.0.4, by peer. */
  bodies: ReadonlyMap<string, string>;
}

/** Every sample of a text with this timestamp, so that whoever scrapes it whenever has the same samples. */
function withTimestamps(body: string, at: number): string {
  return body
    .split('\n')
    .map(line => (line === '' || line.startsWith('#') ? line : `${line} ${at}`))
    .join('\n');
}

/**
 * Serves what peers said at one moment, until the next: a Prometheus that scrapes it and a program that is handed the
 * texts have exactly the same samples, at the same times.
 */
export class TickServer {
  readonly #server: Server;
  #tick: Tick = { at: 0, bodies: new Map() };
  /** How often peers are to be asked yet. */
  readonly #unseen = new Map<string, number>();
  #seen: () => void = () => {};

  private constructor(readonly peers: readonly string[]) {
    this.#server = createServer((request, response) => {
      const peer = request.url!.split('/')[1];
      const body = this.#tick.bodies.get(peer);
      response.on('finish', () => {
        const left = (this.#unseen.get(peer) ?? 0) - 1;
        if (left > 0) this.#unseen.set(peer, left);
        else this.#unseen.delete(peer);
        if (this.#unseen.size === 0) this.#seen();
      });
      if (body === undefined) {
        response.writeHead(503).end();
        return;
      }
      response
        .writeHead(200, { 'content-type': 'text/plain; version=0.0.4' })
        .end(withTimestamps(body, this.#tick.at));
    });
  }

  static async start(peers: readonly string[]): Promise<TickServer> {
    const server = new TickServer(peers);
    await new Promise<void>(resolve => {
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  /** `127.0.0.1:PORT`; the metrics of a peer are at `/PEER`. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /**
   * Serves a moment; resolves once every peer has been asked for it twice: on a busy machine one answer may come too late
   * to be stored.
   */
  async show(tick: Tick): Promise<void> {
    this.#tick = tick;
    for (const peer of this.peers) this.#unseen.set(peer, 2);
    await new Promise<void>(resolve => {
      this.#seen = resolve;
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }
}
