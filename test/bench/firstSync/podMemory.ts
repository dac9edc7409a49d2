import { startFleet, type BenchFleet } from '../fleet/startFleet';
import { figure, type Subject } from '../report';
import { median } from '../statistics';
import type { Suite } from '../suite';
import { INFORMERS, MIRROR, runSubject, type SyncSubject } from './subjects';

/** Both with the namespaces, without which the mirror does not begin. */
const PODS_ONLY = ['Namespace', 'Pod'];

const VARIANTS: { name: string; subject: SyncSubject; kinds?: string[] }[] = [
  { name: 'Portlight mirror, pods alone', subject: MIRROR, kinds: PODS_ONLY },
  {
    name: 'client-node informers, pods alone',
    subject: INFORMERS,
    kinds: PODS_ONLY,
  },
  { name: 'Portlight mirror, all kinds', subject: MIRROR },
  { name: 'client-node informers, all kinds', subject: INFORMERS },
];

async function heapOf(
  { subject, kinds }: (typeof VARIANTS)[number],
  fleet: BenchFleet,
): Promise<number> {
  const { heap } = await runSubject(subject, fleet, kinds);
  return heap;
}

/** PF1: the slope between two sizes, so that what a cluster costs by itself is not counted as pods. */
export const podMemory: Suite = {
  name: 'pod-memory',
  title: 'Heap per mirrored pod (slope between two sizes)',
  async run({ quick, progress }) {
    const clusters = quick ? 2 : 10;
    const sizes = quick ? [20, 80] : [100, 1000];
    const rounds = quick ? 1 : 3;
    const fleets = await Promise.all(
      sizes.map(podsPerCluster =>
        startFleet({ clusters, podsPerCluster, speed: 0 }),
      ),
    );
    try {
      const slopes = VARIANTS.map((): number[] => []);
      const [small, large] = fleets;
      for (let round = 1; round <= rounds; round++) {
        progress(`round ${round} of ${rounds}`);
        for (const [index, variant] of VARIANTS.entries()) {
          const less = await heapOf(variant, small);
          const more = await heapOf(variant, large);
          slopes[index].push((more - less) / (large.pods - small.pods));
        }
      }
      const [mirror, informers, mirrorAll, informersAll] = slopes.map(median);
      return {
        parameters: {
          clusters,
          'pods per cluster': sizes.join(' and '),
          rounds,
        },
        subjects: VARIANTS.map(
          ({ name }, index): Subject => ({
            name,
            figures: { 'heap per pod': figure('bytes', slopes[index]) },
          }),
        ),
        ratios: [
          {
            name: 'heap per pod, mirror',
            value: mirror,
            unit: 'bytes',
            target: { atMost: 1.5 * 1024 },
          },
          {
            name: 'heap per pod, informers / mirror',
            value: informers / mirror,
            target: { atLeast: 5 },
          },
          {
            name: 'heap per pod with its share of all other kinds, informers / mirror',
            value: informersAll / mirrorAll,
            target: { atLeast: 5 },
          },
        ],
        skipped: [],
      };
    } finally {
      await Promise.all(fleets.map(fleet => fleet.stop()));
    }
  },
};
