import type { Knex } from 'knex';
import type { Lease } from '../../inventory';

/** The last wish to compute hours of the past of a cluster. */
export interface BackfillRow {
  cluster: string;
  /** Seconds since the epoch. */
  since: number;
  /** Exclusive. */
  until: number;
  /** Milliseconds since the epoch; the same for all clusters of a wish. */
  requestedAt: number;
  /** Hours. */
  total: number;
  done: number;
  state: 'running' | 'done' | 'failed';
  message?: string;
  finishedAt?: number;
}

interface StoredRow {
  cluster: string;
  since: number;
  until: number;
  requested_at: unknown;
  total: number;
  done: number;
  state: BackfillRow['state'];
  message: string | null;
  finished_at: unknown;
}

/** Wishes to compute hours of the past: made by any replica, fulfilled by those that own the clusters. */
export class BackfillRequests {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Asks for hours of some clusters, in the place of what was asked for of them before.
   *
   * @param request - `at`: milliseconds since the epoch
   */
  async add(
    clusters: readonly string[],
    request: { since: number; until: number; total: number; at: number },
  ): Promise<void> {
    const { at, ...range } = request;
    const row = {
      ...range,
      requested_at: at,
      done: 0,
      state: 'running',
      message: null,
      finished_at: null,
    };
    for (const cluster of [...clusters].sort()) {
      await this.knex('cost_backfills')
        .insert({ cluster, ...row })
        .onConflict('cluster')
        .merge(row);
    }
  }

  async of(cluster: string): Promise<BackfillRow | undefined> {
    const [row]: StoredRow[] = await this.knex('cost_backfills')
      .where({ cluster })
      .select();
    return row && readRow(row);
  }

  /** All of them. */
  async all(): Promise<BackfillRow[]> {
    const rows: StoredRow[] = await this.knex('cost_backfills').select();
    return rows.map(readRow);
  }

  /** Those of which something is to be done. */
  async running(): Promise<string[]> {
    return this.knex('cost_backfills')
      .where({ state: 'running' })
      .pluck('cluster');
  }

  /** Says how much it is altogether. */
  async progress(
    request: BackfillRow,
    lease: Lease,
    { total }: { total: number },
  ): Promise<void> {
    await this.#update(request, lease, { total });
  }

  /** So many hours more are there; within the transaction that writes them. */
  async advance(trx: Knex, request: BackfillRow, hours: number): Promise<void> {
    await trx('cost_backfills')
      .where(keyOf(request))
      .update({ done: trx.raw('done + ?', [hours]) });
  }

  /** It is done, or cannot be for a reason. */
  async finish(
    request: BackfillRow,
    lease: Lease,
    message?: string,
  ): Promise<void> {
    await this.#update(request, lease, {
      state: message === undefined ? 'done' : 'failed',
      message: message?.slice(0, 1_000) ?? null,
      finished_at: this.now(),
    });
  }

  async #update(
    request: BackfillRow,
    lease: Lease,
    values: object,
  ): Promise<void> {
    await this.knex.transaction(async trx => {
      await lease.check(trx);
      await trx('cost_backfills').where(keyOf(request)).update(values);
    });
  }
}

/** Another wish may have taken its place. */
function keyOf({ cluster, requestedAt }: BackfillRow) {
  return { cluster, requested_at: requestedAt };
}

function readRow(row: StoredRow): BackfillRow {
  const { requested_at, message, finished_at, ...same } = row;
  return {
    ...same,
    requestedAt: Number(requested_at),
    ...(message === null ? {} : { message }),
    ...(finished_at === null ? {} : { finishedAt: Number(finished_at) }),
  };
}
