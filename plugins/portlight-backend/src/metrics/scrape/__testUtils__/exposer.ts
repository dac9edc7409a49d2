import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DiscoveredPeer } from '@portlight/plugin-portlight-common';

/** A real HTTP server on this machine that stands for a peer. */
export interface Exposer {
  port: number;
  /** As discovery would find it. */
  peer: DiscoveredPeer & Required<Pick<DiscoveredPeer, 'metrics'>>;
  /** Headers of the requests that arrived. */
  requests: Record<string, string | string[] | undefined>[];
  close(): Promise<void>;
}

/** A peer at a port of this machine. */
export function peerAt(
  port: number,
  fields: Partial<DiscoveredPeer> = {},
): Exposer['peer'] {
  return {
    id: `peer-${port}`,
    name: `peer-${port}`,
    host: '127.0.0.1',
    port,
    metrics: { scheme: 'http', port, path: '/metrics' },
    labels: {},
    health: { status: 'healthy' },
    ...fields,
  } as Exposer['peer'];
}

/** Starts one at a free port. */
export async function startExposer(
  listener: RequestListener,
): Promise<Exposer> {
  const requests: Exposer['requests'] = [];
  const server = createServer((request, response) => {
    requests.push(request.headers);
    // What ends in the middle is what some of them are about.
    response.on('error', () => {});
    listener(request, response);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    peer: peerAt(port),
    requests,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A server that answers an exposition. */
export function exposing(
  text: string,
  contentType = 'text/plain; version=0.0.4; charset=utf-8',
): RequestListener {
  return (_request, response) => {
    response.setHeader('content-type', contentType);
    response.end(text);
  };
}
