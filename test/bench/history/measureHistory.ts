import {
  type Lease,
  migrationsDirectory,
} from '@portlight/plugin-portlight-backend/src/inventory';
import {
  DEFAULT_HISTORY_SETTINGS,
  type PeerSamples,
  type SampledSeries,
} from '@portlight/plugin-portlight-backend/src/metrics/history';
import { createHistoryTelemetry } from '@portlight/plugin-portlight-backend/src/metrics/history/historyTelemetry';
import { ROLLUP_LEVELS } from '@portlight/plugin-portlight-backend/src/metrics/history/levels';
import { Partitions } from '@portlight/plugin-portlight-backend/src/metrics/history/partitions';
import { Rollups } from '@portlight/plugin-portlight-backend/src/metrics/history/Rollups';
import { SqlHistoryReader } from '@portlight/plugin-portlight-backend/src/metrics/history/SqlHistoryReader';
import { SqlHistoryWriter } from '@portlight/plugin-portlight-backend/src/metrics/history/SqlHistoryWriter';
import type { Knex } from 'knex';
import { logger } from '../firstSync/measureMirror';
import type { HistoryInput, HistoryResult } from './HistoryInput';
import type { BenchDatabase } from './openDatabase';
import { timed } from './pauses';
import { isPostgres, SCRAPE_SECONDS, START, valueOf } from './samples';

const TARGET = { cluster: 'bench', target: 'service/shop/cart' };

/** Of what the past is asked for. */
const ASKED = 'bench_requests_1_total';

const LEASE: Lease = {
  type: 'cluster',
  name: 'bench',
  token: 1,
  check: async () => {},
};

function seriesOf(count: number): SampledSeries[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `bench_requests_${index % 40}_total`;
    const path = `/path/${Math.floor(index / 40)}`;
    return {
      name,
      labels: [
        ['code', '200'],
        ['path', path],
      ],
      key: `${name}{code="200",path="${path}"}`,
      family: { name, type: index % 4 === 3 ? 'gauge' : 'counter' },
    };
  });
}

/** Rollups of the past of some of the series, among them those that are asked for, as if they had been made. */
async function fillPast(
  knex: Knex,
  partitions: Partitions,
  days: number,
): Promise<void> {
  for (const level of ROLLUP_LEVELS.filter(({ name }) => name !== '1m')) {
    const { table, seconds } = level;
    for (let day = days; day > 0; day--) {
      const from = START - day * 86_400;
      await partitions.ensure(level, from);
      const columns = `s.id, 20, ${seconds}, 5.5, null, null, null, 7.25 from metric_series s`;
      const where = `where s.name in ('${ASKED}', 'bench_requests_2_total')`;
      const into = `insert into ${table} (at, series, count, seconds, increase, minimum, maximum, sum, last)`;
      const last = from + 86_400 - seconds;
      await knex.raw(
        isPostgres(knex)
          ? `${into} select t, ${columns}, generate_series(${from}, ${last}, ${seconds}) t ${where} order by t, s.id`
          : `with recursive t(at) as (select ${from} union all select at + ${seconds} from t where at < ${last})
             ${into} select t.at, ${columns}, t ${where} order by t.at, s.id`,
      );
    }
  }
  await knex('metric_peers').update({ first_at: START - days * 86_400 });
}

/** Portlight's own tables. */
export async function measureHistory(
  { knex, size }: BenchDatabase,
  input: HistoryInput,
): Promise<HistoryResult> {
  const { peers, series: count, scrapes, days, queries } = input;
  await knex.migrate.latest({ directory: migrationsDirectory() });
  let now = START;
  const options = {
    knex,
    logger,
    settings: {
      ...DEFAULT_HISTORY_SETTINGS,
      seriesPerTarget: 1_000_000,
      seriesPerCluster: 1_000_000,
    },
    partitions: new Partitions(knex),
    telemetry: createHistoryTelemetry(),
    now: () => now * 1000,
  };
  const writer = new SqlHistoryWriter(options);
  const rollups = new Rollups(options);
  const reader = new SqlHistoryReader(options);
  await options.partitions.prepare(START);
  const names = Array.from({ length: peers }, (_, peer) => ({
    peer: `cart-${peer}`,
    series: seriesOf(count),
  }));
  const scrapeOf = (scrape: number): PeerSamples[] =>
    names.map(({ peer, series }, index) => ({
      peer,
      at: START + scrape * SCRAPE_SECONDS + (index % SCRAPE_SECONDS),
      series,
      values: series.map((_, each) => valueOf(each, scrape)),
    }));
  // Peers and series are known from here on, as they are of nearly every scrape.
  await writer.append({ ...TARGET, lease: LEASE, samples: scrapeOf(0) });
  const empty = await size();
  let samples = 0;
  const ingest = await timed(async () => {
    for (let scrape = 1; scrape <= scrapes; scrape++) {
      now = START + (scrape + 1) * SCRAPE_SECONDS;
      const { written } = await writer.append({
        ...TARGET,
        lease: LEASE,
        samples: scrapeOf(scrape),
      });
      samples += written;
    }
  });
  if (samples !== peers * count * scrapes) {
    throw new Error(`${samples} samples were written`);
  }
  const bytesPerSample = ((await size()) - empty) / samples;
  now += 3_700;
  if (isPostgres(knex)) await knex.raw('vacuum analyze');
  const rollup = await timed(() => rollups.run(TARGET.cluster, LEASE));
  await fillPast(knex, options.partitions, days);
  if (isPostgres(knex)) await knex.raw('vacuum analyze');
  const ask = async (
    step: number,
    since = START - days * 86_400,
    until = START,
  ) => {
    const times: number[] = [];
    for (let turn = 0; turn < queries; turn++) {
      const began = performance.now();
      const { series } = await reader.range({
        ...TARGET,
        names: [ASKED],
        matchers: [{ label: 'path', operator: '=', values: ['/path/0'] }],
        peers: names.slice(0, 50).map(({ peer }) => peer),
        since,
        until,
        step,
      });
      times.push((performance.now() - began) / 1000);
      if (series.length !== Math.min(50, peers)) {
        throw new Error(`${series.length} series were found`);
      }
    }
    return times;
  };
  return {
    samples,
    ingest,
    bytesPerSample,
    longestPause: ingest.longestPause,
    rollup,
    byHour: await ask(3_600),
    byTenMinutes: await ask(600),
    bySample: await ask(15, START, START + scrapes * SCRAPE_SECONDS),
  };
}
