import type { MetricsSource } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { Lease } from '../../inventory';
import type { RetentionTask } from '../../inventory/retention';

/** The sources that every cluster may have. */
export const METRICS_API = 'metricsApi';
export const KUBELET = 'kubelet';

/** How a source answered last. */
export interface SourceState {
  status: MetricsSource['status'];
  /** One sentence. */
  message?: string;
  /** ISO 8601. */
  checkedAt: string;
}

interface Row {
  cluster: string;
  source: string;
  status: MetricsSource['status'];
  message: string | null;
  checked_at: string;
}

/** Milliseconds until what is as it was is written again, so that it shows when it was looked at. */
const REFRESH = 5 * 60 * 1000;
/** Longer messages are not sentences of ours. */
const LONGEST_MESSAGE = 2000;

/** Keeps how sources answered, for the replicas that do not ask them themselves. */
export class SourceStates {
  readonly #knex: Knex;
  readonly #now: () => number;
  readonly #written = new Map<string, { text: string; at: number }>();

  constructor(knex: Knex, now: () => number = Date.now) {
    this.#knex = knex;
    this.#now = now;
  }

  /**
   * Notes how a source of a cluster answered.
   *
   * @param lease - of what only the owner of the cluster asks
   * @throws LeaseLostError, and what the database throws
   */
  async note(
    key: { cluster: string; source: string },
    { status, message }: Omit<SourceState, 'checkedAt'>,
    lease?: Lease,
  ): Promise<void> {
    const now = this.#now();
    const text = JSON.stringify([status, message]);
    const place = JSON.stringify([key.cluster, key.source]);
    const before = this.#written.get(place);
    if (before?.text === text && now - before.at < REFRESH) return;
    await this.#knex.transaction(async trx => {
      await lease?.check(trx);
      await trx('metric_sources')
        .insert({
          ...key,
          status,
          message: message?.slice(0, LONGEST_MESSAGE) ?? null,
          checked_at: new Date(now).toISOString(),
        })
        .onConflict(['cluster', 'source'])
        .merge();
    });
    this.#written.set(place, { text, at: now });
  }

  /** What another replica writes from now on is not known here any more. */
  forget(cluster: string): void {
    for (const place of this.#written.keys()) {
      if (JSON.parse(place)[0] === cluster) this.#written.delete(place);
    }
  }

  /** How the sources of some clusters answered, by cluster and source. */
  async read(
    clusters: readonly string[],
  ): Promise<Map<string, Map<string, SourceState>>> {
    const states = new Map<string, Map<string, SourceState>>();
    // Few enough for the parameters of a statement.
    for (let start = 0; start < clusters.length; start += 500) {
      const rows: Row[] = await this.#knex('metric_sources')
        .whereIn('cluster', clusters.slice(start, start + 500))
        .select();
      for (const { cluster, source, status, message, checked_at } of rows) {
        let of = states.get(cluster);
        if (!of) states.set(cluster, (of = new Map()));
        of.set(source, {
          status,
          ...(message === null ? {} : { message }),
          checkedAt: checked_at,
        });
      }
    }
    return states;
  }
}

/** Removes what is about clusters that are gone, for the mirror's retention. */
export function sourceRetention(): RetentionTask {
  return {
    name: 'metric_sources',
    remove: async (trx, rows) => {
      const gone: { cluster: string; source: string }[] = await trx(
        'metric_sources',
      )
        .whereNotIn('cluster', trx('clusters').select('name'))
        .limit(rows)
        .select('cluster', 'source');
      if (gone.length === 0) return 0;
      return trx('metric_sources')
        .whereIn('cluster', [...new Set(gone.map(({ cluster }) => cluster))])
        .delete();
    },
  };
}
