import type { Knex } from 'knex';

/** Seconds since the epoch: a full hour. */
export const START = Date.parse('2026-11-21T00:00:00Z') / 1000;

export const SCRAPE_SECONDS = 15;

/** What a series has at a scrape: counters that grow at their own pace. */
export function valueOf(series: number, scrape: number): number {
  return series * 1_000 + scrape * ((series % 17) + 0.25);
}

export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
