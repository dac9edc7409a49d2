import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { makeCertificate } from '../__testUtils__/certificates';
import { AddressPolicy } from '../addresses';
import { readCatalogCredentials } from './catalogCredentials';
import { CatalogSource, type CatalogSourceOptions } from './CatalogSource';
import { kubernetesServers } from './kubernetesServers';

const TOKEN = 'token-of-the-operator';

function entity(
  name: string,
  changes: {
    annotations?: Record<string, string | undefined>;
    metadata?: object;
    spec?: object;
    relations?: Entity['relations'];
  } = {},
): Entity {
  const annotations = Object.entries({
    'kubernetes.io/api-server': `https://${name}.example.com`,
    'kubernetes.io/api-server-certificate-authority': 'abc',
    'kubernetes.io/auth-provider': 'aws',
    ...changes.annotations,
  }).filter(([, value]) => value !== undefined);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace: 'default',
      ...changes.metadata,
      annotations: Object.fromEntries(annotations) as Record<string, string>,
    },
    spec: { type: 'kubernetes-cluster', owner: 'platform', ...changes.spec },
    relations: changes.relations,
  };
}

function createSource(
  entities: Entity[],
  changes: Partial<CatalogSourceOptions> = {},
  credentials: object[] = [],
) {
  const catalog = catalogServiceMock({ entities });
  const logger = mockServices.logger.mock();
  const source = new CatalogSource({
    catalog,
    logger,
    auth: mockServices.auth(),
    addresses: new AddressPolicy({ allowLoopback: true }),
    credentials: readCatalogCredentials(
      new ConfigReader({ portlight: { catalog: { credentials } } } as never),
    ),
    others: async () => new Map(),
    ...changes,
  });
  return { source, catalog, logger };
}

async function reason(source: CatalogSource): Promise<string> {
  const [cluster] = await source.listClusters();
  return cluster
    .connect()
    .request({ path: '/version' })
    .then(
      ({ status }) => `answered ${status}`,
      error => error.message,
    );
}

describe('clusters of the catalog', () => {
  it('are the entities with the annotations, described as their entities do', async () => {
    const { source } = createSource([
      entity('east', {
        annotations: {
          'portlight.io/environment': 'production',
          'kubernetes.io/dashboard-url': 'https://dashboard.example.com',
        },
        metadata: {
          title: 'East',
          description: ' Orders ',
          tags: ['pci', 'eu'],
        },
        relations: [{ type: 'ownedBy', targetRef: 'group:shop/Payments' }],
      }),
      entity('west', {
        annotations: { 'kubernetes.io/dashboard-url': 'data:text/html,x' },
      }),
      entity('no-server', {
        annotations: { 'kubernetes.io/api-server': undefined },
      }),
      entity('ours', { annotations: { 'portlight.io/cluster': 'ours' } }),
      entity('database', { spec: { type: 'database' } }),
    ]);
    const clusters = await source.listClusters();
    expect(clusters).toEqual([
      expect.objectContaining({
        name: 'east',
        title: 'East',
        description: 'Orders',
        owner: 'group:shop/payments',
        tags: ['pci', 'eu'],
        environment: 'production',
        dashboardUrl: 'https://dashboard.example.com',
        signInRequired: undefined,
      }),
      expect.objectContaining({
        name: 'west',
        title: 'west',
        owner: 'group:default/platform',
      }),
    ]);
    expect(clusters[1]).not.toHaveProperty('dashboardUrl');
  });

  it.each([
    ['google', true],
    ['oidc.okta', true],
    ['aks', true],
    ['pinniped', true],
    ['aws', false],
    ['googleServiceAccount', false],
    ['', false],
  ])(
    'with the auth provider "%s" need a sign-in: %s',
    async (provider, needs) => {
      const { source } = createSource([
        entity('east', {
          annotations: { 'kubernetes.io/auth-provider': provider },
        }),
      ]);
      expect((await source.listClusters())[0].signInRequired).toEqual(
        needs ? { authProvider: provider } : undefined,
      );
    },
  );

  it('without credentials of the operator say what to do', async () => {
    const { source } = createSource([entity('east')]);
    expect(await reason(source)).toMatch(
      /resource:default\/east.*https:\/\/east\.example\.com.*"aws".*portlight\.catalog\.credentials.*type: catalog/,
    );
  });

  it.each([
    ['none'],
    ['ftp://x'],
    ['https://user:pass@x'],
    ['data:text/plain,x'],
  ])('say so when their address is %s', async server => {
    const { source } = createSource([
      entity('east', { annotations: { 'kubernetes.io/api-server': server } }),
    ]);
    expect(await reason(source)).toContain(
      'no address of an API server in its annotation kubernetes.io/api-server',
    );
  });

  it('are not there twice', async () => {
    const { source, logger } = createSource(
      [
        entity('east', { metadata: { namespace: 'a' } }),
        entity('east', { annotations: { 'kubernetes.io/auth-provider': 'b' } }),
        entity('west', {
          annotations: { 'kubernetes.io/api-server': 'https://WEST.example/' },
        }),
      ],
      { others: async () => new Map([['https://west.example', 'prod-west']]) },
    );
    const clusters = await source.listClusters();
    expect(clusters.map(({ name }) => name)).toEqual(['east']);
    // The one of the default namespace.
    expect(clusters[0].fingerprint).toContain('"b"');
    await source.listClusters();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn.mock.calls[0][0]).toContain('resource:a/east');
  });

  it.each([
    ['the first in order of their names', {}, ['aaa']],
    ['the one that the operator names', { entity: 'Prod' }, ['prod']],
    [
      'none where the one that the operator names is not there',
      { entity: 'resource:infra/prod' },
      ['aaa'],
    ],
  ])(
    'lead to a server once, with credentials for %s',
    async (whose, named, names) => {
      const server = 'https://prod.example.com';
      const { source, logger } = createSource(
        ['aaa', 'prod', 'zzz'].map(name =>
          entity(name, {
            annotations: { 'kubernetes.io/api-server': `${server}/` },
          }),
        ),
        {},
        [{ server, serviceAccountToken: TOKEN, ...named }],
      );
      const clusters = await source.listClusters();
      expect(clusters.map(({ name }) => name)).toEqual(names);
      const [, , credentials] = JSON.parse(clusters[0].fingerprint!);
      expect(credentials).toBe(!whose.startsWith('none'));
      await source.listClusters();
      expect(logger.warn).toHaveBeenCalledTimes(1);
      expect(logger.warn.mock.calls[0][0]).toContain('resource:default/zzz');
    },
  );

  it('fail with the catalog, and are asked for again', async () => {
    const { source, catalog } = createSource([entity('east')]);
    const { getEntities } = catalog;
    catalog.getEntities = jest.fn(async () => {
      throw new Error('catalog is down');
    });
    await expect(source.listClusters()).rejects.toThrow('catalog is down');
    expect(await source.descriptions(new Map())).toEqual(new Map());
    catalog.getEntities = getEntities;
    expect(await source.listClusters()).toHaveLength(1);
  });
});

describe("what entities say of another source's clusters", () => {
  const servers = kubernetesServers(
    new ConfigReader({
      kubernetes: {
        clusterLocatorMethods: [
          { type: 'gke', projectId: 'x' },
          {
            type: 'config',
            clusters: [
              { name: 'prod', url: 'https://PROD.example:443/' },
              { name: 'test', url: 'https://test.example' },
              { name: 'odd', url: 7 },
            ],
          },
        ],
      },
    } as never),
  );
  const at = (name: string, server: string, title: string) =>
    entity(name, {
      annotations: { 'kubernetes.io/api-server': server },
      metadata: { title },
    });

  it('is what the entity of its name says before others at its address', async () => {
    const { source } = createSource([
      at('aaa', 'https://prod.example', 'Not it'),
      at('prod', 'https://prod.example', 'Production'),
    ]);
    const descriptions = await source.descriptions(servers);
    expect([...descriptions].map(([name, { title }]) => [name, title])).toEqual(
      [['prod', 'Production']],
    );
  });

  it.each<[string, Entity, [string, string][]]>([
    [
      'that has the address under another name',
      at('production', 'https://prod.example', 'Production'),
      [['prod', 'Production']],
    ],
    [
      'that has name and address',
      at('prod', 'https://prod.example', 'Production'),
      [['prod', 'Production']],
    ],
    [
      'whose address is not known',
      at('from-gke', 'https://1.2.3.4', 'From GKE'),
      [['from-gke', 'From GKE']],
    ],
    [
      'that has the name at another address',
      at('prod', 'https://elsewhere.example', 'Not it'),
      [],
    ],
  ])('is for the cluster %s', async (_, described, titles) => {
    const { source } = createSource([described]);
    const descriptions = await source.descriptions(servers);
    expect([...descriptions].map(([name, { title }]) => [name, title])).toEqual(
      titles,
    );
  });
});

describe("the operator's credentials", () => {
  const { certificate, key } = makeCertificate({ altNames: 'IP:127.0.0.1' });
  const seen: { from: string; authorization?: string }[] = [];
  let server: https.Server;
  let other: http.Server;
  let address: string;
  let otherAddress: string;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portlight-catalog-'));
    writeFileSync(join(folder, 'ca.pem'), certificate);
    const answer =
      (from: string): http.RequestListener =>
      ({ headers }, response) => {
        seen.push({ from, authorization: headers.authorization });
        response.end('{}');
      };
    server = https.createServer({ cert: certificate, key }, answer('server'));
    other = http.createServer(answer('other'));
    const ports = await Promise.all(
      [server, other].map(
        each =>
          new Promise<number>(resolve => {
            each.listen(0, '127.0.0.1', () =>
              resolve((each.address() as AddressInfo).port),
            );
          }),
      ),
    );
    address = `https://127.0.0.1:${ports[0]}`;
    otherAddress = `http://127.0.0.1:${ports[1]}`;
  });

  afterAll(() => {
    server.close();
    other.close();
    rmSync(folder, { recursive: true });
  });

  beforeEach(() => {
    seen.length = 0;
  });

  const entityAt = (apiServer: string) =>
    entity('east', { annotations: { 'kubernetes.io/api-server': apiServer } });

  it.each([
    [
      'a token and data',
      () => ({
        serviceAccountToken: TOKEN,
        caData: Buffer.from(certificate).toString('base64'),
      }),
    ],
    [
      'files',
      () => {
        writeFileSync(join(folder, 'token'), `${TOKEN}\n`);
        return {
          serviceAccountTokenFile: join(folder, 'token'),
          caFile: join(folder, 'ca.pem'),
        };
      },
    ],
  ])('of %s go to the server that they are for', async (_, settings) => {
    const { source } = createSource([entityAt(`${address}/`)], {}, [
      { server: address, ...settings() },
    ]);
    const [cluster] = await source.listClusters();
    expect(cluster.fingerprint).not.toContain(TOKEN);
    const connection = cluster.connect();
    expect(await connection.request({ path: '/version' })).toMatchObject({
      status: 200,
    });
    expect(seen).toEqual([
      { from: 'server', authorization: `Bearer ${TOKEN}` },
    ]);
    await connection.close();
  });

  it.each([
    ['another server', () => otherAddress],
    ['another path', () => `${address}/proxy`],
    ['another port', () => 'https://127.0.0.1:1'],
    ['another name', () => address.replace('127.0.0.1', 'localhost')],
  ])('do not go to %s that an entity names', async (_, named) => {
    const { source } = createSource([entityAt(named())], {}, [
      { server: address, serviceAccountToken: TOKEN },
    ]);
    expect(await reason(source)).toContain('portlight.catalog.credentials');
    expect(seen).toEqual([]);
  });

  it("are not sent on the word of the entity's certificate, nor to an address that is refused", async () => {
    const annotated = entity('east', {
      annotations: {
        'kubernetes.io/api-server': address,
        'kubernetes.io/api-server-certificate-authority':
          Buffer.from(certificate).toString('base64'),
      },
    });
    const credentials = [{ server: address, serviceAccountToken: TOKEN }];
    const { source } = createSource([annotated], {}, credentials);
    expect(await reason(source)).toMatch(/self.signed certificate/);
    const { source: refusing } = createSource(
      [annotated],
      { addresses: new AddressPolicy() },
      credentials,
    );
    expect(await reason(refusing)).toContain('portlight.addresses');
    expect(seen).toEqual([]);
  });

  it('say which file cannot be read', async () => {
    const { source } = createSource([entityAt(address)], {}, [
      { server: address, serviceAccountTokenFile: join(folder, 'missing') },
    ]);
    expect(await reason(source)).toMatch(
      /missing.*serviceAccountTokenFile.*ENOENT/,
    );
  });

  it.each([
    [[{ server: 'https://x' }], /credentials\[0\].*serviceAccountToken/],
    [
      [{ server: 'http://x', serviceAccountToken: TOKEN }],
      /credentials\[0\]\.server.*https/,
    ],
    [[{ serviceAccountToken: TOKEN }], /server/],
    [
      [{ server: 'https://x', token: TOKEN }],
      /credentials\[0\]\.token.*serviceAccountToken/,
    ],
    [
      [
        { server: 'https://x', serviceAccountToken: TOKEN },
        { server: 'https://x/', serviceAccountToken: TOKEN },
      ],
      /credentials\[1\]\.server.*twice/,
    ],
    [
      [{ server: 'https://x', serviceAccountToken: TOKEN, caData: TOKEN }],
      /credentials\[0\]\.caData/,
    ],
  ])(
    '%#. are refused with their place and without their secret',
    (list, message) => {
      const read = () => createSource([], {}, list);
      expect(read).toThrow(message);
      expect(read).not.toThrow(TOKEN);
    },
  );
});
