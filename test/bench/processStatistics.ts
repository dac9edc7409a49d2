import diagnostics from 'node:diagnostics_channel';
import http from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';

/** What a process has done since it began, and what it holds now. */
export interface ProcessStatistics {
  /** Seconds of all threads. */
  cpu: number;
  /** Bytes. */
  rss: number;
  /** Bytes, with what hangs on it outside; after a collection where one was asked for. */
  heap: number;
  /** HTTP requests that its servers were asked, watches among them. */
  requests: number;
  /** Of these, such as ask for a watch. */
  watches: number;
  /** Connections to its servers that are open. */
  connections: number;
  /** Whatever else the process counts. */
  extra: Record<string, number>;
}

/** Reads the statistics of another process; a collection first where they are about memory. */
export async function readStatistics(
  url: string,
  options: { collect?: boolean } = {},
): Promise<ProcessStatistics> {
  const response = await fetch(`${url}${options.collect ? '?collect' : ''}`);
  return (await response.json()) as ProcessStatistics;
}

/** In a child: answers its statistics to the bench until it ends. */
export async function serveStatistics(
  extra: () => Promise<Record<string, number>> = async () => ({}),
): Promise<string> {
  let requests = 0;
  let watches = 0;
  const sockets = new Set<Socket>();
  const own: Server = http.createServer(async (request, response) => {
    if (request.url?.includes('collect')) globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, external } = process.memoryUsage();
    const statistics: ProcessStatistics = {
      cpu: (user + system) / 1e6,
      rss,
      heap: heapUsed + external,
      requests,
      watches,
      connections: sockets.size,
      extra: await extra(),
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(statistics));
  });
  await new Promise<void>(resolve => {
    own.listen(0, '127.0.0.1', resolve);
  });
  const { port } = own.address() as AddressInfo;
  diagnostics.subscribe('http.server.request.start', message => {
    const { request, server } = message as {
      request: http.IncomingMessage;
      server: Server;
    };
    if (server === own) return;
    requests++;
    if (request.url?.includes('watch=')) watches++;
  });
  diagnostics.subscribe('net.server.socket', message => {
    const { socket } = message as { socket: Socket };
    if (socket.localPort === port) return;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return `http://127.0.0.1:${port}/`;
}
