import fc from 'fast-check';
import type { SharingOptions } from '../types';
import { record } from './costs';

const FIGURES = fc.record({
  cpuCost: fc.nat(1e12),
  memoryCost: fc.nat(1e12),
  gpuCost: fc.constantFrom(0, 0, 5e9),
  storageCost: fc.nat(1e10),
  otherCost: fc.constantFrom(0, 0, 7e9),
});
const WORKLOADS = fc.record({
  keys: fc.record({
    cluster: fc.constantFrom('a', 'b', 'c'),
    namespace: fc.constantFrom('ns1', 'ns2', 'ns3', 'kube-system'),
    owner: fc.constantFrom('group:default/x', 'group:default/y', undefined),
    labels: fc.constantFrom<Record<string, string>>(
      { app: 'web' },
      { app: 'db' },
      {},
    ),
  }),
  figures: FIGURES,
  at: fc.constantFrom(0, 10, 20),
});
const REST = fc.record({
  keys: fc.record({
    cluster: fc.constantFrom('a', 'b', 'c'),
    class: fc.constantFrom(
      'idle' as const,
      'overhead' as const,
      'management-fee' as const,
    ),
  }),
  figures: FIGURES,
  at: fc.constantFrom(0, 10, 20),
});
/** Rows of three clusters in three parts of time. */
export const anyRecords = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: WORKLOADS },
      { weight: 1, arbitrary: REST },
    ),
    { maxLength: 40 },
  )
  .map(all =>
    all.map(({ keys, figures: costs, at }) =>
      record(keys, { ...costs, adjustment: Math.round(costs.cpuCost / 7) }, at),
    ),
  );
/** Ways of sharing. */
export const anyOptions = fc.record({
  idle: fc.constantFrom<SharingOptions['idle']>('separate', 'share'),
  namespaces: fc.constantFrom([], ['kube-system']),
  labels: fc.constantFrom([], [{ key: 'app', value: 'db' }]),
  split: fc.constantFrom<SharingOptions['split']>('even', 'weighted'),
});
/** Among whom and by which part of time it is shared. */
export const anyContexts = fc.record({
  across: fc.constantFrom<'fleet' | 'cluster'>('fleet', 'cluster'),
  periodOf: fc.constantFrom(
    (at: number) => at,
    () => 0,
  ),
});
