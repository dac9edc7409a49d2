import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { PriceList } from '@portlight/plugin-portlight-common';
import {
  clusterDocument,
  createTestFleet,
  testDatabases,
} from '../../__testUtils__';
import { SEES_EVERYTHING } from '../../permissions';
import { createPrices } from './createPrices';
import { readPriceSettings } from './readPriceSettings';

jest.setTimeout(60_000);

const databases = testDatabases();

function node(name: string, instanceType: string, region: string) {
  return {
    kind: 'Node',
    metadata: {
      name,
      uid: name,
      creationTimestamp: '2026-11-01T00:00:00Z',
      labels: {
        'node.kubernetes.io/instance-type': instanceType,
        'topology.kubernetes.io/region': region,
      },
    },
    status: { capacity: { cpu: '2', memory: '8Gi' } },
  };
}

describe.each(databases.eachSupportedId())('listPrices on %s', id => {
  it('answers what nodes and volumes cost now, with where that comes from and since when', async () => {
    const { knex, write } = await createTestFleet(databases, id);
    await write(clusterDocument('east'));
    await write(clusterDocument('west'));
    const insert = (
      cluster: string,
      kind: string,
      name: string,
      record: object,
    ) =>
      knex('records').insert({
        cluster,
        kind,
        namespace: '',
        name,
        record: JSON.stringify(record),
      });
    await insert('east', 'Node', 'a', node('a', 'm5.large', 'us-east-1'));
    await insert('east', 'Node', 'b', node('b', 'm5.large', 'us-east-1'));
    await insert('east', 'Node', 'c', node('c', 'own', 'attic'));
    await insert('west', 'Node', 'a', node('a', 'own', 'attic'));
    await insert('east', 'PersistentVolume', 'v', {
      spec: { storageClassName: 'premium-rwo' },
    });
    const { handlers, stop } = createPrices({
      knex,
      logger: mockServices.logger.mock(),
      settings: readPriceSettings(
        new ConfigReader({
          cost: {
            prices: {
              custom: [{ instanceType: 'own', hourly: 0.5 }],
              managementFee: [{ cluster: 'east', price: 0.1 }],
            },
          },
        }),
      ),
      providers: [],
      factors: async () => undefined,
      note: async () => {},
      now: () => Date.parse('2026-11-21T12:30:00Z'),
    });
    const list = (cluster?: string[]) =>
      handlers.listPrices.answer({
        query: { cluster },
        visibility: SEES_EVERYTHING,
      } as any) as Promise<PriceList>;
    const { items, total, currency } = await list(['east']);
    expect(currency).toBe('USD');
    expect(total).toBe(items.length);
    expect(
      items.map(({ kind, name, nodes, hourly, source }) => [
        kind,
        name,
        nodes,
        hourly,
        source,
      ]),
    ).toEqual([
      ['node', 'm5.large', 2, 0.096, 'seed'],
      ['node', 'own', 1, 0.5, 'custom'],
      ['storage', 'premium-rwo', undefined, undefined, 'seed'],
      ['loadBalancer', 'load balancer', undefined, undefined, 'default'],
      ['network', 'zone', undefined, undefined, 'default'],
      ['network', 'region', undefined, undefined, 'default'],
      ['network', 'internet', undefined, undefined, 'default'],
      ['managementFee', 'management fee', undefined, undefined, 'custom'],
    ]);
    expect(items[2].price! * 730).toBeCloseTo(0.17, 12);
    expect(items[0].validFrom).toBe('1970-01-01T00:00:00.000Z');
    expect(new Set((await list()).items.map(({ cluster }) => cluster))).toEqual(
      new Set(['east', 'west']),
    );
    await stop();
    await knex.destroy();
  });
});
