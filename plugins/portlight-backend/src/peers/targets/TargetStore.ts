import { randomUUID } from 'node:crypto';
import type {
  DiscoveredPeer,
  PeerProbe,
  PeerScrape,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { chunks, type Lease } from '../../inventory';
import { databaseNow } from '../../inventory/leases';
import type { PeerTargetSpec, StoredTarget, TargetKey } from './Target';

/** A peer as it is stored. */
export interface PeerDocument {
  peer: DiscoveredPeer;
  probe?: PeerProbe;
  /** Whether probes say that it is not alive. */
  dead?: boolean;
  scrape?: PeerScrape;
}

/** What one transaction writes about a target. */
export interface TargetChanges {
  /** By id. */
  upserts: readonly PeerDocument[];
  /** Ids. */
  removes: readonly string[];
  /** All that is stored and not among these goes; absent: only what `removes` names. */
  only?: ReadonlySet<string>;
  /** ISO 8601: when the peers were last read. */
  checkedAt?: string;
  message?: string;
  /** Whether the last reading failed. */
  failed: boolean;
}

/** Whose annotation has a target worked on always: the column that says so. */
export type AlwaysBy = 'by_service' | 'by_entity';

interface TargetRow {
  cluster: string;
  id: string;
  topic: string;
  spec: string;
  revision: number | string;
  by_service: boolean | number;
  by_entity: boolean | number;
  checked_at: string | null;
  message: string | null;
  failed: boolean | number;
}

const COLUMNS = [
  'cluster',
  'id',
  'topic',
  'spec',
  'revision',
  'by_service',
  'by_entity',
  'checked_at',
  'message',
  'failed',
] as const;

/** Rows in a statement; SQLite takes 32,766 values. */
const CHUNK = 500;

/** PostgreSQL takes no NUL in a text. */
function storable(value: unknown): string {
  return JSON.stringify(value).replaceAll('\\u0000', '\\ufffd');
}

function toTarget(row: TargetRow): StoredTarget {
  return {
    cluster: row.cluster,
    id: row.id,
    topic: row.topic,
    spec: JSON.parse(row.spec),
    // Big integers come from PostgreSQL as texts.
    revision: Number(row.revision),
    continuous: Boolean(row.by_service) || Boolean(row.by_entity),
    checkedAt: row.checked_at ?? undefined,
    message: row.message ?? undefined,
    failed: Boolean(row.failed),
  };
}

/** The tables of targets and peers. */
export class TargetStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Says that somebody asks for a target, which makes it where there is none, and answers it.
   *
   * @param always - whose annotation has it worked on without being asked for
   */
  async ask(
    key: TargetKey,
    spec: PeerTargetSpec,
    always?: AlwaysBy,
  ): Promise<StoredTarget> {
    const now = this.knex.raw(databaseNow(this.knex));
    const text = JSON.stringify(spec);
    const said = always ? { [always]: true } : {};
    await this.knex('peer_targets')
      .insert({
        ...key,
        topic: randomUUID(),
        spec: text,
        // One that was removed and comes back counts on from now: no reader has seen these revisions of it.
        revision: Date.now(),
        asked_at: now,
        ...said,
      })
      .onConflict(['cluster', 'id'])
      .merge({ asked_at: now, ...said });
    // Another way of finding them makes the peers others.
    const changed = await this.knex('peer_targets')
      .where({ ...key })
      .whereNot({ spec: text })
      .update({
        spec: text,
        revision: this.knex.raw('revision + 1'),
        checked_at: null,
        message: null,
        failed: false,
      });
    if (changed > 0) {
      await this.knex('peers')
        .where({ cluster: key.cluster, target: key.id })
        .delete();
    }
    return (await this.get(key))!;
  }

  async get(key: TargetKey): Promise<StoredTarget | undefined> {
    const row: TargetRow | undefined = await this.knex('peer_targets')
      .where({ ...key })
      .first(...COLUMNS);
    return row && toTarget(row);
  }

  /**
   * The targets of some clusters that are to be worked on: those asked for last, and the continuous ones.
   *
   * @param idleAfter - milliseconds without anybody asking
   */
  async active(
    clusters: readonly string[],
    idleAfter: number,
    limit: number,
  ): Promise<StoredTarget[]> {
    if (clusters.length === 0) return [];
    const rows: TargetRow[] = await this.knex('peer_targets')
      .whereIn('cluster', [...clusters])
      .where(any =>
        any
          .where('by_service', true)
          .orWhere('by_entity', true)
          .orWhereRaw(`asked_at > ${databaseNow(this.knex)} - ?`, [idleAfter]),
      )
      .orderBy('asked_at', 'desc')
      .limit(limit)
      .select(...COLUMNS);
    return rows.map(toTarget);
  }

  /** The targets that are worked on because of an annotation; of one cluster or of all. */
  async always(by: AlwaysBy, cluster?: string): Promise<StoredTarget[]> {
    const query = this.knex('peer_targets').where(by, true);
    if (cluster !== undefined) query.where({ cluster });
    const rows: TargetRow[] = await query.select(...COLUMNS);
    return rows.map(toTarget);
  }

  /** The annotation is gone: it is worked on while somebody asks only. */
  async notAlways({ cluster, id }: TargetKey, by: AlwaysBy): Promise<void> {
    await this.knex('peer_targets')
      .where({ cluster, id })
      .update({ [by]: false });
  }

  /** The peers of a target as they were stored last. */
  async peers({ cluster, id }: TargetKey): Promise<PeerDocument[]> {
    const rows: { document: string }[] = await this.knex('peers')
      .where({ cluster, target: id })
      .orderBy('id')
      .select('document');
    return rows.map(({ document }) => JSON.parse(document));
  }

  /**
   * Writes what has changed, in one transaction.
   *
   * @returns false where the target is not there any more, or its peers are found in another way now
   * @throws LeaseLostError where another replica works on it now
   */
  async write(
    { cluster, id, spec }: TargetKey & { spec: PeerTargetSpec },
    lease: Lease,
    changes: TargetChanges,
  ): Promise<boolean> {
    return this.knex.transaction(async trx => {
      await lease.check(trx);
      const updated = await trx('peer_targets')
        .where({ cluster, id, spec: JSON.stringify(spec) })
        .update({
          revision: trx.raw('revision + 1'),
          checked_at: changes.checkedAt ?? null,
          message: changes.message ?? null,
          failed: changes.failed,
        });
      if (updated === 0) return false;
      const own = () => trx('peers').where({ cluster, target: id });
      const removes = new Set(changes.removes);
      if (changes.only) {
        const stored: { id: string }[] = await own().select('id');
        for (const row of stored) {
          if (!changes.only.has(row.id)) removes.add(row.id);
        }
      }
      for (const ids of chunks([...removes], CHUNK)) {
        await own().whereIn('id', ids).delete();
      }
      for (const documents of chunks(changes.upserts, CHUNK)) {
        await trx('peers')
          .insert(
            documents.map(document => ({
              cluster,
              target: id,
              id: document.peer.id,
              document: storable(document),
            })),
          )
          .onConflict(['cluster', 'target', 'id'])
          .merge(['document']);
      }
      return true;
    });
  }
}
