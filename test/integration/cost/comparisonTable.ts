import { OTHER_ROWS, TOTAL, WORKLOAD_ROWS } from './expected';
import { openCostRows } from './openCostModel';

/** Why a row differs; nothing where it does not. */
const REASONS: Record<string, string> = {
  'shop/web': 'Its native sidecar: OpenCost reads no init containers',
  'shop/importer':
    'Its init container reserved more than what runs now, and the scheduler keeps that for the pod',
  'shop/broken': 'It waits for its image, and nobody else can have its place',
  'shop/greedy': 'Its node cannot be used twice',
  'lake/saver': 'The same node: the two get half of it each',
  'lake/reader': 'The disk has 10 GiB, its claim asked for 5',
  'lake/adhoc':
    'The same, times its part of the hour twice; its last sample is a minute before its end',
  'lake/report': 'Its last sample is a minute before its end',
  'lake/blink': 'It ran between two samples',
  'system/agent': 'The last sample of the node is a minute before its end',
  'lake/__unmounted__': '',
  __idle__:
    'Of the three nodes: what they keep for themselves is in it, what is not charged to pods as well, and what is charged twice is taken from it',
  __overhead__: 'In idle',
  __management_fee__: '',
};

const euros = (amount: number) => amount.toFixed(7);

/** Figures of both, side by side, as lines of cells. */
export function comparisonTable(): string[][] {
  const theirs = new Map<string, number>();
  for (const { name, total } of openCostRows()) {
    const row = name.replace(/ of .*/, '');
    theirs.set(row, (theirs.get(row) ?? 0) + total);
  }
  const rows = [...WORKLOAD_ROWS, ...OTHER_ROWS].map(({ name, total }) => {
    const other = theirs.get(name) ?? 0;
    return [
      `\`${name}\``,
      euros(total),
      name === '__overhead__' ? '' : euros(other),
      euros(other - total),
      REASONS[name],
    ];
  });
  const sum = [...theirs.values()].reduce((a, b) => a + b, 0);
  return [
    ['Row', 'Portlight', 'OpenCost', 'Difference', 'Why'],
    ...rows,
    [
      'Sum',
      euros(TOTAL),
      euros(sum),
      euros(sum - TOTAL),
      'The minute of the node without a sample, and more than half of the disk',
    ],
  ];
}

/** Idle of each node, as OpenCost has it. */
export function openCostIdle(): string[][] {
  return [
    ['Node', 'OpenCost'],
    ...openCostRows()
      .filter(({ name }) => name.startsWith('__idle__'))
      .map(({ name, total }) => [
        `\`${name.replace('__idle__ of ', '')}\``,
        euros(total),
      ]),
  ];
}
