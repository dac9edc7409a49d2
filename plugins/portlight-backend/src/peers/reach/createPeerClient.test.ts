import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { ClusterRequest } from '@portlight/plugin-portlight-node';
import { AddressPolicy } from '../../clusters';
import {
  type ClosablePeerClient,
  createPeerClient,
  type PeerClientOptions,
} from './createPeerClient';
import type { PeerResponse, ReachablePeer } from './PeerClient';

const POD: ReachablePeer = {
  cluster: 'east',
  namespace: 'shop',
  pod: 'cart-a',
  host: '127.0.0.1',
  metrics: { scheme: 'http', port: 9090, path: '/metrics' },
};

let clients: ClosablePeerClient[] = [];
let servers: { close(): void }[] = [];

afterEach(async () => {
  await Promise.all(clients.map(each => each.close()));
  servers.forEach(server => server.close());
  clients = [];
  servers = [];
});

function client(options: Partial<PeerClientOptions> = {}) {
  const created = createPeerClient({
    addresses: new AddressPolicy({ allowLoopback: true }),
    reach: 'proxy',
    perCluster: 10,
    connectionOf: () => undefined,
    ...options,
  });
  clients.push(created);
  return created;
}

async function listen(server: Server | ReturnType<typeof createTcpServer>) {
  servers.push(server);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function text(response: PeerResponse): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of response.body) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** A connection to an API server that answers with what it was asked. */
function connection(
  requests: ClusterRequest[],
  body?: AsyncIterable<Uint8Array>,
) {
  return {
    request: async (request: ClusterRequest) => {
      requests.push(request);
      return {
        status: 200,
        headers: {},
        body:
          body ??
          (async function* echo() {
            yield Buffer.from(request.path);
          })(),
      };
    },
    close: async () => {},
  };
}

describe('through the API server', () => {
  it.each([
    [
      { path: '/metrics?x=1' },
      '/api/v1/namespaces/shop/pods/cart-a:9090/proxy/metrics?x=1',
    ],
    [
      { path: '/', port: 8443, scheme: 'https' as const },
      '/api/v1/namespaces/shop/pods/https:cart-a:8443/proxy/',
    ],
  ])('asks for %j at %s', async (request, expected) => {
    const requests: ClusterRequest[] = [];
    const { fetch } = client({ connectionOf: () => connection(requests) });
    expect(await text(await fetch(POD, request))).toBe(expected);
  });

  it.each<[string, Partial<ReachablePeer>, string]>([
    ['a path that leaves the pod', {}, '/../../../secrets'],
    ['an encoded path that leaves the pod', {}, '/%2e%2e/x'],
    ['a path that is none', {}, 'metrics'],
    ['a line end', {}, '/a\r\nX-Evil: 1'],
    ['a namespace that is a path', { namespace: '../x' }, '/'],
    ['a pod that is a path', { pod: 'a/../../secrets' }, '/'],
    ['a pod with a query', { pod: 'a?x' }, '/'],
    ['a pod with dots', { pod: 'a..b' }, '/'],
  ])('refuses %s', async (_, changes, path) => {
    const requests: ClusterRequest[] = [];
    const { fetch } = client({ connectionOf: () => connection(requests) });
    await expect(fetch({ ...POD, ...changes }, { path })).rejects.toMatchObject(
      { name: 'PeerRequestError' },
    );
    expect(requests).toEqual([]);
  });

  it('asks a few at once, also while their bodies stream', async () => {
    const requests: ClusterRequest[] = [];
    const endless = {
      async *[Symbol.asyncIterator]() {
        for (;;) yield Buffer.from('x');
      },
    };
    const { fetch } = client({
      perCluster: 2,
      connectionOf: () => connection(requests, endless),
    });
    const first = await fetch(POD, { path: '/1' });
    const second = await fetch(POD, { path: '/2' });
    const turns: string[] = [];
    const third = fetch(POD, { path: '/3', onTurn: () => turns.push('3') });
    // Another cluster has its own.
    await fetch({ ...POD, cluster: 'west' }, { path: '/w' });
    expect(requests).toHaveLength(3);
    expect(turns).toEqual([]);
    for await (const part of first.body) {
      expect(part).toHaveLength(1);
      break;
    }
    await third;
    expect(turns).toEqual(['3']);
    const fourth = fetch(POD, { path: '/4' });
    second.cancel();
    expect(requests.map(({ path }) => path.at(-1))).not.toContain('4');
    await fourth;
    expect(requests.at(-1)?.signal?.aborted).toBe(false);
    expect(requests[1].signal?.aborted).toBe(true);
  });

  it('says that a cluster is not connected here', async () => {
    await expect(client().fetch(POD, { path: '/' })).rejects.toThrow(
      'The cluster east is not connected here',
    );
  });
});

describe('directly', () => {
  const direct = (options: Partial<PeerClientOptions> = {}) =>
    client({ reach: 'direct', ...options });

  it('asks the peer, follows no redirect, and leaves the body as it is', async () => {
    const port = await listen(
      createServer((request, response) => {
        if (request.url === '/moved') {
          response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
        } else {
          response
            .writeHead(200, { 'content-encoding': 'gzip' })
            .end(`${request.method} ${request.url} ${request.headers.accept}`);
        }
      }),
    );
    const { fetch } = direct();
    const response = await fetch(POD, {
      path: '/metrics?a=b',
      port,
      headers: { accept: 'text/plain' },
    });
    expect(response.headers['content-encoding']).toBe('gzip');
    expect(await text(response)).toBe('GET /metrics?a=b text/plain');
    const moved = await fetch(POD, { path: '/moved', port });
    expect(moved.status).toBe(302);
    moved.cancel();
  });

  it('can give up a body that does not end', async () => {
    const port = await listen(
      createServer((_, response) => {
        response.writeHead(200);
        const write = () => {
          if (response.write('x'.repeat(1000))) setImmediate(write);
          else response.once('drain', write);
        };
        write();
      }),
    );
    const { fetch } = direct({ perCluster: 1 });
    const unread = await fetch(POD, { path: '/', port });
    unread.cancel();
    const begun = await fetch(POD, { path: '/', port });
    for await (const part of begun.body) {
      expect(part.length).toBeGreaterThan(0);
      break;
    }
    begun.cancel();
    (await fetch(POD, { path: '/', port })).cancel();
  });

  it.each([
    ['169.254.169.254', "the portal's cloud"],
    ['metadata.google.internal', 'metadata'],
    ['127.0.0.1', 'loopback'],
  ])('does not connect to %s', async host => {
    const { fetch } = direct({ addresses: new AddressPolicy() });
    await expect(
      fetch({ ...POD, host }, { path: '/', port: 80 }),
    ).rejects.toThrow('The portal does not connect to');
  });

  it('says in a sentence why there is no answer', async () => {
    const { fetch } = direct();
    const closed = createTcpServer();
    const port = await listen(closed);
    closed.close();
    await expect(fetch(POD, { path: '/', port })).rejects.toThrow(
      'nothing listens at this port',
    );
    const noise = await listen(
      createTcpServer(socket => socket.end('ssh-2.0 hello\r\n')),
    );
    await expect(fetch(POD, { path: '/', port: noise })).rejects.toThrow(
      'its answer is not HTTP',
    );
    const gone = await listen(createTcpServer(socket => socket.destroy()));
    await expect(fetch(POD, { path: '/', port: gone })).rejects.toThrow(
      'it closed the connection',
    );
    await expect(fetch({ host: '10.0.0.1' }, { path: '/' })).rejects.toThrow(
      'not known at which port',
    );
  });

  it('ends when it is told to', async () => {
    const port = await listen(createServer(() => {}));
    const ended = new AbortController();
    const { fetch } = direct();
    const asking = fetch(POD, { path: '/', port, signal: ended.signal });
    setTimeout(() => ended.abort(new Error('enough')), 20);
    await expect(asking).rejects.toThrow('enough');
  });
});
