import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  DiscoveryContext,
  DiscoveryMethodFactory,
} from '@portlight/plugin-portlight-node';
import { AddressPolicy } from '../../clusters';
import { createDiscoveryFetcher, type DiscoveryFetcher } from './createFetch';
import {
  dnsMethod,
  type DnsResolver,
  httpMethod,
  prometheusMethod,
  staticMethod,
} from './polledMethods';

const SIGNAL = new AbortController().signal;

let closers: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(closers.map(close => close()));
  closers = [];
});

function fetcher(
  addresses = new AddressPolicy({ allowLoopback: true }),
  timeout?: number,
): DiscoveryFetcher {
  const created = createDiscoveryFetcher(addresses, timeout);
  closers.push(() => created.close());
  return created;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function context(changes: Partial<DiscoveryContext> = {}): DiscoveryContext {
  return {
    resync: 30_000,
    scrape: {},
    probe: {},
    fetch: fetcher().in(undefined),
    status: () => {},
    ...changes,
  };
}

const discover = async (
  factory: DiscoveryMethodFactory,
  options: Record<string, unknown>,
  changes: Partial<DiscoveryContext> = {},
) =>
  factory
    .create(factory.readOptions(options), context(changes))
    .discover(SIGNAL);

const json =
  (
    document: unknown,
    type = 'application/json; charset=utf-8',
  ): RequestListener =>
  (_, response) =>
    response
      .writeHead(200, { 'content-type': type })
      .end(typeof document === 'string' ? document : JSON.stringify(document));

describe('http', () => {
  it('reads the document as Prometheus does', async () => {
    let asked: Record<string, unknown> = {};
    const url = await serve((request, response) => {
      asked = { url: request.url, ...request.headers };
      json([{ targets: ['cart-1:80', 'cart-2:80'] }])(request, response);
    });
    const peers = await discover(
      httpMethod(),
      { url: `${url}/sd?team=shop` },
      { self: { address: 'cart-2' }, probe: { path: '/healthz' } },
    );
    expect(peers).toMatchObject([
      { id: 'cart-1:80', liveness: { path: '/healthz' } },
    ]);
    expect(asked).toMatchObject({
      url: '/sd?team=shop',
      accept: 'application/json',
      'x-prometheus-refresh-interval-seconds': '30',
    });
  });

  it.each<[string, RequestListener, string]>([
    [
      'another status',
      (_, response) => response.writeHead(500).end('no'),
      'status 500',
    ],
    [
      'a redirect, which is not followed',
      (_, response) =>
        response.writeHead(302, { location: 'http://169.254.169.254' }).end(),
      'status 302',
    ],
    ['a page', json('<html>', 'text/html'), 'application/json'],
    ['what is no JSON', json('<html>'), 'no JSON'],
    [
      'a body without end',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const write = () => {
          if (response.write(' '.repeat(100_000))) setImmediate(write);
          else response.once('drain', write);
        };
        write();
      },
      'larger than 5 MB',
    ],
    [
      'bytes that are no text',
      (_, response) =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(Buffer.from([0xff, 0xfe])),
      'could not be read',
    ],
    ['a closed connection', request => request.socket.destroy(), 'closed'],
  ])('says what is wrong: %s', async (_, listener, message) => {
    const url = await serve(listener);
    await expect(discover(httpMethod(), { url })).rejects.toThrow(message);
  });

  it('waits only so long', async () => {
    const url = await serve(() => {});
    const { in: fetchIn } = fetcher(undefined, 200);
    await expect(
      discover(httpMethod(), { url }, { fetch: fetchIn(undefined) }),
    ).rejects.toThrow('within 0.2 s');
  });

  it.each([
    ['http://169.254.169.254/latest', new AddressPolicy()],
    ['http://localhost:80/', new AddressPolicy()],
    [
      'http://targets.example.com',
      new AddressPolicy({ deny: ['*.example.com'] }),
    ],
  ])('does not ask %s', async (url, policy) => {
    await expect(
      discover(httpMethod(), { url }, { fetch: fetcher(policy).in(undefined) }),
    ).rejects.toThrow(/could not be read: The portal/);
  });

  it.each([
    ['no text', 7],
    ['no URL', 'targets'],
    ['another protocol', 'file:///etc/passwd'],
    ['credentials', 'https://user:secret@example.com'],
    ['a Service without a port', 'service://shop/targets/sd'],
    ['a Service that is a path', 'service://shop/../secrets:80/'],
    ['a path that leaves the Service', 'service://shop/cart:80/../../x'],
  ])('refuses an address with %s', (_, url) => {
    expect(() => httpMethod().readOptions({ url })).toThrow();
  });

  it('does not repeat credentials', () => {
    expect(() =>
      httpMethod().readOptions({ url: 'https://user:secret@example.com' }),
    ).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secret'),
      }),
    );
  });

  it('asks a Service of the cluster through its API server', async () => {
    const paths: string[] = [];
    const fetch = fetcher().in({
      request: async ({ path }) => {
        paths.push(path);
        return {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: (async function* body() {
            yield Buffer.from('[{"targets":["10.0.0.1:80"]}]');
          })(),
        };
      },
      close: async () => {},
    });
    expect(
      await discover(
        httpMethod(),
        { url: 'service+https://shop/targets:8443/sd?x=1' },
        { fetch, cluster: 'east' },
      ),
    ).toMatchObject([{ cluster: 'east', host: '10.0.0.1' }]);
    expect(paths).toEqual([
      '/api/v1/namespaces/shop/services/https:targets:8443/proxy/sd?x=1',
    ]);
    await expect(
      discover(httpMethod(), { url: 'service://shop/targets:80/' }),
    ).rejects.toThrow('cluster that is connected');
  });
});

describe('prometheus', () => {
  it('reads the targets of the job', async () => {
    let asked: string | undefined;
    const url = await serve((request, response) => {
      asked = request.url;
      json({
        data: {
          activeTargets: [
            {
              labels: { job: 'cart' },
              scrapeUrl: 'http://10.0.0.1:80/metrics',
              health: 'up',
            },
          ],
        },
      })(request, response);
    });
    expect(
      await discover(prometheusMethod(), { url: `${url}/prom/`, job: 'cart' }),
    ).toMatchObject([{ id: '10.0.0.1:80', health: { status: 'healthy' } }]);
    expect(asked).toBe('/prom/api/v1/targets?state=active');
  });

  it.each<[RequestListener, string]>([
    [json('<html>'), 'not answer as a Prometheus'],
    [json({ status: 'success' }), 'not with the targets'],
    [(_, response) => response.writeHead(401).end(), 'status 401'],
  ])('says what is wrong', async (listener, message) => {
    const url = await serve(listener);
    await expect(
      discover(prometheusMethod(), { url, job: 'cart' }),
    ).rejects.toThrow(message);
  });
});

describe('static', () => {
  it('follows the list', async () => {
    expect(
      await discover(
        staticMethod(),
        { peers: 'a:1, b:2' },
        { scrape: { path: '/prom' }, cluster: 'east' },
      ),
    ).toMatchObject([
      { host: 'a', cluster: 'east', metrics: { port: 1, path: '/prom' } },
      { host: 'b', metrics: { port: 2, path: '/prom' } },
    ]);
  });

  it('says which entry is none', () => {
    expect(() =>
      staticMethod().readOptions({ peers: 'a:1, http://b' }),
    ).toThrow('"http://b" is no address');
    expect(() => staticMethod().readOptions({})).toThrow('`peers`');
  });
});

describe('dns', () => {
  function resolver(answers: {
    srv?: object[] | string;
    a?: string[] | string;
    aaaa?: string[] | string;
  }): DnsResolver {
    const answer =
      (records: unknown = 'ENODATA') =>
      async () => {
        if (typeof records === 'string') {
          throw Object.assign(new Error(records), { code: records });
        }
        return records;
      };
    return {
      resolveSrv: answer(answers.srv),
      resolve4: answer(answers.a),
      resolve6: answer(answers.aaaa),
    } as unknown as DnsResolver;
  }

  it('follows SRV records', async () => {
    expect(
      await discover(
        dnsMethod(
          resolver({ srv: [{ name: 'cart-1.example.com', port: 80 }] }),
        ),
        { name: '_metrics._tcp.cart.example.com' },
      ),
    ).toMatchObject([{ id: 'cart-1.example.com:80' }]);
  });

  it.each([
    [{ name: 'cart.example.com:80' }],
    [{ name: 'cart.example.com', port: '80' }],
  ])('follows addresses of both families of %j', async options => {
    expect(
      await discover(
        dnsMethod(resolver({ a: ['10.0.0.1'], aaaa: ['fd00::1'] })),
        options,
      ),
    ).toMatchObject([{ id: '10.0.0.1:80' }, { id: '[fd00::1]:80' }]);
  });

  it('says that there are no records, and has no peers then', async () => {
    const statuses: unknown[] = [];
    const factory = dnsMethod(resolver({}));
    const ended = new AbortController();
    const method = factory.create(
      factory.readOptions({ name: 'cart.example.com:80' }),
      context({
        status: status => {
          statuses.push(status);
          ended.abort();
        },
      }),
    );
    for await (const event of method.watch(ended.signal)) {
      throw new Error(`nobody was expected, but ${event.peer.id}`);
    }
    expect(statuses).toEqual([
      {
        notice: expect.stringContaining(
          'no A or AAAA records of cart.example.com',
        ),
      },
    ]);
  });

  it('fails where the name server does', async () => {
    await expect(
      discover(dnsMethod(resolver({ a: 'ESERVFAIL' })), {
        name: 'cart.example.com:80',
      }),
    ).rejects.toThrow(
      'The name server does not answer for cart.example.com (ESERVFAIL)',
    );
  });

  it.each([
    [{ name: 'cart.example.com' }, 'no port'],
    [{ name: '10.0.0.1:80' }, 'host name'],
    [{ name: 'http://x' }, 'host name'],
    [{}, '`name`'],
  ])('refuses %j', (options, message) => {
    expect(() => dnsMethod(resolver({})).readOptions(options)).toThrow(message);
  });
});
