import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import { KubernetesPluginSource } from './KubernetesPluginSource';

describe('KubernetesPluginSource', () => {
  let server: Server;
  let app: express.Express;

  beforeEach(async () => {
    app = express();
    server = createServer((request, response) => app(request, response));
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  function sourceOf(): KubernetesPluginSource {
    const { port } = server.address() as AddressInfo;
    return new KubernetesPluginSource({
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
      }),
    });
  }

  async function connect() {
    app.get('/api/kubernetes/clusters', (_, response) => {
      response.json({ items: [{ name: 'east', authProvider: 'aws' }] });
    });
    const [cluster] = await sourceOf().listClusters();
    return cluster.connect();
  }

  it("lists the portal's clusters, and which of them need their user", async () => {
    app.get('/api/kubernetes/clusters', (request, response) => {
      expect(request.headers.authorization).toMatch(/^Bearer mock-service/);
      response.json({
        items: [
          { name: 'east', title: 'East', authProvider: 'serviceAccount' },
          { name: 'west', authProvider: 'google', dashboardUrl: 'https://d' },
          { name: 'north', authProvider: 'oidc.okta' },
        ],
      });
    });
    expect(await sourceOf().listClusters()).toEqual([
      expect.objectContaining({
        name: 'east',
        title: 'East',
        signInRequired: undefined,
      }),
      expect.objectContaining({
        name: 'west',
        title: 'west',
        dashboardUrl: 'https://d',
        signInRequired: { authProvider: 'google' },
      }),
      expect.objectContaining({
        signInRequired: { authProvider: 'oidc.okta' },
      }),
    ]);
  });

  it('has no clusters where there is no kubernetes backend', async () => {
    expect(await sourceOf().listClusters()).toEqual([]);
  });

  it.each<[string, (response: express.Response) => void, string]>([
    ['an error', response => response.status(503).end(), 'answered 503'],
    ['no list', response => response.json({}), 'no list of clusters'],
  ])('fails when the backend answers %s', async (_, answer, message) => {
    app.get('/api/kubernetes/clusters', (_request, response) =>
      answer(response),
    );
    await expect(sourceOf().listClusters()).rejects.toThrow(message);
  });

  it('reaches a cluster through the proxy, uncompressed, event by event', async () => {
    let write = (_: string) => {};
    app.get('/api/kubernetes/proxy/api/v1/pods', (request, response) => {
      expect(request.query).toEqual({ watch: '1' });
      expect(request.headers).toMatchObject({
        'backstage-kubernetes-cluster': 'east',
        'accept-encoding': 'identity',
        accept: 'application/json',
      });
      response.type('json').flushHeaders();
      write = text => response.write(text);
    });
    const connection = await connect();
    const stop = new AbortController();
    const { status, body } = await connection.request({
      path: '/api/v1/pods?watch=1',
      headers: { accept: 'application/json' },
      signal: stop.signal,
    });
    expect(status).toBe(200);
    const chunks = body[Symbol.asyncIterator]();
    for (const text of ['first', 'second']) {
      write(text);
      expect(String((await chunks.next()).value)).toBe(text);
    }
    stop.abort();
    await expect(chunks.next()).rejects.toThrow();
  });

  it.each([
    ['connect ECONNREFUSED 10.0.0.1:6443', 'ECONNREFUSED'],
    ['getaddrinfo ENOTFOUND k8s.example', 'ENOTFOUND'],
    ['self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['certificate has expired', 'CERT_HAS_EXPIRED'],
    ['socket hang up', 'ECONNRESET'],
  ])('throws what the proxy met: %s', async (message, code) => {
    app.get('/api/kubernetes/proxy/version', (_, response) => {
      response.status(500).json({
        error: {
          name: 'ForwardedError',
          message: `Cluster 'east' request error; caused by Error: ${message}`,
        },
        request: { method: 'GET', url: '/api/kubernetes/proxy/version' },
        response: { statusCode: 500 },
      });
    });
    const connection = await connect();
    await expect(
      connection.request({ path: '/version' }),
    ).rejects.toMatchObject({ code, message });
  });

  it.each([
    ['a Status', { kind: 'Status', message: 'etcd' }],
    ['anything', 'oops'],
  ])('passes on an error of the cluster itself: %s', async (_, answer) => {
    app.get('/api/kubernetes/proxy/version', (_request, response) => {
      response.status(500).send(answer);
    });
    const connection = await connect();
    const { status, body } = await connection.request({ path: '/version' });
    expect(status).toBe(500);
    let text = '';
    for await (const chunk of body) text += chunk;
    expect(text).toContain(typeof answer === 'string' ? answer : 'etcd');
  });
});
