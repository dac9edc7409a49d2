import fc from 'fast-check';
import { KINDS, kindDefinition } from './index';

/** Fields that the pruning functions look at, so that arbitrary values meet code and not only defaults. */
const FIELDS = [
  'metadata',
  'name',
  'labels',
  'annotations',
  'ownerReferences',
  'spec',
  'status',
  'template',
  'jobTemplate',
  'containers',
  'initContainers',
  'containerStatuses',
  'resources',
  'requests',
  'state',
  'waiting',
  'terminated',
  'lastState',
  'conditions',
  'volumes',
  'persistentVolumeClaim',
  'ports',
  'rules',
  'http',
  'paths',
  'backend',
  'service',
  'selector',
  'endpoints',
  'groups',
  'metrics',
  'involvedObject',
  'series',
  'strategy',
  'rollingUpdate',
  '__proto__',
  'constructor',
];

const hostile = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 6 }),
  ),
}));

describe.each(KINDS.map(kind => [kind.kind, kind] as const))(
  'pruning a %s',
  (_, kind) => {
    it('accepts any JSON', () => {
      fc.assert(
        fc.property(hostile.value, value => {
          const record = kind.prune(value as any);
          expect(record.kind).toBe(kind.kind);
          expect(typeof record.metadata).toBe('object');
        }),
        { numRuns: 60 },
      );
    });

    it('changes nothing the second time', () => {
      fc.assert(
        fc.property(hostile.value, value => {
          const once = kind.prune(value as any);
          expect(kind.prune(once)).toEqual(once);
        }),
        { numRuns: 60 },
      );
    });

    it('keeps what is a stranger to its size bounded', () => {
      const long = 'x'.repeat(100_000);
      const many = Array.from({ length: 5_000 }, () => ({
        name: long,
        message: long,
        type: long,
      }));
      const map = Object.fromEntries(
        Array.from({ length: 5_000 }, (_value, index) => [`k${index}`, long]),
      );
      const record = kind.prune({
        metadata: { name: long, labels: map, annotations: map },
        spec: { containers: many, template: { spec: { containers: many } } },
        status: { conditions: many, message: long, containerStatuses: many },
        message: long,
        endpoints: many,
      });
      expect(JSON.stringify(record).length).toBeLessThan(1_000_000);
    });
  },
);

it('finds kinds by name', () => {
  expect(kindDefinition('Pod')?.resource).toBe('pods');
  expect(kindDefinition('constructor')).toBeUndefined();
  expect(new Set(KINDS.map(({ kind }) => kind)).size).toBe(KINDS.length);
});

it('never reads the data of a Secret', () => {
  const secret = kindDefinition('Secret')!;
  expect(secret.metadataOnly).toBe(true);
  const record = secret.prune({
    metadata: { name: 'sh.helm.release.v1.cart.v3' },
    data: { release: 'c2VjcmV0' },
    stringData: { release: 'secret' },
  });
  expect(record).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'sh.helm.release.v1.cart.v3' },
  });
});
