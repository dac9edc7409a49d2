import type { DiscoveredPeer } from '@portlight/plugin-portlight-common';
import type {
  PeerClient,
  PeerRequest,
  PeerResponse,
  ReachablePeer,
} from '../../../peers';

/** What a fake peer answers. */
export interface FakeAnswer {
  status?: number;
  body?: string;
  headers?: Record<string, string>;
  /** Never. */
  hangs?: boolean;
}

/** Peers in memory, with a count of the requests that they got. */
export class FakePeers implements PeerClient {
  readonly requests = new Map<string, number>();
  readonly answers = new Map<string, FakeAnswer>();
  cancelled = 0;

  /** How a peer answers from here on. */
  answer(host: string, answer: FakeAnswer): void {
    this.answers.set(host, answer);
  }

  /** How often it was asked. */
  count(host: string): number {
    return this.requests.get(host) ?? 0;
  }

  async fetch(
    { host }: ReachablePeer,
    { signal, onTurn }: PeerRequest,
  ): Promise<PeerResponse> {
    this.requests.set(host, this.count(host) + 1);
    onTurn?.();
    const {
      status = 200,
      body = '',
      headers,
      hangs,
    } = this.answers.get(host) ?? {};
    if (hangs) {
      await new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    }
    return {
      status,
      headers: { 'content-type': 'text/plain; version=0.0.4', ...headers },
      body: (async function* bytes() {
        yield Buffer.from(body);
      })(),
      cancel: () => {
        this.cancelled += 1;
      },
    };
  }
}

/** A peer as discovery finds it; its host is its name. */
export function fakePeer(
  name: string,
  changes: Partial<DiscoveredPeer> = {},
): DiscoveredPeer {
  return {
    id: `uid-${name}`,
    name,
    cluster: 'east',
    host: name,
    port: 8080,
    metrics: { scheme: 'http', port: 8080, path: '/metrics' },
    labels: {},
    health: { status: 'healthy', reason: 'Ready', message: 'As the test says' },
    ...changes,
  };
}
