import type { MetricsSnapshot } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { RetentionTask } from '../../inventory';
import type { ActiveTarget, TargetKey } from '../../peers';
import { decodeSnapshot, encodeSnapshot } from './encodeSnapshot';

/** A target as snapshots of it are found: by its topic too, so that none is taken for that of another of its name. */
export type SnapshotTarget = TargetKey & { readonly topic: string };

/** What is known of a stored snapshot without reading it. */
export interface SnapshotRevision {
  /** Never the same for two states. */
  revision: string;
  /** Milliseconds since the epoch. */
  takenAt: number;
}

/** A stored snapshot. */
export interface StoredSnapshot extends SnapshotRevision {
  snapshot: MetricsSnapshot;
}

interface Row {
  cluster: string;
  target: string;
  topic: string;
  revision: string;
  taken_at: string;
  body?: Buffer;
}

const TABLE = 'metric_snapshots';

/** Targets of one statement: databases bound the number of values. */
const MOST_TARGETS = 200;

/** Rows of targets that nobody has scraped for so long go, in milliseconds. */
const KEPT_FOR = 60 * 60 * 1000;

let written = 0;

/** The last aggregate of each target in SQL, written by the replica that scrapes it and read by all. */
export class SnapshotStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Replaces a target's snapshot.
   *
   * @param takenAt - milliseconds since the epoch
   * @returns bytes as stored
   * @throws LeaseLostError where another replica scrapes the target by now
   */
  async write(
    target: ActiveTarget,
    snapshot: MetricsSnapshot,
    takenAt: number,
    limit: number,
  ): Promise<number> {
    const { body } = await encodeSnapshot(snapshot, limit);
    written += 1;
    const row: Row = {
      cluster: target.cluster,
      target: target.id,
      topic: target.topic,
      // Tokens of leases are never given twice.
      revision: `${target.lease.token}.${written}`,
      taken_at: new Date(takenAt).toISOString(),
      body,
    };
    await this.knex.transaction(async trx => {
      await target.lease.check(trx);
      await trx(TABLE).insert(row).onConflict(['cluster', 'target']).merge();
    });
    return body.byteLength;
  }

  /** The revisions of the snapshots that there are of these targets, by topic. */
  async revisions(
    targets: readonly SnapshotTarget[],
  ): Promise<Map<string, SnapshotRevision>> {
    const rows = await this.#select(targets, []);
    return new Map(rows.map(row => [row.topic, revisionOf(row)]));
  }

  /** The snapshots that there are of these targets, by topic. */
  async read(
    targets: readonly SnapshotTarget[],
  ): Promise<Map<string, StoredSnapshot>> {
    const rows = await this.#select(targets, ['body']);
    const read = new Map<string, StoredSnapshot>();
    for (const row of rows) {
      const snapshot = await decodeSnapshot(row.body!);
      read.set(row.topic, { ...revisionOf(row), snapshot });
    }
    return read;
  }

  async #select(
    targets: readonly SnapshotTarget[],
    columns: readonly string[],
  ): Promise<Row[]> {
    const topics = new Set(targets.map(({ topic }) => topic));
    const rows: Row[] = [];
    for (let at = 0; at < targets.length; at += MOST_TARGETS) {
      const some = targets.slice(at, at + MOST_TARGETS);
      rows.push(
        ...(await this.knex(TABLE)
          .select('cluster', 'target', 'topic', 'revision', 'taken_at')
          .select(columns)
          .whereIn(
            ['cluster', 'target'],
            some.map(({ cluster, id }) => [cluster, id]),
          )),
      );
    }
    return rows.filter(({ topic }) => topics.has(topic));
  }
}

function revisionOf({ revision, taken_at }: Row): SnapshotRevision {
  return { revision, takenAt: Date.parse(taken_at) };
}

/** Removes the snapshots of targets that nobody asks for any more. */
export function snapshotRetention(now: () => number): RetentionTask {
  return {
    name: TABLE,
    remove: (trx, rows) =>
      trx(TABLE)
        .whereIn(
          ['cluster', 'target'],
          trx(TABLE)
            .where('taken_at', '<', new Date(now() - KEPT_FOR).toISOString())
            .orderBy('taken_at')
            .limit(rows)
            .select('cluster', 'target'),
        )
        .delete(),
  };
}
