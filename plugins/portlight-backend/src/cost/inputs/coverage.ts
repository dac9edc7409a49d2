import type { Knex } from 'knex';
import type { Lease, Observation } from '../../inventory';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Minutes of an hour that fit an integer. */
const HALF = 30;

/** Seconds without a look after which a complete list hides what came and went since the last one. */
const GAP = 90;

/** Hours that are filled backwards where watches went on where they had ended. */
const LONGEST = 24;

/** Seconds for what is read after a gap to be written. */
const SETTLING = 60;

/** How the minutes of an hour are stored. */
interface CoverageRow {
  at: number;
  first_minutes: number;
  last_minutes: number;
}

/** Each hour that a stretch of time touches, with a bit for each of its minutes that is touched. */
function bitsOf(from: number, to: number): CoverageRow[] {
  const rows = new Map<number, CoverageRow>();
  for (
    let minute = Math.floor(from / MINUTE) * MINUTE;
    minute <= to;
    minute += MINUTE
  ) {
    const at = Math.floor(minute / HOUR) * HOUR;
    const row = rows.get(at) ?? { at, first_minutes: 0, last_minutes: 0 };
    const index = (minute - at) / MINUTE;
    if (index < HALF) row.first_minutes += 2 ** index;
    else row.last_minutes += 2 ** (index - HALF);
    rows.set(at, row);
  }
  return [...rows.values()];
}

function count(bits: number): number {
  let number = 0;
  for (let rest = bits; rest > 0; rest = Math.floor(rest / 2)) {
    number += rest % 2;
  }
  return number;
}

/** The newest minute of a row, in seconds since the epoch. */
function newest({ at, first_minutes, last_minutes }: CoverageRow): number {
  const last =
    last_minutes > 0 ? HALF + Math.floor(Math.log2(last_minutes)) : 0;
  const minute =
    last > 0 ? last : Math.floor(Math.log2(Math.max(first_minutes, 1)));
  return at + minute * MINUTE;
}

/** Notes in which minutes the nodes and pods of a cluster were known as they were. */
export class CoverageWriter {
  readonly #knex: Knex;
  /** Until when each cluster is noted, and how many lists there were then. */
  readonly #noted = new Map<string, { at: number; lists: number }>();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * To be called every few seconds for each cluster of this replica. Also the time since the last look counts where
   * watches went on where they had ended: then nothing was missed.
   *
   * @param now - seconds since the epoch
   */
  async note(
    cluster: string,
    lease: Lease,
    { current, lists }: Observation,
    now: number,
  ): Promise<void> {
    if (!current) return;
    const last = this.#noted.get(cluster);
    const known = last ?? (await this.#resumed(cluster, lists));
    const begun = Math.floor(now / MINUTE) * MINUTE;
    // A minute is noted once.
    if (last && last.at >= begun && last.lists === lists) return;
    const seamless = known && (known.lists === lists || now - known.at <= GAP);
    const from = seamless ? Math.max(known.at, now - LONGEST * HOUR) : now;
    const rows = bitsOf(Math.min(from, now), now);
    await this.#knex.transaction(async trx => {
      await lease.check(trx);
      await trx('cost_coverage')
        .insert(rows.map(row => ({ cluster, ...row })))
        .onConflict(['cluster', 'at'])
        .merge({
          first_minutes: trx.raw(
            'cost_coverage.first_minutes | excluded.first_minutes',
          ),
          last_minutes: trx.raw(
            'cost_coverage.last_minutes | excluded.last_minutes',
          ),
        });
      if (known && now - known.at > GAP) {
        await redoGap(trx, cluster, known.at, now);
      }
    });
    this.#noted.set(cluster, { at: now, lists });
  }

  /** Another replica may note the cluster from now on. */
  forget(cluster: string): void {
    this.#noted.delete(cluster);
  }

  /** Of a replica that ended, or of another one. */
  async #resumed(cluster: string, lists: number) {
    const row: CoverageRow | undefined = await this.#knex('cost_coverage')
      .where({ cluster })
      .orderBy('at', 'desc')
      .first('at', 'first_minutes', 'last_minutes');
    // Without a list the watches went on where those of before had ended.
    return row && { at: newest(row), lists: lists === 0 ? 0 : -1 };
  }
}

/**
 * Has the incomplete hours of a gap computed again soon: whether nothing was missed or everything was read anew, more is
 * known of them now.
 */
async function redoGap(
  trx: Knex,
  cluster: string,
  since: number,
  until: number,
): Promise<void> {
  await trx('cost_runs')
    .whereIn(
      'cluster',
      trx('cost_clusters').where({ name: cluster }).select('id'),
    )
    .where({ status: 'incomplete' })
    .where('at', '>', since - HOUR)
    .where('at', '<=', until - HOUR)
    .update({ redo_at: until + SETTLING, attempts: 0 });
}

/** Minutes of an hour in which nodes and pods were known as they were. */
export async function observedMinutes(
  knex: Knex,
  cluster: string,
  hour: number,
): Promise<number> {
  const row: CoverageRow | undefined = await knex('cost_coverage')
    .where({ cluster, at: hour })
    .first('at', 'first_minutes', 'last_minutes');
  return row ? count(row.first_minutes) + count(row.last_minutes) : 0;
}
