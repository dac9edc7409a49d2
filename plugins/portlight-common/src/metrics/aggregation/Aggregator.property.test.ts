import fc from 'fast-check';
import type { Scrape } from '../exposition/types';
import {
  histogramSamples,
  scrapeOf,
  type TestFamily,
} from '../__testUtils__/scrapeOf';
import { Aggregator } from './Aggregator';
import { describeFamily } from './describeFamily';
import { mergeSnapshots } from './mergeSnapshots';
import type { MetricsSnapshot } from './types';

const INTERVAL = 15;
const WINDOW = 60;

/** Numbers as JSON text keeps them apart, and not a number. */
const anyNumber = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  fc.constantFrom(NaN, Infinity, -Infinity),
);

const codes = ['200', '404', '500'];
const zones = ['a', 'b'];
const bounds = ['0.1', '1', '2.5', '10'];

/** What one peer says in one round; undefined when it fails, null when it is gone. */
interface Said {
  requests: Record<string, number>;
  temperature: Record<string, number>;
  /** Observations up to each bound of those that the peer has, and the rest. */
  buckets: Record<string, number>;
  isGauge: boolean;
}

const said: fc.Arbitrary<Said> = fc.record({
  requests: fc.dictionary(
    fc.constantFrom(...codes),
    fc.integer({ min: 0, max: 100 }),
    { noNullPrototype: true },
  ),
  temperature: fc.dictionary(fc.constantFrom(...zones), anyNumber, {
    noNullPrototype: true,
  }),
  buckets: fc.dictionary(
    fc.constantFrom(...bounds),
    fc.integer({ min: 0, max: 50 }),
    { noNullPrototype: true },
  ),
  isGauge: fc.boolean(),
});

/** Per peer, what it says in each round. */
const story = fc.dictionary(
  fc.constantFrom('p1', 'p2', 'p3', 'p4'),
  fc.array(
    fc.oneof(
      { weight: 8, arbitrary: said },
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    { minLength: 4, maxLength: 4 },
  ),
  { noNullPrototype: true },
);
type Story = Record<string, (Said | undefined | null)[]>;

function cumulative(counts: Record<string, number>): Record<string, number> {
  let total = 0;
  const buckets: Record<string, number> = {};
  for (const bound of bounds) {
    if (bound in counts) {
      total += counts[bound];
      buckets[bound] = total;
    }
  }
  return { ...buckets, '+Inf': total + 1 };
}

function families({ requests, temperature, buckets, isGauge }: Said) {
  const list: TestFamily[] = [
    {
      name: 'requests_total',
      type: isGauge ? 'gauge' : 'counter',
      samples: Object.entries(requests).map(([code, value]) => ({
        labels: { code, method: 'GET' },
        value,
      })),
    },
    {
      name: 'temperature',
      type: 'gauge',
      samples: Object.entries(temperature).map(([zone, value]) => ({
        labels: { zone },
        value,
      })),
    },
    {
      name: 'latency_seconds',
      type: 'histogram',
      samples: histogramSamples({}, cumulative(buckets)),
    },
  ];
  return list;
}

/** The same scrape, written in another order. */
function reversed(scrape: Scrape): Scrape {
  return {
    ...scrape,
    series: [...scrape.series].reverse(),
    values: scrape.values.slice().reverse(),
  };
}

function play(
  peers: Story,
  options: { reverse?: boolean; rounds?: number } = {},
): MetricsSnapshot {
  const aggregator = new Aggregator({ window: WINDOW });
  const names = Object.keys(peers);
  if (options.reverse) {
    names.reverse();
  }
  for (let round = 0; round < (options.rounds ?? 4); round++) {
    for (const name of names) {
      const peer = { id: `id-${name}`, name, cluster: 'c' };
      const at = 1000 + round * INTERVAL;
      const what = peers[name][round];
      if (what === null) {
        aggregator.remove(peer);
      } else if (what === undefined) {
        aggregator.fail({ peer, at, message: 'refused' });
      } else {
        const scrape = scrapeOf(families(what));
        aggregator.add({
          peer,
          at,
          scrape: options.reverse ? reversed(scrape) : scrape,
        });
      }
    }
  }
  return aggregator.snapshot();
}

function part(peers: Story, names: string[]): Story {
  return Object.fromEntries(
    Object.entries(peers).filter(([name]) => names.includes(name)),
  );
}

describe('Aggregation', () => {
  it('does not depend on the order of peers and series', () => {
    fc.assert(
      fc.property(story, peers => {
        expect(play(peers, { reverse: true })).toEqual(play(peers));
      }),
    );
  });

  it('is the merge of the aggregates of its parts, however they are grouped', () => {
    fc.assert(
      fc.property(story, peers => {
        const whole = play(peers);
        const one = play(part(peers, ['p1']));
        const two = play(part(peers, ['p2', 'p3']));
        const three = play(part(peers, ['p4']));
        expect(mergeSnapshots([one, two, three])).toEqual(whole);
        expect(mergeSnapshots([mergeSnapshots([three, two]), one])).toEqual(
          whole,
        );
        expect(mergeSnapshots([one, mergeSnapshots([two, three])])).toEqual(
          whole,
        );
        expect(mergeSnapshots([whole, whole])).toEqual(whole);
      }),
    );
  });

  it('merges overlapping parts the same in any order', () => {
    fc.assert(
      fc.property(story, peers => {
        const older = play(part(peers, ['p1', 'p2', 'p3']), { rounds: 2 });
        const newer = play(part(peers, ['p2', 'p3', 'p4']), { rounds: 4 });
        const other = play(part(peers, ['p1', 'p4']), { rounds: 3 });
        const merged = mergeSnapshots([older, newer, other]);
        expect(mergeSnapshots([other, older, newer])).toEqual(merged);
        expect(mergeSnapshots([mergeSnapshots([newer, older]), other])).toEqual(
          merged,
        );
      }),
    );
  });

  it('has no trace of a peer that left', () => {
    fc.assert(
      fc.property(story, peers => {
        const gone = Object.fromEntries(
          Object.entries(peers).map(([name, rounds]) => [
            name,
            name === 'p1' ? [...rounds.slice(0, 3), null] : rounds,
          ]),
        );
        expect(play(gone)).toEqual(play(part(peers, ['p2', 'p3', 'p4'])));
      }),
    );
  });

  it('has no negative rates of what is counted', () => {
    fc.assert(
      fc.property(story, peers => {
        const snapshot = play(peers);
        for (const name of ['requests_total', 'latency_seconds']) {
          for (const { rate = 0 } of describeFamily(snapshot, name)?.series ??
            []) {
            expect(rate).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });

  it('survives JSON', () => {
    fc.assert(
      fc.property(story, peers => {
        const snapshot = play(peers);
        expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
      }),
    );
  });
});
