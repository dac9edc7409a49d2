import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { classifyError } from '../../inventory/reflector/classify';
import { makeCertificate } from '../__testUtils__/certificates';
import { AddressPolicy } from '../addresses';
import { base64, read, type TestKubeconfig } from './__testUtils__/kubeconfigs';
import { connectUntrusted } from './connectUntrusted';
import type { RegistrationSettings, UntrustedConnection } from './types';

const authority = makeCertificate({
  altNames: 'IP:127.0.0.1,DNS:inner.example',
});
const mine = makeCertificate();

const TRUSTED = {
  'certificate-authority-data': base64(authority.certificate),
};

/** What a server sees of who comes. */
interface Seen {
  authorization?: string;
  impersonate?: string;
  certificate?: string;
  servername?: string | false;
}

describe('connectUntrusted', () => {
  const addresses = new AddressPolicy({ allowLoopback: true });
  const open: { close(): Promise<void> }[] = [];
  let folder: string;
  let server: Server;
  let address: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portlight-untrusted-'));
    server = createServer(
      {
        key: authority.key,
        cert: authority.certificate,
        requestCert: true,
        rejectUnauthorized: false,
      },
      (request, response) => {
        const [, status] = /^\/repeat\/(\d+)$/.exec(request.url ?? '') ?? [];
        if (status) {
          const { authorization = '' } = request.headers;
          const sent = authorization.split(' ')[1];
          const decoded = Buffer.from(sent, 'base64').toString();
          const location = `https://x/?${encodeURIComponent(sent)}`;
          response
            .writeHead(Number(status), { location })
            .end(
              JSON.stringify({ message: `Who is ${authorization}?`, decoded }),
            );
          return;
        }
        const socket = request.socket as TLSSocket;
        const visitor: Seen = {
          authorization: request.headers.authorization,
          impersonate: request.headers['impersonate-user'] as string,
          certificate: socket.getPeerX509Certificate()?.toString(),
          servername: socket.servername ?? undefined,
        };
        response.end(JSON.stringify(visitor));
      },
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map(each => each.close()));
  });

  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  /** From the pasted text to what the server sees. */
  async function seen(
    config: TestKubeconfig,
    settings: RegistrationSettings = {},
    later = settings,
  ): Promise<Seen> {
    const { connection, refusals } = read(
      {
        ...config,
        cluster: {
          server: address,
          ...TRUSTED,
          ...config.cluster,
        },
      },
      { addresses, ...settings },
    );
    expect(refusals).toEqual([]);
    // As it comes back from the database.
    const stored: UntrustedConnection = JSON.parse(JSON.stringify(connection));
    const connected = connectUntrusted(stored, { addresses, ...later });
    open.push(connected);
    const { body } = await connected.request({ path: '/version' });
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    return JSON.parse(Buffer.concat(chunks).toString());
  }

  function command(script: string): string {
    const path = join(folder, `credentials-${Math.random()}`);
    writeFileSync(path, `#!${process.execPath}\n${script}`);
    chmodSync(path, 0o700);
    return path;
  }

  it.each<[string, object, Seen]>([
    ['a token', { token: 't1' }, { authorization: 'Bearer t1' }],
    [
      'a name and password',
      { username: 'me', password: 'pä:ss' },
      {
        authorization: `Basic ${Buffer.from('me:pä:ss').toString('base64')}`,
      },
    ],
    [
      'a client certificate',
      {
        'client-certificate-data': base64(mine.certificate),
        'client-key-data': base64(mine.key),
      },
      { certificate: mine.certificate },
    ],
    [
      'a client certificate and a token',
      {
        token: 't1',
        'client-certificate-data': base64(mine.certificate),
        'client-key-data': base64(mine.key),
      },
      { certificate: mine.certificate, authorization: 'Bearer t1' },
    ],
    ['nothing', {}, {}],
  ])('signs in with %s', async (_, user, expected) => {
    expect(await seen({ user })).toEqual({ servername: false, ...expected });
  });

  it('asks for the given name, and checks it', async () => {
    const withName = (name: string) =>
      seen({ cluster: { 'tls-server-name': name } });
    expect(await withName('inner.example')).toMatchObject({
      servername: 'inner.example',
    });
    await expect(withName('outer.example')).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('trusts only the given authority', async () => {
    await expect(
      seen({
        cluster: { 'certificate-authority-data': base64(mine.certificate) },
      }),
    ).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const careless = {
      'certificate-authority-data': undefined,
      'insecure-skip-tls-verify': true,
    };
    expect(
      await seen({ cluster: careless }, { allowInsecureTls: true }),
    ).toMatchObject({ authorization: 'Bearer sesame' });
  });

  it.each<[string, object, string[]]>([
    ['a token', { token: 'se"sa\\me-123456' }, ['se"sa\\me-123456']],
    [
      'a password',
      { username: 'me', password: 'öpen sesame' },
      ['öpen sesame', Buffer.from('me:öpen sesame').toString('base64')],
    ],
  ])(
    'does not pass on %s that the server repeats in an error',
    async (_, user, secrets) => {
      const { connection } = read(
        { user, cluster: { server: address, ...TRUSTED } },
        { addresses },
      );
      const connected = connectUntrusted(connection!, { addresses });
      open.push(connected);
      for (const status of [302, 401, 500]) {
        const answer = await connected.request({ path: `/repeat/${status}` });
        const chunks: Uint8Array[] = [];
        for await (const chunk of answer.body) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        expect(answer.status).toBe(status);
        expect(JSON.parse(text).message).toMatch(/^Who is .*\.\.\.\?$/);
        for (const secret of secrets) {
          const forms = [
            secret,
            JSON.stringify(secret).slice(1, -1),
            encodeURIComponent(secret),
            Buffer.from(secret).toString('base64'),
          ];
          for (const form of forms) {
            expect(text + JSON.stringify(answer.headers)).not.toContain(form);
          }
        }
      }
    },
  );

  it('runs a command that the operator allows', async () => {
    const path = command(`
      const [, , name] = process.argv;
      const token = name + '-' + process.env.AWS_PROFILE;
      console.log(JSON.stringify({ status: { token } }));
    `);
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: path,
      args: ['$(id);`id`'],
      env: [{ name: 'AWS_PROFILE', value: 'portal' }],
    };
    const settings = { allowedExecCommands: [path] };
    // Without a shell, arguments are texts.
    expect(await seen({ user: { exec } }, settings)).toMatchObject({
      authorization: 'Bearer $(id);`id`-portal',
    });
    await expect(
      seen({ user: { exec } }, settings, { allowedExecCommands: [] }),
    ).rejects.toThrow('does not have any more');
  });

  it('does not show what a command writes to its error output', async () => {
    const path = command(
      "console.error('AWS_SECRET_ACCESS_KEY=sesame'); process.exit(1);",
    );
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: path,
    };
    const error = await seen(
      { user: { exec } },
      { allowedExecCommands: [path] },
    ).catch(thrown => thrown);
    expect(classifyError(error)).toEqual({
      cause: 'unreachable',
      message: `The command ${JSON.stringify(
        path,
      )} gave no credentials (it failed); the operator can run it on the portal's machine to see why.`,
    });
    expect(error.cause).toBeUndefined();
  });

  it.each<[string, TestKubeconfig, RegistrationSettings, string]>([
    [
      'plain http',
      { cluster: { server: 'http://127.0.0.1:1' } },
      { allowPlainHttp: true },
      'portlight.registration.allowPlainHttp',
    ],
    [
      'connections that verify nothing',
      { cluster: { 'insecure-skip-tls-verify': true } },
      { allowInsecureTls: true },
      'portlight.registration.allowInsecureTls',
    ],
  ])(
    'does not go on with %s when the operator allows it no more',
    async (_, config, settings, message) => {
      const error = await seen(config, settings, {}).catch(thrown => thrown);
      expect(classifyError(error)).toEqual({
        cause: 'unreachable',
        message: expect.stringContaining(message),
      });
    },
  );

  it('does not go to an address that is allowed no more', async () => {
    const { connection } = read(
      { cluster: { server: address } },
      { addresses },
    );
    const connected = connectUntrusted(connection!, {
      addresses: new AddressPolicy(),
    });
    open.push(connected);
    await expect(connected.request({ path: '/' })).rejects.toMatchObject({
      code: 'ERR_ADDRESS_REFUSED',
    });
  });
});
