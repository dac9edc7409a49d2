import { containerOf, windowOf } from '../__testUtils__/windows';
import { allocateHour } from '../../cost/allocation';
import {
  costHour,
  hourPrices,
  nodePrice,
  nodeSpan,
  podSpan,
  quantities,
  steady,
} from '../../cost/__testUtils__/hours';
import { fromNanos, HOURS_PER_MONTH, type Quantities } from '../../cost';
import { containerSaving } from '.';

const GIB = 2 ** 30;
const PODS = 3;

/** What an hour of all pods of a workload costs with some requests, by the function that costs are computed by. */
function costWith(requests: Quantities, used: Partial<Quantities>): number {
  const node = nodeSpan({
    capacity: quantities({ cpu: 64, memory: 256 * GIB }),
  });
  const pods = Array.from({ length: PODS }, (_, index) =>
    podSpan({
      name: `web-${index}`,
      requests,
      workload: { kind: 'Deployment', name: 'web' },
      containers: [
        { name: 'app', kind: 'container', requests, usage: steady(used) },
      ],
    }),
  );
  const { rows } = allocateHour(
    costHour({ nodes: [node], pods }),
    hourPrices(),
  );
  return rows
    .filter(row => row.workload?.name === 'web')
    .reduce((sum, row) => sum + fromNanos(row.cpuCost + row.memoryCost), 0);
}

it.each([
  ['less of both', [1, 2], [0.3, 0.7], [0.1, 0.25], 0],
  ['more of both', [0.2, 0.5], [0.4, 1], [0.1, 0.25], 0],
  ['less CPU, more memory', [2, 0.5], [0.5, 1], [0.2, 0.25], 0],
  // What is used is known to half a bucket.
  ['more than is requested is used', [0.1, 0.2], [0.6, 1], [0.5, 0.8], 0.1],
  ['down to less than is used', [1, 1], [0.2, 0.25], [0.4, 0.5], 0.1],
] as const)(
  'the saving of %s is the difference of two costs',
  (_, before, after, used, tolerance) => {
    const amounts = ([cpu, gib]: readonly [number, number]) =>
      quantities({ cpu, memory: gib * GIB });
    const [old, recommended, usage] = [before, after, used].map(amounts);
    const difference =
      (costWith(old, usage) - costWith(recommended, usage)) * HOURS_PER_MONTH;
    const { cpu, memory } = nodePrice(nodeSpan());
    const saving = containerSaving({
      window: windowOf({
        use: () => ({ cpu: usage.cpu, memory: usage.memory }),
      }),
      container: containerOf({ requests: old }),
      target: {
        cpu: { request: recommended.cpu, notes: [] },
        memory: { request: recommended.memory, notes: [] },
      },
      prices: { cpu, memory },
      podHours: PODS * HOURS_PER_MONTH,
    });
    expect(Math.abs(saving)).toBeGreaterThan(1);
    // Costs are whole billionths, of each of which a month has 730.
    expect(Math.abs(saving - difference)).toBeLessThanOrEqual(
      Math.abs(difference) * tolerance + 1e-4,
    );
  },
);
