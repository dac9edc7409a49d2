import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { Agent, request } from 'undici';
import {
  classifyError,
  classifyStatus,
} from '../../inventory/reflector/classify';
import { makeCertificate } from '../__testUtils__/certificates';
import { PooledConnection } from '../PooledConnection';
import { AddressPolicy, type AddressSettings } from './AddressPolicy';
import { resolveTo } from './__testUtils__/resolvers';

/** Servers that only the portal's machine reaches. */
describe('a connection with an address policy', () => {
  const closing: (() => unknown)[] = [];

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function listen<S extends NetServer>(server: S, host = '127.0.0.1') {
    server.listen(0, host);
    await once(server, 'listening');
    closing.push(() => {
      (server as unknown as Server).closeAllConnections();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }

  /** A server that counts who comes. */
  async function countingServer(name: string, host?: string) {
    const seen = { name, connections: 0, requests: 0, port: 0 };
    const server = createServer((_, response) => {
      seen.requests++;
      response.end(name);
    });
    server.on('connection', () => seen.connections++);
    seen.port = await listen(server, host);
    return seen;
  }

  function connect(
    server: string,
    policy: AddressPolicy,
    tls: object = {},
  ): PooledConnection {
    const connection = new PooledConnection({
      server,
      addresses: policy,
      credentials: async () => ({
        headers: { authorization: 'Bearer secret' },
        tls,
      }),
    });
    closing.push(() => connection.close());
    return connection;
  }

  async function bodyOf(connection: PooledConnection): Promise<string> {
    const chunks: Uint8Array[] = [];
    const { body } = await connection.request({ path: '/version' });
    for await (const chunk of body) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  }

  it('does not go where a name leads after it was checked (DNS rebinding)', async () => {
    const inside = await countingServer('inside');
    const policy = new AddressPolicy(
      {},
      resolveTo(['203.0.113.7'], ['127.0.0.1']),
    );
    const server = `http://rebinding.example:${inside.port}`;
    await policy.checkResolved(server);
    const connection = connect(server, policy);
    const error: unknown = await connection
      .request({ path: '/' })
      .catch(thrown => thrown);
    expect(error).toMatchObject({ code: 'ERR_ADDRESS_REFUSED' });
    expect(classifyError(error)).toEqual({
      cause: 'unreachable',
      message: expect.stringMatching(
        /does not connect to rebinding.example \(127.0.0.1\).*portlight.addresses/,
      ),
    });
    expect(inside).toMatchObject({ connections: 0, requests: 0 });
  });

  it('goes to the very address that was checked, and checks the next socket again', async () => {
    const first = await countingServer('first');
    const settings: AddressSettings = { allow: ['127.0.0.1'] };
    let asked = 0;
    const answers = resolveTo(['127.0.0.1'], ['127.0.0.2'], ['127.0.0.2']);
    const policy = new AddressPolicy(settings, ((...args: unknown[]) => {
      asked++;
      return (answers as (...all: unknown[]) => void)(...args);
    }) as typeof answers);
    const server = `http://rebinding.example:${first.port}`;
    const connection = connect(server, policy);
    expect(await bodyOf(connection)).toBe('first');
    // Asked once: a second question between check and use would have had the other answer.
    expect(asked).toBe(1);
    await expect(
      connect(server, policy).request({ path: '/' }),
    ).rejects.toMatchObject({ code: 'ERR_ADDRESS_REFUSED' });
    expect(first.connections).toBe(1);
  });

  it.each([
    ['http://127.0.0.1'],
    ['http://127.1'],
    ['http://2130706433'],
    ['http://0x7f000001'],
    ['http://localhost'],
    ['http://127.0.0.1.'],
    ['http://0'],
    ['http://[::ffff:127.0.0.1]'],
  ])('opens no socket to %s', async host => {
    const inside = await countingServer('inside');
    await expect(
      connect(`${host}:${inside.port}`, new AddressPolicy()).request({
        path: '/',
      }),
    ).rejects.toMatchObject({ code: 'ERR_ADDRESS_REFUSED' });
    expect(inside.connections).toBe(0);
  });

  it('does not follow a redirect, and says that there was one', async () => {
    const inside = await countingServer('inside');
    const target = `http://127.0.0.1:${inside.port}/latest/meta-data`;
    const statuses = [301, 302, 303, 307, 308];
    const port = await listen(
      createServer((incoming, response) => {
        const status = Number(incoming.url?.slice(1));
        response.writeHead(status, { location: target }).end();
      }),
    );
    const connection = connect(
      `http://127.0.0.1:${port}`,
      new AddressPolicy({ allowLoopback: true }),
    );
    for (const status of statuses) {
      const answer = await connection.request({ path: `/${status}` });
      expect(answer.status).toBe(status);
      expect(
        classifyStatus(answer.status, answer.headers, '', {
          action: 'list pods',
        }),
      ).toEqual({
        cause: 'invalidResponse',
        message: expect.stringMatching(
          `redirects to another address \\(${status} to ${target}\\), which is not followed`,
        ),
      });
    }
    expect(inside.requests).toBe(0);
  });

  it("asks for the host's name in TLS though the socket goes to an address", async () => {
    const { certificate, key } = makeCertificate({
      altNames: 'DNS:cluster.example',
    });
    const names: unknown[] = [];
    const port = await listen(
      createTlsServer({ cert: certificate, key }, (incoming, response) => {
        names.push((incoming.socket as TLSSocket).servername);
        response.end('ok');
      }),
    );
    const policy = () =>
      new AddressPolicy({ allow: ['127.0.0.1'] }, resolveTo(['127.0.0.1']));
    const tls = { ca: certificate };
    const right = connect(`https://cluster.example:${port}`, policy(), tls);
    expect(await bodyOf(right)).toBe('ok');
    expect(names).toEqual(['cluster.example']);
    const wrong = connect(`https://other.example:${port}`, policy(), tls);
    await expect(wrong.request({ path: '/' })).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    const renamed = connect(`https://other.example:${port}`, policy(), {
      ...tls,
      servername: 'cluster.example',
    });
    expect(await bodyOf(renamed)).toBe('ok');
  });

  it('gives up a socket that ended elsewhere than at a checked address', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portlight-socket-'));
    closing.push(() => rmSync(folder, { recursive: true }));
    const socketPath = join(folder, 'socket');
    const server = createServer((_, response) => response.end('inside'));
    server.listen(socketPath);
    await once(server, 'listening');
    closing.push(() => server.close());
    const dispatcher = new Agent({
      connect: new AddressPolicy().connector({ socketPath, allowH2: false }),
    });
    closing.push(() => dispatcher.destroy());
    await expect(
      request('http://10.0.0.1', { dispatcher }),
    ).rejects.toMatchObject({ code: 'ERR_ADDRESS_REFUSED' });
  });

  it('passes on why a connection fails', async () => {
    const closed = await countingServer('closed');
    await closing.pop()?.();
    await expect(
      connect(
        `http://127.0.0.1:${closed.port}`,
        new AddressPolicy({ allowLoopback: true }),
      ).request({ path: '/' }),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
