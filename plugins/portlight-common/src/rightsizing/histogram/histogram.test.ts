import fc from 'fast-check';
import {
  type BucketScheme,
  CPU_BUCKETS,
  DecayingHistogram,
  exponentialBuckets,
  Histogram,
  MEMORY_BUCKETS,
} from '.';

const HOUR = 3600;
const START = 1234567890;

/** Buckets of one size, as the Vertical Pod Autoscaler's own tests use them. */
function linearBuckets(
  maximum: number,
  size: number,
  epsilon = 1e-15,
): BucketScheme {
  const count = Math.ceil(maximum / size) + 1;
  return {
    count,
    epsilon,
    start: bucket => bucket * size,
    find: value => Math.max(0, Math.min(count - 1, Math.floor(value / size))),
  };
}

const LINEAR = linearBuckets(10, 1);

describe('exponential buckets', () => {
  const buckets = exponentialBuckets({
    maximum: 500,
    first: 40,
    ratio: 1.5,
    epsilon: 0.001,
  });

  it('are as many as the autoscaler makes', () => {
    expect(buckets.count).toBe(6);
    expect(CPU_BUCKETS.count).toBe(176);
    expect(MEMORY_BUCKETS.count).toBe(176);
  });

  it.each([
    [0, 0],
    [1, 40],
    [2, 100],
    [3, 190],
    [4, 325],
    [5, 527.5],
  ])('bucket %d begins at %d', (bucket, start) => {
    expect(buckets.start(bucket)).toBe(start);
  });

  it.each([
    [-1, 0],
    [39.99, 0],
    [40, 1],
    [100, 2],
    [900, 5],
  ])('%d is in bucket %d', (value, bucket) => {
    expect(buckets.find(value)).toBe(bucket);
  });

  it('tell values apart by at most 5 %', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 900, noNaN: true }), value => {
        const bucket = CPU_BUCKETS.find(value);
        expect(CPU_BUCKETS.start(bucket)).toBeLessThanOrEqual(value * 1.0001);
        expect(CPU_BUCKETS.start(bucket + 1)).toBeGreaterThan(value * 0.9999);
        expect(CPU_BUCKETS.start(bucket + 1)).toBeLessThan(
          value * 1.05 + 0.0101,
        );
      }),
    );
  });
});

describe('a histogram', () => {
  it.each([-0.5, 0, 0.5, 1, 1.5])('without samples has 0 at %d', part => {
    expect(new Histogram(LINEAR).percentile(part)).toBe(0);
  });

  it.each([
    [0, 2],
    [0.1, 2],
    [0.2, 3],
    [0.3, 3],
    [0.4, 4],
    [0.5, 4],
    [0.6, 4],
    [0.7, 5],
    [0.8, 5],
    [0.9, 5],
    [1, 5],
  ])('of 1, 2, 3, 4 with these weights has, at %d, %d', (part, value) => {
    const histogram = new Histogram(LINEAR);
    for (let each = 1; each <= 4; each++) histogram.add(each, each);
    expect(histogram.percentile(part)).toBe(value);
  });

  it('answers for parts that are none with the ends', () => {
    const histogram = new Histogram(linearBuckets(1, 0.1));
    histogram.add(0.15, 0.1);
    histogram.add(0.25, 0.2);
    expect(histogram.percentile(-0.1)).toBeCloseTo(0.2, 12);
    expect(histogram.percentile(1.1)).toBeCloseTo(0.3, 12);
    histogram.add(0, 0.1);
    histogram.add(1, 0.2);
    expect(histogram.percentile(-0.1)).toBeCloseTo(0.1, 12);
    expect(histogram.percentile(1.1)).toBeCloseTo(1, 12);
  });

  it('has the mean of a function', () => {
    const histogram = new Histogram(LINEAR);
    histogram.add(1, 3);
    histogram.add(4);
    expect(histogram.mean(value => value)).toBe((1.5 * 3 + 4.5) / 4);
    expect(new Histogram(LINEAR).mean(value => value)).toBeUndefined();
  });
});

describe('a decaying histogram', () => {
  const create = () => new DecayingHistogram(LINEAR, HOUR);

  it('lets a heavy sample fade', () => {
    const histogram = create();
    histogram.add(2, 1000, START);
    histogram.add(1, 1, START + 20 * HOUR);
    expect(histogram.percentile(0.999)).toBe(2);
    expect(histogram.percentile(1)).toBe(3);
  });

  it('forgets after a hundred half-lives', () => {
    const histogram = create();
    histogram.add(2, 1, START);
    histogram.add(1, 1, START + 101 * HOUR);
    expect(histogram.percentile(1)).toBe(2);
  });

  it.each([
    [0, 2],
    [0.02, 2],
    [0.03, 3],
    [0.1, 3],
    [0.11, 4],
    [0.34, 4],
    [0.35, 5],
    [1, 5],
  ])('of samples a half-life apart has, at %d, %d', (part, value) => {
    const histogram = create();
    for (let each = 1; each <= 4; each++) {
      histogram.add(each, each, START + (each - 1) * HOUR);
    }
    expect(histogram.percentile(part)).toBe(value);
  });

  it('is the same for one time as one that does not decay', () => {
    const histogram = create();
    const plain = new Histogram(LINEAR);
    for (let each = 1; each <= 4; each++) {
      histogram.add(each, each, START);
      plain.add(each, each);
    }
    for (let part = 0; part <= 1; part += 0.05) {
      expect(histogram.percentile(part)).toBe(plain.percentile(part));
    }
  });

  it('is the same in whatever order it is put together', () => {
    const sample = fc.record({
      value: fc.double({ min: 0, max: 9, noNaN: true }),
      weight: fc.double({ min: 0.01, max: 10, noNaN: true }),
      at: fc.integer({ min: START, max: START + 40 * HOUR }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(sample, { maxLength: 10 }), { maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (parts, random) => {
          const order = parts
            .map(part => ({ part, key: random.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ part }) => part);
          const merged = create();
          for (const part of order) {
            const other = create();
            part.forEach(each => other.add(each.value, each.weight, each.at));
            merged.merge(other);
          }
          const expected = create();
          parts
            .flat()
            .forEach(each => expected.add(each.value, each.weight, each.at));
          // The same up to the reference, which only scales.
          const shape = (histogram: DecayingHistogram) =>
            [...histogram.buckets()].map(([bucket, weight]) => [
              bucket,
              weight * 2 ** (((histogram.reference ?? START) - START) / HOUR),
            ]);
          const [left, right] = [shape(merged), shape(expected)];
          expect(left.map(([bucket]) => bucket)).toEqual(
            right.map(([bucket]) => bucket),
          );
          left.forEach(([, weight], index) => {
            expect(weight / right[index][1]).toBeCloseTo(1, 9);
          });
        },
      ),
    );
  });

  it('has a reference that is a multiple of the half-life', () => {
    const histogram = create();
    histogram.add(2, 1, START + 100 * HOUR);
    expect(histogram.reference! % HOUR).toBe(0);
    expect(Date.parse(histogram.checkpoint().referenceTimestamp!) / 1000).toBe(
      histogram.reference,
    );
  });
});

describe('a checkpoint', () => {
  it('of nothing has nothing', () => {
    const checkpoint = new DecayingHistogram(LINEAR, HOUR).checkpoint();
    expect(checkpoint).toEqual({ bucketWeights: {}, totalWeight: 0 });
  });

  it.each([
    [[[1, 1]], { 1: 10000 }, 1],
    [
      [
        [1, 1],
        [2, 100000],
      ],
      { 2: 10000 },
      100001,
    ],
    [
      [
        [1, 1],
        [2, 10000],
        [3, 50],
      ],
      { 1: 1, 2: 10000, 3: 50 },
      10051,
    ],
  ] as [number[][], Record<number, number>, number][])(
    'has the heaviest bucket at 10,000 and drops what is light: %j',
    (samples, bucketWeights, totalWeight) => {
      const histogram = new DecayingHistogram(LINEAR, HOUR);
      // At the reference itself the factor is 1.
      samples.forEach(([value, weight]) => histogram.add(value, weight, 0));
      expect(histogram.checkpoint()).toEqual({
        referenceTimestamp: '1970-01-01T00:00:00.000Z',
        bucketWeights,
        totalWeight,
      });
    },
  );

  it('is read back with its total', () => {
    const histogram = DecayingHistogram.fromCheckpoint(LINEAR, HOUR, {
      totalWeight: 6,
      bucketWeights: { 0: 1, 1: 2 },
      referenceTimestamp: '2018-01-02T03:00:00Z',
    });
    expect([...histogram.buckets()]).toEqual([
      [0, 2],
      [1, 4],
    ]);
    expect(histogram.reference).toBe(Date.parse('2018-01-02T03:00:00Z') / 1000);
  });

  it.each([
    [{ totalWeight: 1, bucketWeights: { [-1]: 1 } }, 'no bucket -1'],
    [{ totalWeight: 1, bucketWeights: { 99: 1 } }, 'no bucket 99'],
    [{ totalWeight: 1, bucketWeights: { 1: -1 } }, 'cannot weigh -1'],
    [{ totalWeight: -1, bucketWeights: {} }, 'cannot weigh -1'],
  ])('is refused where it is none: %j', (checkpoint, message) => {
    expect(() =>
      DecayingHistogram.fromCheckpoint(LINEAR, HOUR, checkpoint),
    ).toThrow(message);
  });
});
