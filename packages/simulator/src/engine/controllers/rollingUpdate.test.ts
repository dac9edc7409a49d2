import fc from 'fast-check';
import {
  nextRollingSizes,
  proportionalSizes,
  resolveIntOrPercent,
  rollingUpdateBounds,
} from './rollingUpdate';

describe('resolveIntOrPercent', () => {
  it.each([
    ['25%', 10, 'up', 3],
    ['25%', 10, 'down', 2],
    ['25%', 4, 'up', 1],
    ['100%', 7, 'down', 7],
    ['0%', 7, 'up', 0],
    [3, 7, 'up', 3],
    ['2', 7, 'down', 2],
    [undefined, 7, 'up', 0],
    ['x%', 7, 'up', 0],
  ] as const)('%p of %i rounded %s is %i', (value, total, round, expected) => {
    expect(resolveIntOrPercent(value, total, round) || 0).toBe(expected);
  });
});

const bounds = fc
  .record({
    replicas: fc.integer({ min: 0, max: 60 }),
    maxSurge: fc.oneof(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 100 }).map(percent => `${percent}%`),
    ),
    maxUnavailable: fc.oneof(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 100 }).map(percent => `${percent}%`),
    ),
  })
  .map(({ replicas, maxSurge, maxUnavailable }) => ({
    replicas,
    bounds: rollingUpdateBounds(
      { rollingUpdate: { maxSurge, maxUnavailable } },
      replicas,
    ),
  }));

describe('nextRollingSizes', () => {
  it('brings a rollout to its end without ever leaving its bounds', () => {
    fc.assert(
      fc.property(bounds, fc.infiniteStream(fc.boolean()), (wish, ready) => {
        const { replicas } = wish;
        const { maxSurge, maxUnavailable } = wish.bounds;
        const fresh = { name: 'new', wanted: 0, available: 0, created: 2 };
        const old = {
          name: 'old',
          wanted: replicas,
          available: replicas,
          created: 1,
        };
        for (let step = 0; step < 1000; step++) {
          const sizes = nextRollingSizes(replicas, wish.bounds, fresh, [old]);
          fresh.wanted = sizes.get('new') ?? fresh.wanted;
          old.wanted = sizes.get('old') ?? old.wanted;
          fresh.available = Math.min(fresh.available, fresh.wanted);
          old.available = Math.min(old.available, old.wanted);
          expect(fresh.wanted + old.wanted).toBeLessThanOrEqual(
            replicas + maxSurge,
          );
          expect(fresh.available + old.available).toBeGreaterThanOrEqual(
            replicas - maxUnavailable,
          );
          if (fresh.available < fresh.wanted && ready.next().value) {
            fresh.available++;
          }
          if (old.wanted === 0 && fresh.available === replicas) {
            return;
          }
        }
        throw new Error('the rollout never ended');
      }),
    );
  });

  it('takes unhealthy old pods first', () => {
    const sizes = nextRollingSizes(
      4,
      { maxSurge: 0, maxUnavailable: 2 },
      { name: 'new', wanted: 0, available: 0, created: 3 },
      [
        { name: 'good', wanted: 2, available: 2, created: 1 },
        { name: 'bad', wanted: 2, available: 0, created: 2 },
      ],
    );
    expect([...sizes]).toEqual([['bad', 0]]);
  });
});

describe('proportionalSizes', () => {
  it('shares a change out without losing or inventing a pod', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 50 }), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.integer({ min: 0, max: 300 }),
        (wanted, allowed) => {
          const sets = wanted.map((count, i) => ({
            name: `set-${i}`,
            wanted: count,
            available: count,
            created: i,
          }));
          const sizes = proportionalSizes(allowed, sets);
          const after = sets.map(set => sizes.get(set.name) ?? set.wanted);
          expect(after.reduce((sum, count) => sum + count, 0)).toBe(allowed);
          expect(Math.min(...after)).toBeGreaterThanOrEqual(0);
        },
      ),
      // More is left by rounding than the largest has.
      { examples: [[[4, 4, 4, 4, 4], 3]] },
    );
  });
});
