import { PortlightError } from '../../api/PortlightApi';
import { record } from './__testUtils__/costs';
import { labelValue, parseAggregate, valuesOf } from './dimensions';
import { COST_DIMENSIONS } from './types';

describe('what costs are aggregated by', () => {
  it.each<[string[], string[]]>([
    [[], []],
    [['all'], []],
    [[''], []],
    [['namespace'], ['namespace']],
    [
      ['cluster,namespace', ' owner '],
      ['cluster', 'namespace', 'owner'],
    ],
    [['namespace', 'namespace'], ['namespace']],
    [['namespace', 'all'], ['namespace']],
    [['deployment'], ['controller']],
    [['label:app.kubernetes.io/name'], ['label']],
    [
      ['environment', 'product', 'department'],
      ['label', 'label', 'label'],
    ],
  ])('%j', (aggregate, names) => {
    expect(parseAggregate(aggregate).map(({ name }) => name)).toEqual(names);
  });

  it.each([...COST_DIMENSIONS])('%s', name => {
    expect(parseAggregate([name])).toEqual([{ name, text: name }]);
  });

  it.each([
    ['colour', /by `colour`; they are by cluster, .*container, deployment/],
    ['Namespace', /by `Namespace`; they are by/],
    ['__proto__', /by `__proto__`; they are by/],
    ['constructor', /by `constructor`; they are by/],
    ['namespace; drop table cost_hours', /by `namespace; drop table/],
    [`${'x'.repeat(100_000)}`, /by `x{40}…`; they are by/],
    ['label', /`label` does not say which label; write `label:NAME`/],
    ['label:', /`label:` does not say which label/],
    ['annotation: ', /`annotation:` does not say which annotation/],
    [`label:${'x'.repeat(400)}`, /does not say which label/],
    ['pod:web', /by `pod:web`; they are by/],
    ['cluster,namespace,owner,team,pod,node', /by 5 things at most/],
  ])('is not %s', (text, message) => {
    expect(() => parseAggregate([text])).toThrow(PortlightError);
    expect(() => parseAggregate([text])).toThrow(message);
    expect(() => parseAggregate([text])).toThrow(
      expect.objectContaining({ parameter: 'aggregate', status: 400 }),
    );
  });
});

describe('the values of a row', () => {
  const workload = record(
    {
      namespace: 'shop',
      kind: 'StatefulSet',
      workload: 'db',
      labels: { 'app.kubernetes.io/name': 'db', tier: '' },
      services: ['z', 'a'],
    },
    {},
  ).keys;
  const idle = record({ class: 'idle' }, {}).keys;

  it.each([
    ['namespace', 'shop', '__idle__'],
    ['controllerKind', 'statefulset', '__idle__'],
    ['controller', 'db', '__idle__'],
    ['statefulset', 'db', '__idle__'],
    ['deployment', '__unallocated__', '__idle__'],
    ['cluster', 'cluster1', 'cluster1'],
    ['owner', '__unallocated__', '__idle__'],
    ['label:nobody-has-it', '__unallocated__', '__idle__'],
    ['label:__proto__', '__unallocated__', '__idle__'],
    ['label:toString', '__unallocated__', '__idle__'],
    ['label:tier', '', '__idle__'],
    ['annotation:team', '__unallocated__', '__idle__'],
    // As Prometheus, and so OpenCost, has the name.
    ['label:app_kubernetes_io_name', 'db', '__idle__'],
    // One of several, always the same, so that nothing counts twice.
    ['service', 'a', '__idle__'],
  ])('by %s', (aggregate, value, ofIdle) => {
    const dimensions = parseAggregate([aggregate]);
    expect(valuesOf(workload, dimensions)).toEqual([value]);
    expect(valuesOf(idle, dimensions)).toEqual([ofIdle]);
  });

  it('have a label that is called as something every object has', () => {
    const labels = JSON.parse('{"__proto__": "x", "constructor": "y"}');
    expect(labelValue(labels, '__proto__')).toBe('x');
    expect(labelValue(labels, 'constructor')).toBe('y');
    expect(labelValue(labels, 'hasOwnProperty')).toBeUndefined();
    expect(labelValue(undefined, 'app')).toBeUndefined();
  });
});
