import { InputError } from '@backstage/errors';
import type { Labels, MetricType } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { isPostgres } from '../../database';
import { chunks } from '../../inventory';
import { Accumulators } from './Accumulators';
import type {
  HistoryCoverage,
  HistoryLevel,
  HistoryQuery,
  HistoryRange,
  HistoryReader,
  HistoryTarget,
  KnownSeries,
} from './HistoryReader';
import type { HistorySettings } from './HistorySettings';
import { HISTORY_LEVELS } from './HistoryReader';
import { bucketOf, ROLLUP_LEVELS, type RollupLevel } from './levels';
import { planRange, SAMPLE_SECONDS } from './planRange';
import { mergedRows, sampledRows, VALUES, type BucketRow } from './rollupSql';

/** Series of one answer. */
const SERIES = 2_000;

/** Points of one series, as many as Prometheus answers. */
const POINTS = 11_000;

/** Values of one answer: points times series. */
const VALUES_OF_ALL = 250_000;

/** Values that one query reads; SQLite works in the thread of everything else. */
const POINTS_PER_QUERY = 10_000;

/** A series as it is in the database. */
export interface StoredSeries {
  id: number;
  peer: string;
  peerId: number;
  name: string;
  labels: Labels;
  type: MetricType;
  cumulative: boolean;
}

/** A stretch of time that is read from one level. */
export interface Segment {
  level: HistoryLevel;
  from: number;
  /** Exclusive. */
  to: number;
}

/** What a {@link SqlHistoryReader} is made of. */
export interface SqlHistoryReaderOptions {
  knex: Knex;
  /** May change while it runs. */
  settings: HistorySettings;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** Reads history from the database. */
export class SqlHistoryReader implements HistoryReader {
  readonly #options: SqlHistoryReaderOptions;

  constructor(options: SqlHistoryReaderOptions) {
    this.#options = options;
  }

  async range(query: HistoryQuery): Promise<HistoryRange> {
    checkTimes(query);
    const { since: covered } = await this.coverage(query);
    const plan = planRange(query, covered);
    const points = (plan.until - plan.since) / plan.step;
    if (points > POINTS) {
      throw new InputError(
        `The range has ${points} points of ${plan.step} s, and at most ${POINTS} are answered; choose a shorter range or a larger step`,
      );
    }
    const series = await this.#select(query, plan.since);
    checkSize(series.length, points);
    const segments = await this.#segments(query, plan, series);
    const rows = new Accumulators(plan, series);
    for (const segment of segments) {
      await this.#read(segment, plan.step, series, rows);
    }
    return { step: plan.step, level: plan.level, ...rows.result() };
  }

  async coverage({ cluster, target }: HistoryTarget): Promise<HistoryCoverage> {
    const { knex, settings, now = Date.now } = this.#options;
    const [{ first }]: { first: number | null }[] = await knex('metric_peers')
      .where({ cluster, target })
      .min({ first: 'first_at' });
    if (first === null) return { since: {} };
    const levels: { level: HistoryLevel; kept_since: number }[] = await knex(
      'metric_levels',
    ).select('level', 'kept_since');
    const kept = new Map(levels.map(row => [row.level, row.kept_since]));
    return {
      since: Object.fromEntries(
        HISTORY_LEVELS.map(level => [
          level,
          Math.max(
            first,
            kept.get(level) ?? 0,
            Math.floor(now() / 1000) - settings.keep[level],
          ),
        ]),
      ),
    };
  }

  async known(
    query: Pick<HistoryQuery, 'cluster' | 'target' | 'peers' | 'since'>,
  ): Promise<KnownSeries[]> {
    return this.#select(query, query.since);
  }

  async #select(
    query: Omit<HistoryQuery, 'since' | 'until' | 'step'>,
    since: number,
  ): Promise<StoredSeries[]> {
    const { cluster, target, names, peers, matchers = [] } = query;
    const { knex } = this.#options;
    const select = knex('metric_series')
      .join('metric_peers', 'metric_peers.id', 'metric_series.peer')
      .where({ 'metric_peers.cluster': cluster, 'metric_peers.target': target })
      // Both are noted within half an hour.
      .where('metric_series.last_at', '>=', since - 3_600)
      .select({
        id: 'metric_series.id',
        peer: 'metric_peers.peer',
        peerId: 'metric_peers.id',
        name: 'metric_series.name',
        labels: 'metric_series.labels',
        type: 'metric_series.type',
        cumulative: 'metric_series.cumulative',
      });
    if (names) select.whereIn('metric_series.name', [...names]);
    if (peers) select.whereIn('metric_peers.peer', [...peers]);
    const rows: (Omit<StoredSeries, 'labels'> & { labels: string })[] =
      await select;
    const matching = rows
      .map(row => ({
        ...row,
        labels: JSON.parse(row.labels) as Labels,
        cumulative: Boolean(row.cumulative),
      }))
      .filter(({ labels }) => {
        const values = new Map(labels);
        return matchers.every(
          matcher =>
            matcher.values.includes(values.get(matcher.label) ?? '') ===
            (matcher.operator === '='),
        );
      });
    return matching.sort(
      (a, b) =>
        compare(a.name, b.name) ||
        compare(JSON.stringify(a.labels), JSON.stringify(b.labels)) ||
        compare(a.peer, b.peer),
    );
  }

  /** What is not rolled up yet is read from the level below. */
  async #segments(
    { cluster }: HistoryQuery,
    plan: { level: HistoryLevel; since: number; until: number },
    series: readonly StoredSeries[],
  ): Promise<Segment[]> {
    const { knex } = this.#options;
    if (plan.level === 'samples') {
      return [{ level: 'samples', from: plan.since, to: plan.until }];
    }
    const first = new Map<number, number>();
    const peers = [...new Set(series.map(({ peerId }) => peerId))];
    for (const part of chunks(peers, 500)) {
      const rows: { level: number; at: number }[] = await knex(
        'metric_rollups_due',
      )
        .where({ cluster })
        .whereIn('peer', part)
        .groupBy('level')
        .min({ at: 'at' })
        .select('level');
      for (const { level, at } of rows) {
        first.set(level, Math.min(at, first.get(level) ?? Infinity));
      }
    }
    const segments: Segment[] = [];
    let frontier = Infinity;
    let { until: to } = plan;
    const upTo = ROLLUP_LEVELS.findIndex(({ name }) => name === plan.level);
    const frontiers = ROLLUP_LEVELS.slice(0, upTo + 1).map(({ seconds }) => {
      frontier = Math.min(
        Number.isFinite(frontier) ? bucketOf(frontier, seconds) : frontier,
        first.get(seconds) ?? Infinity,
      );
      return frontier;
    });
    const levels: HistoryLevel[] = [
      'samples',
      ...ROLLUP_LEVELS.slice(0, upTo + 1).map(({ name }) => name),
    ];
    // From the newest backwards.
    levels.forEach((level, index) => {
      const from = index === levels.length - 1 ? plan.since : frontiers[index];
      const begin = Math.max(from, plan.since);
      if (begin < to) {
        segments.push({ level, from: begin, to });
        to = begin;
      }
    });
    return segments;
  }

  async #read(
    { level, from, to }: Segment,
    step: number,
    series: readonly StoredSeries[],
    rows: Accumulators,
  ): Promise<void> {
    const { knex } = this.#options;
    const rollup = ROLLUP_LEVELS.find(({ name }) => name === level);
    const points = Math.ceil((to - from) / (rollup?.seconds ?? SAMPLE_SECONDS));
    const size = Math.max(1, Math.floor(POINTS_PER_QUERY / points));
    for (const part of chunks(series, size)) {
      const ids = part.map(({ id }) => id);
      const sql = rollup
        ? storedRows(knex, rollup, { ids, from, to, step })
        : sampledRows(knex, step, {
            where: `${among(knex, 's.id', ids)} and ${among(knex, 'c.peer', [
              ...new Set(part.map(({ peerId }) => peerId)),
            ])}`,
            from,
            to,
          });
      const answer = await knex.raw(sql);
      const found: BucketRow[] = isPostgres(knex) ? answer.rows : answer;
      // From newest to oldest: what is there already is newer.
      rows.add(found);
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    }
  }
}

function storedRows(
  knex: Knex,
  { table, seconds }: RollupLevel,
  range: { ids: readonly number[]; from: number; to: number; step: number },
): string {
  const { ids, from, to, step } = range;
  const names = VALUES.join(', ');
  // Each row by its key, which begins with the time: what is between the series of one time is not read.
  const where = `${among(knex, 'at', times(from, to, seconds))}
    and ${among(knex, 'series', ids)}`;
  return step === seconds
    ? `select series, at as bucket, ${names} from ${table} where ${where}`
    : mergedRows(
        `select series, at / ${step} * ${step} as bucket, at, ${names} from ${table} where ${where}`,
      );
}

/** Whole numbers that we made: nothing to escape, and more of them than a statement takes values. */
function among(knex: Knex, column: string, list: readonly number[]): string {
  const numbers = list.map(Number).join(',');
  return isPostgres(knex)
    ? `${column} = any('{${numbers}}'::integer[])`
    : `${column} in (${numbers})`;
}

function times(from: number, to: number, step: number): number[] {
  const list: number[] = [];
  for (let at = bucketOf(from, step); at < to; at += step) list.push(at);
  return list;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function checkTimes({ since, until, step }: HistoryQuery): void {
  if (!(until > since && step > 0)) {
    throw new InputError(
      'A range of metrics needs an end after its start, and a step of more than 0 seconds',
    );
  }
}

function checkSize(series: number, points: number): void {
  if (series > SERIES || series * points > VALUES_OF_ALL) {
    throw new InputError(
      `${series} series with ${points} points each are more than one answer may have (${SERIES} series, ${VALUES_OF_ALL} values); choose fewer metrics or peers, a shorter range, or a larger step`,
    );
  }
}
