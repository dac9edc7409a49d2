import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTestBackend } from '@backstage/backend-test-utils';
import {
  type DiscoveryMethodFactory,
  portlightDiscoveryMethodsExtensionPoint,
} from '@portlight/plugin-portlight-node';
import { eventually } from '../inventory/__testUtils__/MirrorHarness';
import { createTestFleet, testDatabases } from '../__testUtils__';
import {
  consulDiscoveryModule,
  consulMethod,
} from './__testUtils__/example/consulDiscovery';
import { PeerHarness } from './__testUtils__/PeerHarness';
import { createDiscoveryMethods } from './methods';

jest.setTimeout(60_000);

const databases = testDatabases();

function read(file: string): string {
  return fs.readFileSync(require.resolve(file), 'utf8');
}

it('is what the documentation shows', () => {
  const [, shown] =
    /```ts\n([\s\S]*?)```/.exec(
      read('../../../../docs/writing-a-discovery-method.md'),
    ) ?? [];
  expect(shown).toBe(read('./__testUtils__/example/consulDiscovery.ts'));
});

it('is added by its module', async () => {
  const added: DiscoveryMethodFactory[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        portlightDiscoveryMethodsExtensionPoint,
        { addDiscoveryMethod: factory => added.push(factory) },
      ],
    ],
    features: [consulDiscoveryModule],
  });
  await backend.stop();
  expect(added.map(({ name }) => name)).toEqual(['consul']);
});

it('finds peers for an entity that names it, and loses them again', async () => {
  let checks = 'passing';
  let entries = ['10.0.0.1', '10.0.0.2'];
  const asked: string[] = [];
  const consul = createServer((request, response) => {
    asked.push(String(request.url));
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify(
        entries.map(Address => ({
          Node: { Node: 'vm-1', Address: '192.168.0.1', Datacenter: 'eu-1b' },
          Service: { Address, Port: 8080, Meta: { version: '1.4.0' } },
          Checks: [{ Name: 'tcp', Status: checks }],
        })),
      ),
    );
  });
  await new Promise<void>(resolve => {
    consul.listen(0, '127.0.0.1', resolve);
  });
  const { port } = consul.address() as AddressInfo;
  const harness = new PeerHarness(
    await createTestFleet(databases, 'SQLITE_3'),
    [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'cart',
          namespace: 'default',
          annotations: {
            'portlight.io/discovery': 'consul',
            'portlight.io/discovery-options': '{"service":"cart"}',
          },
        },
      },
    ],
  );
  const service = await harness.start({
    added: [consulMethod(`http://127.0.0.1:${port}`)],
    settings: { allowedMethods: ['consul'], resync: 50 },
  });
  const ask = async () =>
    (
      await service.targetsOf(
        { entityRef: 'component:default/cart' },
        harness.asker(),
      )
    ).targets[0];
  try {
    await eventually(ask, target =>
      expect(target.peers).toMatchObject([
        {
          id: '10.0.0.1:8080',
          zone: 'eu-1b',
          version: '1.4.0',
          healthy: true,
          reach: 'direct',
        },
        { id: '10.0.0.2:8080' },
      ]),
    );
    entries = ['10.0.0.2'];
    checks = 'critical';
    await eventually(ask, target =>
      expect(target.peers).toMatchObject([
        { id: '10.0.0.2:8080', health: { reason: 'ConsulCheckFailed' } },
      ]),
    );
    consul.closeAllConnections();
    consul.close();
    await eventually(ask, ({ target, peers }) => {
      expect(target).toMatchObject({
        stale: true,
        message: expect.stringContaining('nothing listens at this port'),
      });
      // They stay while nobody can say that they are gone.
      expect(peers).toHaveLength(1);
    });
    expect(new Set(asked)).toEqual(new Set(['/v1/health/service/cart']));
  } finally {
    await service.stop();
    consul.closeAllConnections();
    consul.close();
  }
});

it.each([
  ['a name that there is already', 'http', 'which there is already'],
  ['a name that is none', 'My Method', 'lower-case letters'],
])('is refused with %s', (_, name, message) => {
  expect(() =>
    createDiscoveryMethods({
      records: undefined as never,
      onChange: () => () => {},
      reach: 'proxy',
      added: [{ ...consulMethod(''), name }],
    }),
  ).toThrow(message);
});
