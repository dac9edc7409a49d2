import { insertNumbers } from '@portlight/plugin-portlight-backend/src/metrics/history/insertSamples';
import type { Knex } from 'knex';
import type { BenchDatabase } from './openDatabase';
import type { HistoryInput, HistoryResult } from './HistoryInput';
import { timed } from './pauses';
import { isPostgres, SCRAPE_SECONDS, START, valueOf } from './samples';

const COLUMNS = [
  ['series', 'integer'],
  ['at', 'integer'],
  ['value', 'double precision'],
] as const;

/** Rows in one transaction, as many as Portlight's. */
const ROWS = 2_000;

async function insertRows(
  knex: Knex,
  ids: readonly number[],
  at: number,
  scrape: number,
): Promise<void> {
  for (let start = 0; start < ids.length; start += ROWS) {
    const part = ids.slice(start, start + ROWS);
    await knex.transaction(trx =>
      insertNumbers(trx, 'plain_samples', COLUMNS, [
        part,
        part.map(() => at),
        part.map(id => valueOf(id, scrape)),
      ]),
    );
  }
}

/** A table with a row per sample, in the order in which charts read it. */
export async function measurePlain(
  { knex, size }: BenchDatabase,
  input: HistoryInput,
): Promise<HistoryResult> {
  const { peers, series, scrapes, days, queries } = input;
  const tail = isPostgres(knex) ? '' : 'without rowid';
  await knex.raw(
    `create table plain_samples (series integer not null, at integer not null,
      value double precision not null, primary key (series, at)) ${tail}`,
  );
  const empty = await size();
  const ids = Array.from({ length: peers * series }, (_, index) => index + 1);
  const ingest = await timed(async () => {
    for (let scrape = 0; scrape < scrapes; scrape++) {
      const at = START + scrape * SCRAPE_SECONDS;
      for (let peer = 0; peer < peers; peer++) {
        const own = ids.slice(peer * series, (peer + 1) * series);
        await insertRows(knex, own, at + (peer % SCRAPE_SECONDS), scrape);
      }
    }
  });
  const samples = ids.length * scrapes;
  const bytesPerSample = ((await size()) - empty) / samples;
  // The past of the series that are asked for, which is all that this table can answer from.
  const asked = Array.from({ length: 50 }, (_, index) => -1 - index);
  const since = START - days * 86_400;
  await knex.raw(
    isPostgres(knex)
      ? `insert into plain_samples select s, t, (t - ${since}) % 1000
         from generate_series(-50, -1) s, generate_series(${since}, ${
          START - 1
        }, ${SCRAPE_SECONDS}) t`
      : `with recursive t(at) as (select ${since} union all select at + ${SCRAPE_SECONDS} from t where at + ${SCRAPE_SECONDS} < ${START}),
         s(id) as (select -50 union all select id + 1 from s where id < -1)
         insert into plain_samples select id, at, (at - ${since}) % 1000 from s, t`,
  );
  if (isPostgres(knex)) await knex.raw('vacuum analyze');
  const byHour: number[] = [];
  for (let turn = 0; turn < queries; turn++) {
    const began = performance.now();
    await knex.raw(
      `select series, at / 3600 * 3600 as bucket, min(value), max(value), avg(value)
       from plain_samples where series in (${asked.join(
         ',',
       )}) and at >= ${since} and at < ${START}
       group by series, at / 3600 * 3600`,
    );
    byHour.push((performance.now() - began) / 1000);
  }
  return {
    samples,
    ingest,
    longestPause: ingest.longestPause,
    bytesPerSample,
    byHour,
  };
}
