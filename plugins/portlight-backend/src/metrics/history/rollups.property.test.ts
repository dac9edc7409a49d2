import fc from 'fast-check';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../inventory';
import { testDatabases } from '../../inventory/__testUtils__/databases';
import {
  type Clock,
  type Fault,
  historyParts,
  leaseOf,
  type Ownership,
  seriesOf,
  withFaults,
} from './__testUtils__/historyHarness';
import { type NaiveBucket, naiveBuckets } from './__testUtils__/naiveHistory';
import type { RangeSeries } from './HistoryReader';
import type { SampledSeries } from './HistoryWriter';
import { ROLLUP_LEVELS } from './levels';

jest.setTimeout(240_000);

const databases = testDatabases();
const START = Date.parse('2026-11-21T00:00:00Z') / 1000;
const HOUR = 3_600;

const SERIES: readonly SampledSeries[] = [
  seriesOf('requests_total', 'counter', [['code', '200']]),
  seriesOf('requests_total', 'counter', [['code', '500']]),
  seriesOf('queue', 'gauge'),
];
const PEERS = ['a', 'b'];
const SETTINGS = {
  keep: {
    samples: 24 * HOUR,
    '1m': 24 * HOUR,
    '5m': 24 * HOUR,
    '1h': 24 * HOUR,
  },
};

type Step =
  | {
      do: 'append';
      peer: number;
      back: number;
      values: (number | null)[];
      fault: Fault;
      twice: boolean;
    }
  | { do: 'wait'; seconds: number }
  | { do: 'rollUp'; faultAt: number; fault: Fault }
  | { do: 'move' }
  | { do: 'intrude'; peer: number };

const fault = fc.constantFrom<Fault>('none', 'none', 'before', 'after');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      peer: fc.nat(PEERS.length - 1),
      // Mostly now, at times long ago.
      back: fc.oneof({ weight: 4, arbitrary: fc.nat(20) }, fc.nat(4_000)),
      values: fc.tuple(...SERIES.map(() => fc.option(fc.nat(50), { freq: 5 }))),
      fault,
      twice: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      seconds: fc.oneof(fc.nat(70), fc.nat(900)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('rollUp' as const),
      faultAt: fc.nat(4),
      fault,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'move' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('intrude' as const),
      peer: fc.nat(PEERS.length - 1),
    }),
  },
);

const TABLES = [
  'metric_peers',
  'metric_series',
  'metric_scrapes',
  'metric_samples',
  'metric_rollups_1m',
  'metric_rollups_5m',
  'metric_rollups_1h',
  'metric_rollups_due',
];

/** Both databases' samples as they were accepted, by peer and series. */
class Model {
  readonly samples = new Map<string, Map<number, number>>();

  add(peer: string, at: number, values: readonly (number | null)[]): void {
    values.forEach((value, index) => {
      const key = `${peer} ${SERIES[index].key}`;
      const series = this.samples.get(key) ?? new Map<number, number>();
      this.samples.set(key, series);
      if (value !== null && !series.has(at)) series.set(at, value);
    });
  }
}

describe.each(databases.eachSupportedId())('Rollups on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
  });

  afterAll(async () => {
    await knex.destroy();
  });

  async function play(steps: readonly Step[]) {
    for (const table of TABLES) await knex(table).delete();
    const clock: Clock = { now: START + 2 * HOUR };
    const owner: Ownership = { token: 1 };
    const model = new Model();
    let faults: Fault[] = [];
    const faulty = withFaults(knex, () => faults.shift() ?? 'none');
    let parts = historyParts(faulty, clock, SETTINGS);
    // Partitions are not what fails here.
    for (let at = START; at < START + 12 * HOUR; at += HOUR) {
      await parts.partitions.prepare(at);
    }
    const stranger = historyParts(knex, clock, SETTINGS);
    for (const each of steps) {
      const target = { cluster: 'east', target: 'service/shop/cart' };
      const lease = leaseOf(owner);
      switch (each.do) {
        case 'append': {
          const at = clock.now - each.back;
          const samples = [
            {
              peer: PEERS[each.peer],
              at,
              series: SERIES,
              values: each.values.map(value => value ?? NaN),
            },
          ];
          faults = [each.fault];
          await parts.writer.append({ ...target, lease, samples });
          faults = [];
          if (each.fault !== 'none' || each.twice) {
            await parts.writer.append({ ...target, lease, samples });
          }
          model.add(PEERS[each.peer], at, each.values);
          break;
        }
        case 'wait':
          clock.now += each.seconds;
          break;
        case 'rollUp':
          faults = [...Array(each.faultAt).fill('none'), each.fault];
          try {
            await parts.rollups.run('east', lease);
          } catch {
            // The process ended; another one begins.
            parts = historyParts(faulty, clock, SETTINGS);
          }
          faults = [];
          break;
        case 'move':
          owner.token++;
          break;
        case 'intrude': {
          // Whose lease is lost writes nothing.
          const { written } = await stranger.writer.append({
            ...target,
            lease: leaseOf(owner, owner.token - 1),
            samples: [
              {
                peer: PEERS[each.peer],
                at: clock.now,
                series: SERIES,
                values: SERIES.map(() => 1_000),
              },
            ],
          });
          expect(written).toBe(0);
          break;
        }
        default:
      }
    }
    return { model, clock, owner, parts };
  }

  async function rows(table: string) {
    const list: Record<string, number | string>[] = await knex(table)
      .join('metric_series', 'metric_series.id', `${table}.series`)
      .join('metric_peers', 'metric_peers.id', 'metric_series.peer')
      .select(`${table}.*`, 'metric_peers.peer', 'metric_series.hash');
    return list;
  }

  it('count every sample once, whatever comes late, twice or not to its end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        async steps => {
          const { model, clock, owner, parts } = await play(steps);
          clock.now += 2 * HOUR;
          await parts.rollups.run('east', leaseOf(owner));
          // Once more changes nothing, also for another replica.
          const again: { peer: number; at: number }[] = await knex(
            'metric_rollups_1m',
          )
            .join('metric_series', 'metric_series.id', 'series')
            .distinct('metric_series.peer', 'at');
          for (const due of again) {
            await knex('metric_rollups_due').insert({
              cluster: 'east',
              level: 60,
              ...due,
            });
          }
          await historyParts(knex, clock, SETTINGS).rollups.run(
            'east',
            leaseOf(owner),
          );
          expect(await knex('metric_rollups_due')).toEqual([]);
          for (const { table, seconds } of ROLLUP_LEVELS) {
            const found = await rows(table);
            const expected = [...model.samples].flatMap(([key, samples]) => {
              const [peer] = key.split(' ');
              const series = SERIES.find(
                each => key === `${peer} ${each.key}`,
              )!;
              return [
                ...naiveBuckets(
                  samples,
                  series.family.type === 'counter',
                  seconds,
                ),
              ].map(([at, bucket]) => ({
                peer,
                at,
                key: series.key,
                ...bucket,
              }));
            });
            expect(found).toHaveLength(expected.length);
            expect(sorted(found.map(withoutIds))).toEqual(
              sorted(expected.map(withoutIds)),
            );
          }
        },
      ),
      { numRuns: id === 'SQLITE_3' ? 60 : 25 },
    );
  });

  it('answer the same as all samples, however much is rolled up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(15, 60, 120, 300, 600, HOUR),
        async (steps, wished) => {
          const { model, clock, parts } = await play(steps);
          const answer = await parts.reader.range({
            cluster: 'east',
            target: 'service/shop/cart',
            since: START,
            until: clock.now + 1,
            step: wished,
          });
          const { times, step: answered } = answer;
          const expected = [...model.samples]
            .filter(([, samples]) => samples.size > 0)
            .map(([key, samples]) =>
              expectedRange(key, samples, times, answered),
            );
          expect(sorted(answer.series)).toEqual(sorted(expected));
        },
      ),
      { numRuns: id === 'SQLITE_3' ? 60 : 25 },
    );
  });
});

/** What the whole of a series' samples amounts to at the times of an answer. */
function expectedRange(
  key: string,
  samples: ReadonlyMap<number, number>,
  times: readonly number[],
  answered: number,
): RangeSeries {
  const [peer] = key.split(' ');
  const { name, labels, family } = SERIES.find(
    each => key === `${peer} ${each.key}`,
  )!;
  const { type } = family;
  const buckets = naiveBuckets(samples, type === 'counter', answered);
  const values = (of: (bucket: NaiveBucket) => number | null) =>
    times.map(at => {
      const bucket = buckets.get(at);
      return bucket ? of(bucket) : null;
    });
  const identity = { name, labels, type, peer };
  return type === 'counter'
    ? {
        ...identity,
        kind: 'counter',
        rate: values(({ increase, seconds }) =>
          seconds ? increase! / seconds : null,
        ),
        increase: values(({ increase }) => increase),
      }
    : {
        ...identity,
        kind: 'gauge',
        average: values(({ sum, count }) => sum! / count),
        minimum: values(({ minimum }) => minimum),
        maximum: values(({ maximum }) => maximum),
        last: values(({ last }) => last),
      };
}

function withoutIds(row: Record<string, unknown>) {
  const { series: _series, hash: _hash, key: _key, ...rest } = row;
  return rest;
}

function sorted(list: object[]): string[] {
  return list
    .map(row =>
      JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))),
    )
    .sort();
}
