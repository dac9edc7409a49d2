import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type {
  ClusterConnection,
  ClusterResponse,
} from '@portlight/plugin-portlight-node';
import { KubeconfigSource } from './KubeconfigSource';

async function textOf(response: ClusterResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

describe('KubeconfigSource', () => {
  let folder: string;
  let server: Server;
  let connections = 0;
  const open: ClusterConnection[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portlight-kubeconfig-'));
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-nodes', '-days', '2'],
        ...['-pkeyopt', 'ec_paramgen_curve:prime256v1', '-subj', '/CN=test'],
        ...['-addext', 'subjectAltName=IP:127.0.0.1'],
        ...['-keyout', 'key.pem', '-out', 'cert.pem'],
      ],
      { cwd: folder, stdio: 'ignore' },
    );
    server = createServer(
      {
        key: readFileSync(join(folder, 'key.pem')),
        cert: readFileSync(join(folder, 'cert.pem')),
      },
      (request, response) => {
        const { url, headers } = request;
        const { authorization } = headers;
        const user = headers['impersonate-user'];
        response.setHeader('x-two', ['1', '2']);
        response.end(JSON.stringify({ url, authorization, user }));
      },
    );
    server.on('secureConnection', () => connections++);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map(connection => connection.close()));
  });

  afterAll(async () => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  function write(user: object, cluster: object = {}): string {
    const { port } = server.address() as AddressInfo;
    const path = join(folder, 'config');
    writeFileSync(
      path,
      JSON.stringify({
        kind: 'Config',
        clusters: [
          {
            name: 'c',
            cluster: {
              server: `https://127.0.0.1:${port}/k8s/clusters/c-1`,
              'certificate-authority': 'cert.pem',
              ...cluster,
            },
          },
        ],
        users: [{ name: 'u', user }],
        contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
      }),
    );
    return path;
  }

  async function connect(path: string): Promise<ClusterConnection> {
    const logger = mockServices.logger.mock();
    const source = new KubeconfigSource({ path, logger });
    const [cluster] = await source.listClusters();
    const connection = cluster.connect();
    open.push(connection);
    return connection;
  }

  it.each<[string, object, object]>([
    ['a token', { token: 't1' }, { authorization: 'Bearer t1' }],
    [
      'a token file',
      { tokenFile: 'token' },
      { authorization: 'Bearer from-file' },
    ],
    [
      'a name and password',
      { username: 'me', password: 'p' },
      { authorization: `Basic ${Buffer.from('me:p').toString('base64')}` },
    ],
    [
      'an exec plugin',
      {
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: process.execPath,
          args: [
            '-e',
            'console.log(JSON.stringify({status: {token: "from-exec"}}))',
          ],
        },
      },
      { authorization: 'Bearer from-exec' },
    ],
    ['impersonation', { as: 'jane' }, { user: 'jane' }],
    ['nothing', {}, {}],
  ])('authenticates with %s', async (_, user, expected) => {
    writeFileSync(join(folder, 'token'), 'from-file');
    const connection = await connect(write(user));
    const response = await connection.request({ path: '/version?x=1' });
    expect(response).toMatchObject({
      status: 200,
      headers: { 'x-two': '1, 2' },
    });
    expect(JSON.parse(await textOf(response))).toEqual({
      url: '/k8s/clusters/c-1/version?x=1',
      ...expected,
    });
  });

  it('uses its connections again', async () => {
    const connection = await connect(write({ token: 't' }));
    connections = 0;
    for (let index = 0; index < 20; index++) {
      await textOf(await connection.request({ path: '/version' }));
    }
    // A request may begin an instant before the one before has given its connection back.
    expect(connections).toBeLessThanOrEqual(2);
  });

  it('does not trust a certificate of nobody', async () => {
    const connection = await connect(
      write({ token: 't' }, { 'certificate-authority': undefined }),
    );
    await expect(connection.request({ path: '/' })).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    const careless = await connect(
      write(
        { token: 't' },
        {
          'certificate-authority': undefined,
          'insecure-skip-tls-verify': true,
        },
      ),
    );
    const { status, body } = await careless.request({ path: '/' });
    expect(status).toBe(200);
    await textOf({ status, headers: {}, body });
  });

  it('fails the request, not the list, when credentials cannot be had', async () => {
    const connection = await connect(
      write({ 'client-certificate': 'nowhere.crt' }),
    );
    await expect(connection.request({ path: '/' })).rejects.toThrow(
      'nowhere.crt',
    );
  });

  it('has another fingerprint when the credentials are others, without their text', async () => {
    const logger = mockServices.logger.mock();
    const fingerprint = async (token: string) => {
      const path = write({ token });
      const source = new KubeconfigSource({ path, logger });
      return (await source.listClusters())[0].fingerprint;
    };
    const first = await fingerprint('sesame');
    expect(await fingerprint('sesame')).toBe(first);
    expect(await fingerprint('other')).not.toBe(first);
    expect(first).not.toContain('sesame');
  });

  it('lists a context that cannot be used, which then says why', async () => {
    const path = join(folder, 'half.yaml');
    writeFileSync(
      path,
      JSON.stringify({
        contexts: [
          { name: 'good', context: { cluster: 'good' } },
          { name: 'dangling', context: { cluster: 'nowhere' } },
        ],
        clusters: [{ name: 'good', cluster: { server: 'https://10.0.0.1' } }],
      }),
    );
    const clusters = await new KubeconfigSource({
      path,
      logger: mockServices.logger.mock(),
    }).listClusters();
    expect(clusters.map(({ name }) => name)).toEqual(['good', 'dangling']);
    await expect(
      clusters[1].connect().request({ path: '/version' }),
    ).rejects.toThrow('its cluster "nowhere" is not among clusters');
  });

  it('says which file cannot be read and why', async () => {
    const logger = mockServices.logger.mock();
    const list = (path: string) =>
      new KubeconfigSource({ path, logger }).listClusters();
    await expect(list('/nowhere/config')).rejects.toThrow(
      'portlight.kubeconfig.path is /nowhere/config, but there is no such file',
    );
    await expect(list(folder)).rejects.toThrow('cannot be read (EISDIR)');
  });

  it('is there only when it is configured', () => {
    const logger = mockServices.logger.mock();
    const source = (data: object) =>
      KubeconfigSource.fromConfig(
        mockServices.rootConfig({ data: { portlight: data } }),
        logger,
      );
    expect(source({})).toBeUndefined();
    expect(source({ kubeconfig: { path: '/x' } })?.name).toBe('kubeconfig');
    expect(() => source({ kubeconfig: {} })).toThrow('kubeconfig.path');
    expect(() => source({ kubeconfig: { path: '/x', contexts: [1] } })).toThrow(
      'contexts',
    );
  });
});
