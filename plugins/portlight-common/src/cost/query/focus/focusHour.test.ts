import {
  costHour,
  GIB,
  hourPrices,
  loadBalancerSpan,
  nodeSpan,
  podSpan,
  quantities,
  unitPrice,
  volumeSpan,
} from '../../__testUtils__/hours';
import { allocateHour } from '../../allocation';
import { totalCost } from '../../money';
import { record } from '../__testUtils__/costs';
import { csvLine } from '../csv';
import { directCost } from '../figures';
import type { CostFigures } from '../types';
import { options } from './__testUtils__/options';
import {
  focusFaults,
  parseCsv,
  type ParsedRow,
} from './__testUtils__/specification';
import { focusHeader, focusLines } from './focusCsv';
import type { FocusPrice, FocusVersion } from './types';

const NANOS = 1e9;

describe('an hour of a cluster', () => {
  const node = nodeSpan({
    labels: {},
    instanceType: 'm5.large',
    capacity: quantities({ cpu: 2, memory: 8 * GIB, gpu: 1 }),
    allocatable: quantities({ cpu: 1.9, memory: 7 * GIB, gpu: 1 }),
  });
  const pods = ['=web', 'db"x', 'a,b'].map((name, index) =>
    podSpan({
      name,
      requests: quantities({ cpu: 0.3 + index / 7, memory: GIB / 3 }),
      network: { zone: 1e9, region: 2e9, internet: 3e9 + index },
    }),
  );
  const hour = allocateHour(
    costHour({
      nodes: [node],
      pods,
      volumes: [
        volumeSpan({ name: 'mounted', pods: [pods[0].uid, pods[1].uid] }),
        volumeSpan({ name: 'orphan' }),
        volumeSpan({ name: 'released', claim: undefined }),
      ],
      loadBalancers: [
        loadBalancerSpan({ pods: [pods[0].uid] }),
        loadBalancerSpan({ service: 'nobody' }),
      ],
    }),
    hourPrices({
      network: kind => ({
        ...unitPrice(`production|network|${kind}|seed|1|1`, 1e-11),
      }),
      managementFee: () =>
        unitPrice('production|managementFee||seed|1|0.1', 0.1),
    }),
  );
  const kindOf = (id: string): FocusPrice['kind'] =>
    id.startsWith('node')
      ? 'node'
      : (
          {
            storage: 'storage',
            'load balancer': 'loadBalancer',
          } as const
        )[id] ?? (id.includes('|network|') ? 'network' : 'managementFee');
  const all = hour.rows.map(
    ({ class: name, namespace, workload, price: id, ...figures }) => {
      const price = hour.prices.find(each => each.id === id)!;
      return {
        record: record(
          {
            cluster: 'production',
            class: name,
            ...(namespace ? { namespace } : {}),
            ...(workload
              ? { kind: workload.kind, workload: workload.name }
              : {}),
          },
          // As a bill that is a seventh higher.
          {
            ...(figures as Partial<CostFigures>),
            adjustment: Math.round(totalCost(figures) / 7),
          },
        ),
        period: { since: hour.hour, until: hour.hour + 3600 },
        price: {
          ...price,
          key: id,
          kind: kindOf(id),
          instanceType: kindOf(id) === 'node' ? 'm5.large' : '',
          capacityType: kindOf(id) === 'node' ? 'on-demand' : '',
          region: '',
          source: 'seed',
          version: '1',
        } satisfies FocusPrice,
      };
    },
  );

  it.each<FocusVersion>(['1.2', '1.3'])('keeps to FOCUS %s', version => {
    const file = focusHeader(version) + focusLines(all, options(version));
    expect(focusFaults(file, version)).toEqual([]);
    const { rows } = parseCsv(file);
    expect(new Set(rows.map(row => row.x_CostClass)).size).toBe(6);
    const sum = (column: string) =>
      rows.reduce((total, row) => total + Number(row[column]), 0);
    expect(sum('ContractedCost') * NANOS).toBeCloseTo(hour.total, -2);
    expect(Math.round(sum('EffectiveCost') * NANOS)).toBe(
      all.reduce((total, each) => total + directCost(each.record.figures), 0),
    );
  });

  const file = focusHeader('1.3') + focusLines(all, options('1.3'));

  it.each<[string, (row: ParsedRow) => void, RegExp]>([
    ['no cost', row => (row.EffectiveCost = null), /EffectiveCost is null/],
    ['an exponent', row => (row.ListCost = '1e-9'), /ListCost is "1e-9"/],
    ['another category', row => (row.ChargeCategory = 'Use'), /ChargeCategory/],
    [
      'a period of another month',
      row => (row.ChargePeriodStart = '2026-10-01T00:00:00Z'),
      /billing period/,
    ],
    ['another product', row => (row.ContractedCost = '7'), /ContractedCost is/],
    [
      'another subcategory',
      row => (row.ServiceSubcategory = 'Block Storage'),
      /subcategory/,
    ],
    ['tags without a prefix', row => (row.Tags = '{"a":"b"}'), /Tags is/],
    ['a time of a zone', row => (row.ChargePeriodEnd = '2026'), /ChargePeriod/],
    ['a name alone', row => (row.AllocatedResourceId = null), /only one of/],
    [
      'parts that are not the whole',
      row =>
        (row.AllocatedMethodDetails =
          '{"Elements":[{"AllocatedRatio":0.9876}]}'),
      /AllocatedRatio is/,
    ],
    ['words of its own', row => (row.ChargeDescription = 'x'), /differs in/],
  ])('with %s would not', (_, change, fault) => {
    const { header, rows } = parseCsv(file);
    const row = rows.find(each => each.x_CostClass === 'workload')!;
    change(row);
    const changed = [header, ...rows.map(each => header.map(h => each[h]))]
      .map(line => csvLine(line))
      .join('');
    expect(focusFaults(changed, '1.3').join()).toMatch(fault);
  });
});
