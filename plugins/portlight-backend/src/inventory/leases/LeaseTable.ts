import type { Knex } from 'knex';
import { isPostgres } from '../../database';
import { databaseNow } from './databaseNow';

/** What a lease is for: to read a cluster, or a job that is done once for the fleet. */
export type LeaseType = 'cluster' | 'task';

/** A row of the lease table. Times are the database's, in milliseconds since the epoch. */
export interface LeaseRow {
  type: LeaseType;
  name: string;
  owner: string | null;
  token: number;
  expiresAt: number;
  wantedBy: string | null;
  syncRequestedAt: number | null;
}

/** The table at one moment. */
export interface LeaseView {
  /** The database's time. */
  now: number;
  /** Replicas that were heard within the time of a lease. */
  replicas: ReadonlySet<string>;
  leases: LeaseRow[];
}

/** A lease that was got or kept. */
export interface LeaseGrant {
  type: LeaseType;
  name: string;
  token: number;
}

/** What a {@link LeaseTable} is made of. */
export interface LeaseTableOptions {
  knex: Knex;
  /** Who asks. */
  replica: string;
  /** How long a lease holds without being renewed, in milliseconds. */
  duration: number;
  /** The database's time as SQL, in milliseconds since the epoch; only tests have another one. */
  now?: string;
}

/** Somebody else has the lease: what was to be written would overwrite what the new owner writes. */
export class LeaseLostError extends Error {
  constructor(name: string) {
    super(`Another replica of the backend has taken over ${name}`);
    this.name = 'LeaseLostError';
  }
}

/**
 * How long a transaction may do nothing, in milliseconds. A process that is paused in the middle of one would
 * hold its locks, and with them the lease, for as long as it is.
 */
const IDLE_IN_TRANSACTION = 10_000;

/**
 * The leases in the database: every statement compares and changes in one step, by the database's clock, so
 * that it does not matter which replica runs late or has a wrong clock.
 */
export class LeaseTable {
  readonly #knex: Knex;
  readonly #replica: string;
  readonly #duration: number;
  readonly #now: string;

  constructor({ knex, replica, duration, now }: LeaseTableOptions) {
    this.#knex = knex;
    this.#replica = replica;
    this.#duration = duration;
    this.#now = now ?? databaseNow(knex);
  }

  /** Says that this replica is there, and prolongs all its leases, which it answers. */
  async renew(): Promise<LeaseGrant[]> {
    const now = this.#knex.raw(this.#now);
    await this.#knex('replicas')
      .insert({ name: this.#replica, started_at: now, seen_at: now })
      .onConflict('name')
      .merge({ seen_at: now });
    const rows = await this.#knex('leases')
      .where({ owner: this.#replica })
      .update({ expires_at: this.#later() })
      .returning(['type', 'name', 'lease_token']);
    return rows.map(grant);
  }

  /** Everything there is to know, in one look. */
  async look(): Promise<LeaseView> {
    const rows: RawLease[] = await this.#knex('leases').select(
      'type',
      'name',
      'owner',
      'lease_token',
      'expires_at',
      'wanted_by',
      'sync_requested_at',
    );
    const replicas: { name: string; seen_at: unknown; now: unknown }[] =
      await this.#knex('replicas').select(
        'name',
        'seen_at',
        this.#knex.raw(`${this.#now} as now`),
      );
    // This replica's own row is there, so that there is at least one.
    const now = Number(replicas[0]?.now ?? NaN);
    return {
      now,
      replicas: new Set(
        replicas
          .filter(
            // From the future: the database's clock was set back.
            ({ seen_at }) => Math.abs(Number(seen_at) - now) < this.#duration,
          )
          .map(({ name }) => name),
      ),
      leases: rows.map(row => ({
        type: row.type,
        name: row.name,
        owner: row.owner,
        token: Number(row.lease_token),
        expiresAt: Number(row.expires_at),
        wantedBy: row.wanted_by,
        syncRequestedAt:
          row.sync_requested_at === null ? null : Number(row.sync_requested_at),
      })),
    };
  }

  /** Makes free leases of these names, where there are none. */
  async introduce(type: LeaseType, names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    for (const name of names) {
      await this.#knex('leases')
        .insert({ type, name, expires_at: this.#knex.raw(this.#now) })
        .onConflict(['type', 'name'])
        .ignore();
    }
  }

  /** Takes those of the leases that are free, or that this replica had without knowing. */
  async claim(
    type: LeaseType,
    names: readonly string[],
  ): Promise<LeaseGrant[]> {
    if (names.length === 0) return [];
    return this.#knex.transaction(async trx => {
      const free = (query: Knex.QueryBuilder) =>
        query
          .where({ type })
          .whereIn('name', [...names])
          .whereRaw(
            `(owner is null or owner = ? or expires_at <= ${this.#now}
            or expires_at > ${this.#now} + ?)`,
            // Further away than any renewal sets it: the database's clock was set back.
            [this.#replica, 2 * this.#duration],
          );
      const query = free(trx('leases').select('name'));
      // A row in a transaction of its owner is not free, whatever the time.
      if (isPostgres(trx)) query.forUpdate().skipLocked();
      const claimable: string[] = (await query).map(
        (row: { name: string }) => row.name,
      );
      if (claimable.length === 0) return [];
      await trx('lease_tokens').increment('lease_token', 1);
      const rows = await free(trx('leases'))
        .whereIn('name', claimable)
        .update({
          owner: this.#replica,
          lease_token: trx('lease_tokens').select('lease_token'),
          expires_at: this.#later(),
          wanted_by: null,
        })
        .returning(['type', 'name', 'lease_token']);
      return rows.map(grant);
    });
  }

  /** Gives leases back, those that are still this replica's. A replica that asked for one has it first. */
  async release(leases: readonly LeaseGrant[]): Promise<void> {
    for (const { type, name, token } of leases) {
      await this.#knex('leases')
        .where({ type, name, owner: this.#replica, lease_token: token })
        .update({ owner: null, expires_at: this.#knex.raw(this.#now) });
    }
  }

  /** Removes the lease of something that is gone. */
  async forget({ type, name, token }: LeaseGrant): Promise<void> {
    await this.#knex('leases')
      .where({ type, name, owner: this.#replica, lease_token: token })
      .delete();
  }

  /** Asks the owner of a cluster to hand it over; nothing where another replica already does. */
  async want(name: string, before: string | null): Promise<void> {
    await this.#knex('leases')
      .where({ type: 'cluster', name, wanted_by: before })
      .update({ wanted_by: this.#replica });
  }

  /** Takes wishes back. */
  async unwant(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    await this.#knex('leases')
      .where({ type: 'cluster', wanted_by: this.#replica })
      .whereIn('name', [...names])
      .update({ wanted_by: null });
  }

  /** Asks whoever reads the cluster to read all of it anew; false where there is no such cluster. */
  async requestSync(name: string): Promise<boolean> {
    const changed = await this.#knex('leases')
      .where({ type: 'cluster', name })
      .update({ sync_requested_at: this.#knex.raw(this.#now) });
    return changed > 0;
  }

  /** The request is being answered. */
  async answerSync({ name, token }: LeaseGrant, requestedAt: number) {
    await this.#knex('leases')
      .where({
        type: 'cluster',
        name,
        lease_token: token,
        sync_requested_at: requestedAt,
      })
      .update({ sync_requested_at: null });
  }

  /** This replica ends: its share is the others' from now on. */
  async leave(): Promise<void> {
    await this.#knex('replicas').where({ name: this.#replica }).delete();
  }

  /**
   * For a database that only this process has, where whoever holds leases is a process of before that ended
   * without a word. Were it still there, its token would be refused.
   */
  async reset(): Promise<void> {
    await this.#knex('replicas').delete();
    await this.#knex('leases').update({ owner: null, expires_at: 0 });
  }

  /**
   * In the transaction of every write: refuses where the lease is not held any more, and keeps it from being
   * taken until the transaction ends.
   *
   * @throws {@link LeaseLostError}
   */
  async check(trx: Knex, { type, name, token }: LeaseGrant): Promise<void> {
    const query = trx('leases')
      .where({ type, name, owner: this.#replica, lease_token: token })
      .select('lease_token');
    if (isPostgres(trx)) {
      query
        .forUpdate()
        .select(
          trx.raw(
            `set_config('idle_in_transaction_session_timeout', ?, true)`,
            [String(IDLE_IN_TRANSACTION)],
          ),
        );
    }
    const rows: unknown[] = await query;
    if (rows.length === 0) throw new LeaseLostError(name);
  }

  #later(): Knex.Raw {
    return this.#knex.raw(`${this.#now} + ?`, [this.#duration]);
  }
}

interface RawLease {
  type: LeaseType;
  name: string;
  owner: string | null;
  lease_token: unknown;
  expires_at: unknown;
  wanted_by: string | null;
  sync_requested_at: unknown;
}

/** Big integers come from PostgreSQL as texts. */
function grant(row: {
  type: LeaseType;
  name: string;
  lease_token: unknown;
}): LeaseGrant {
  return { type: row.type, name: row.name, token: Number(row.lease_token) };
}
