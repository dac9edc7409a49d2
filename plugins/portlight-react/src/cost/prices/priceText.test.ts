import type { Price } from '@portlight/plugin-portlight-common';
import {
  describePrice,
  describeUnits,
  priceOf,
  sourceDetail,
} from './priceText';

const price = (part: Partial<Price>): Price => ({
  id: 'id',
  cluster: 'prod-eu',
  kind: 'node',
  name: 'm7i.xlarge',
  source: 'seed',
  version: 'v',
  validFrom: '2026-11-01T00:00:00Z',
  ...part,
});

it.each<[Partial<Price>, string]>([
  [{ hourly: 0.2268 }, '€0.227 per hour'],
  [
    { kind: 'storage', price: 0.0001, unit: 'GiB-hour' },
    '€0.073 per GiB and month',
  ],
  [{ kind: 'network', price: 0.09, unit: 'GiB' }, '€0.09 per GiB'],
  [{ kind: 'loadBalancer', price: 0.0225, unit: 'hour' }, '€0.0225 per hour'],
  [{ kind: 'network', price: 1, unit: 'packet' }, '€1.00 per packet'],
])('writes %j as %p', (part, expected) => {
  expect(describePrice(price(part), 'EUR')).toBe(expected);
});

it.each<[Partial<Price>, object]>([
  [{ capacityType: 'spot' }, { name: 'm7i.xlarge', kind: 'spot' }],
  [
    { kind: 'storage', name: 'gp3' },
    { name: 'gp3', kind: 'storage' },
  ],
  [{ kind: 'loadBalancer', name: 'load balancer' }, { name: 'Load balancer' }],
  [
    { kind: 'managementFee', name: 'management fee' },
    { name: 'Management fee' },
  ],
])('names %j once', (part, expected) => {
  expect(priceOf(price(part))).toEqual(expected);
});

it('says what a core and a GiB bear, and a GPU where there is one', () => {
  expect(
    describeUnits(
      price({ cpu: 0.03, memory: 0.004 / 1024 ** 3, gpu: 0 }),
      'EUR',
    ),
  ).toEqual(['core €0.03', 'GiB €0.004']);
  expect(describeUnits(price({ gpu: 1.2 }), 'EUR')).toEqual(['GPU €1.20']);
});

it.each([
  [{ version: 'configuration 0a46' }, '0a46'],
  [{ version: 'AWS 1f', at: '2026-10-01' }, 'AWS 1f, 2026-10-01'],
  [{}, ''],
])('details %j as %p', (source, expected) => {
  expect(sourceDetail(source)).toBe(expected);
});
