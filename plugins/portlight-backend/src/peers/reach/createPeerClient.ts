import { formatHostPort, isPath } from '@portlight/plugin-portlight-common';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import { Agent, type Dispatcher } from 'undici';
import { flatHeaders } from '../../clusters';
import {
  type AddressPolicy,
  AddressRefusedError,
} from '../../clusters/addresses';
import {
  type PeerClient,
  type PeerRequest,
  PeerRequestError,
  type PeerResponse,
  type ReachablePeer,
} from './PeerClient';
import { proxyPath } from './proxyPath';
import { Slots } from './Slots';

/** What a peer client is made of. */
export interface PeerClientOptions {
  addresses: AddressPolicy;
  /** How pods are reached; what is no pod is always reached directly. */
  reach: 'proxy' | 'direct';
  /** Requests at once per cluster, and to all that is in none. */
  perCluster: number;
  /** The way to a cluster that this replica reads. */
  connectionOf(cluster: string): ClusterConnection | undefined;
}

/** A client that can be closed. */
export interface ClosablePeerClient extends PeerClient {
  close(): Promise<void>;
}

const CONNECT_TIMEOUT = 5_000;
/** Connections to one peer; a probe and a scrape may meet. */
const CONNECTIONS = 2;

const FAILURES: Record<string, string> = {
  ECONNREFUSED: 'nothing listens at this port',
  ECONNRESET: 'it closed the connection',
  EHOSTUNREACH: 'there is no way to this address',
  ENETUNREACH: 'there is no way to this address',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'the name server does not answer',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_SOCKET: 'it closed the connection',
  UND_ERR_HEADERS_OVERFLOW: 'its headers are too large',
  EPROTO: 'it does not speak TLS as expected; check the scheme',
};

/** One sentence of an error on the way. */
export function describeFailure(error: unknown): string {
  const { code, message, name } = error as NodeJS.ErrnoException;
  if (error instanceof AddressRefusedError) return message;
  if (code?.startsWith('HPE_') || name === 'HTTPParserError') {
    return 'its answer is not HTTP';
  }
  const known = code !== undefined && FAILURES[code];
  return known || message?.split('\n')[0].slice(0, 300) || 'unknown error';
}

/** Which way a peer is reached. */
export function reachOf(
  peer: Pick<ReachablePeer, 'cluster' | 'namespace' | 'pod'>,
  reach: 'proxy' | 'direct',
): 'proxy' | 'direct' {
  return reach === 'proxy' && peer.cluster && peer.namespace && peer.pod
    ? 'proxy'
    : 'direct';
}

/** Gives the slot back when the body has been read, has failed, or is given up. */
class HeldBody implements AsyncIterable<Uint8Array> {
  constructor(
    private readonly body: AsyncIterable<Uint8Array>,
    private readonly release: () => void,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      yield* this.body;
    } finally {
      this.release();
    }
  }
}

/** Reaches peers, a few at once in each cluster. */
export function createPeerClient(
  options: PeerClientOptions,
): ClosablePeerClient {
  const { addresses, perCluster, connectionOf } = options;
  const slots = new Map<string, Slots>();
  const agent = new Agent({
    connections: CONNECTIONS,
    connect: addresses.connector({
      timeout: CONNECT_TIMEOUT,
      // Pods serve certificates of their own making, for names that nobody resolves; what they say is no secret that
      // they would be trusted with.
      rejectUnauthorized: false,
      allowH2: false,
    }),
    allowH2: false,
    maxHeaderSize: 64 * 1024,
    keepAliveTimeout: 30_000,
  });

  const slotsOf = (cluster: string) => {
    let own = slots.get(cluster);
    if (!own) {
      own = new Slots(perCluster);
      slots.set(cluster, own);
    }
    return own;
  };

  const directly = async (
    peer: ReachablePeer,
    request: PeerRequest & { port: number; scheme: string },
  ) => {
    const { port, scheme, path, headers, signal } = request;
    const origin = `${scheme}://${formatHostPort(peer.host, port)}`;
    addresses.check(origin);
    const response: Dispatcher.ResponseData = await agent.request({
      origin,
      path,
      method: 'GET',
      headers: { 'user-agent': 'portlight', ...headers },
      signal,
      // The caller's signal is the limit of time.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    return {
      status: response.statusCode,
      headers: flatHeaders(response.headers),
      body: response.body as AsyncIterable<Uint8Array>,
    };
  };

  const send = (
    peer: ReachablePeer,
    request: PeerRequest & { port: number; scheme: 'http' | 'https' },
  ) => {
    if (reachOf(peer, options.reach) === 'direct') {
      return directly(peer, request);
    }
    const connection = connectionOf(peer.cluster!);
    if (!connection) {
      throw new PeerRequestError(
        `The cluster ${peer.cluster} is not connected here`,
      );
    }
    const { path, port, scheme, headers, signal } = request;
    return connection.request({
      path: proxyPath({
        type: 'pods',
        namespace: peer.namespace!,
        name: peer.pod!,
        port,
        scheme,
        path,
      }),
      headers: { ...headers },
      signal,
    });
  };

  return {
    async fetch(peer, request): Promise<PeerResponse> {
      const port = request.port ?? peer.metrics?.port ?? peer.port;
      const scheme = request.scheme ?? peer.metrics?.scheme ?? 'http';
      if (port === undefined) {
        throw new PeerRequestError('It is not known at which port it answers');
      }
      if (!isPath(request.path)) {
        throw new PeerRequestError('The path is none that can be asked for');
      }
      const release = await slotsOf(peer.cluster ?? '').take(request.signal);
      request.onTurn?.();
      // Ends the request when what is left of the body is given up.
      const ended = new AbortController();
      const signal = request.signal
        ? AbortSignal.any([request.signal, ended.signal])
        : ended.signal;
      try {
        const response = await send(peer, { ...request, port, scheme, signal });
        return {
          status: response.status,
          headers: response.headers,
          body: new HeldBody(response.body, release),
          cancel: () => {
            release();
            ended.abort();
          },
        };
      } catch (error) {
        release();
        request.signal?.throwIfAborted();
        if (error instanceof PeerRequestError) throw error;
        throw new PeerRequestError(describeFailure(error), { cause: error });
      }
    },
    close: () => agent.destroy(),
  };
}
