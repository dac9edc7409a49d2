import fc from 'fast-check';
import { containerOf, MIB, windowOf } from '../__testUtils__/windows';
import { containerSaving, type PackedNode, packNodes, type PackedPod } from '.';

const PRICES = { cpu: 0.03, memory: 4e-12 };

function node(name: string, changes: Partial<PackedNode> = {}): PackedNode {
  return {
    name,
    allocatable: { cpu: 4, memory: 16e9, pods: 110 },
    labels: { 'topology.kubernetes.io/zone': 'a' },
    taints: [],
    ...changes,
  };
}

function pod(
  on: string,
  cpu: number,
  changes: Partial<PackedPod> = {},
): PackedPod {
  return { node: on, requests: { cpu, memory: cpu * 2e9 }, ...changes };
}

describe('the saving of a container', () => {
  const window = windowOf({ use: () => ({ cpu: 0.2, memory: 100 * MIB }) });

  it.each([
    ['what less is requested', 1, 0.5, 0.5],
    ['no more than down to what is used', 1, 0.1, 0.8],
    ['negative where more is requested', 0.5, 1, -0.5],
    ['nothing where nothing is recommended', 1, undefined, 0],
    ['nothing below what is used', 0.1, 0.05, 0],
  ])('is %s', (_, before, request, cores) => {
    const saving = containerSaving({
      window,
      container: containerOf({ requests: { cpu: before } }),
      target: { cpu: { request, notes: [] }, memory: { notes: [] } },
      prices: PRICES,
      podHours: 730 * 2,
    });
    // Usage is known to half a bucket.
    expect(saving / (PRICES.cpu * 1460)).toBeCloseTo(cores, 1);
  });

  it('counts memory at its price', () => {
    const saving = containerSaving({
      window,
      container: containerOf({ requests: { memory: 2e9 } }),
      target: { cpu: { notes: [] }, memory: { request: 1e9, notes: [] } },
      prices: PRICES,
      podHours: 730,
    });
    expect(saving).toBeCloseTo(1e9 * 4e-12 * 730, 9);
  });
});

describe('nodes that are not needed', () => {
  it('are those whose pods fit elsewhere', () => {
    const nodes = [node('a'), node('b'), node('c')];
    const pods = [pod('a', 3), pod('b', 1), pod('c', 2), pod('c', 1)];
    expect(packNodes(nodes, pods)).toEqual({ removable: ['b'], unplaced: 0 });
    expect(
      packNodes(
        nodes,
        pods.map(each => ({ ...each, requests: { cpu: 1, memory: 1e9 } })),
      ).removable,
    ).toHaveLength(2);
  });

  it.each<[string, Partial<PackedNode>, Partial<PackedPod>, string[]]>([
    ['pods of DaemonSets end with the node', {}, { moves: 'leaves' }, ['b']],
    ['a pod that nothing is known of keeps it', {}, { moves: 'stays' }, []],
    ['a node of the control plane stays', { stays: true }, {}, []],
    [
      'a selector that no other node has',
      {},
      { nodeSelector: { disk: 'ssd' } },
      [],
    ],
    [
      'a selector of a name that every object has',
      {},
      { nodeSelector: { constructor: 'x' } },
      [],
    ],
    [
      'a volume of this zone',
      { labels: { 'topology.kubernetes.io/zone': 'b' } },
      { moves: 'zone' },
      [],
    ],
    ['a volume of the other zone too', {}, { moves: 'zone' }, ['b']],
  ])('%s', (_, of, moves, removable) => {
    const nodes = [node('a', { stays: true }), node('b', of)];
    expect(
      packNodes(nodes, [pod('a', 1), pod('b', 0.5, moves)]).removable,
    ).toEqual(removable);
  });

  it.each<[string, Partial<PackedNode>, Partial<PackedPod>, string[]]>([
    [
      'a taint keeps pods away',
      { taints: [{ key: 'gpu', effect: 'NoSchedule' }] },
      {},
      [],
    ],
    [
      'a toleration of its value lets them in',
      { taints: [{ key: 'team', value: 'shop', effect: 'NoSchedule' }] },
      { tolerations: [{ key: 'team', value: 'shop' }] },
      ['b'],
    ],
    [
      'one of another value does not',
      { taints: [{ key: 'team', value: 'shop', effect: 'NoSchedule' }] },
      { tolerations: [{ key: 'team', value: 'other' }] },
      [],
    ],
    [
      'one of everything does',
      { taints: [{ key: 'team', value: 'shop', effect: 'NoExecute' }] },
      { tolerations: [{ operator: 'Exists' }] },
      ['b'],
    ],
    [
      'a preference keeps nothing away',
      { taints: [{ key: 'x', effect: 'PreferNoSchedule' }] },
      {},
      ['b'],
    ],
    ['a cordoned node takes nothing', { unschedulable: true }, {}, []],
    [
      'a node takes no more pods than it may',
      { allocatable: { cpu: 4, memory: 16e9, pods: 1 } },
      {},
      [],
    ],
  ])('%s', (_, other, changes, removable) => {
    const nodes = [node('a', { stays: true, ...other }), node('b')];
    expect(
      packNodes(nodes, [pod('a', 1), pod('b', 0.5, changes)]).removable,
    ).toEqual(removable);
  });

  it('are none where pods do not fit any more', () => {
    const nodes = [node('a'), node('b')];
    const pods = [pod('a', 3), pod('a', 3), pod('b', 3)];
    expect(packNodes(nodes, pods)).toEqual({ removable: [], unplaced: 1 });
  });

  it('are found after pods that grew have moved', () => {
    const nodes = [node('a'), node('b'), node('c')];
    const pods = [pod('a', 3), pod('a', 2), pod('b', 1)];
    expect(packNodes(nodes, pods)).toEqual({ removable: ['c'], unplaced: 0 });
  });

  it('are tried in the order that is asked for', () => {
    const nodes = [node('a'), node('b'), node('c', { stays: true })];
    const pods = [pod('a', 1), pod('b', 2), pod('c', 1.5)];
    expect(packNodes(nodes, pods).removable).toEqual(['a']);
    expect(packNodes(nodes, pods, ['b']).removable).toEqual(['b']);
  });

  it('leave room for all pods, whatever they are', () => {
    const amounts = fc.array(
      fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 30 })),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(amounts, entries => {
        const nodes = Array.from({ length: 6 }, (_, index) =>
          node(`n${index}`),
        );
        const pods = entries.map(([on, size]) => pod(`n${on}`, size / 10));
        const { removable } = packNodes(nodes, pods);
        const left = nodes.length - removable.length;
        const total = pods.reduce((sum, each) => sum + each.requests.cpu, 0);
        const room = removable.length > 0 ? left * 4 : Infinity;
        expect(total).toBeLessThanOrEqual(room + 1e-9);
      }),
    );
  });
});
