import {
  compactContainerDay,
  type ContainerDay,
  decodeContainerDay,
  emptyContainerDay,
  encodeContainerDay,
} from '@portlight/plugin-portlight-common';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import {
  chunks,
  type Lease,
  type TableShape,
  upsertRows,
} from '../../inventory';

/** A container of a workload; all empty for the cluster itself: when it was measured. */
export interface ContainerPlace {
  namespace: string;
  /** `Kind/name`. */
  workload: string;
  container: string;
}

/** A place with its number. */
export interface ContainerSpec extends ContainerPlace {
  id: number;
}

/** What is done to a container's day. */
export interface DayChange extends ContainerPlace {
  /**
   * Must be able to happen twice, with the same result.
   *
   * @returns whether the day is another one now
   */
  apply(day: ContainerDay): boolean;
}

/** The place of what is known of a cluster as a whole. */
export const WHOLE_CLUSTER: ContainerPlace = {
  namespace: '',
  workload: '',
  container: '',
};

/** A container's day. */
export interface DayRow {
  spec: number;
  /** Days since the epoch. */
  day: number;
  usage: ContainerDay;
}

const DAYS: TableShape = {
  name: 'container_usage',
  key: ['spec', 'day'],
  columns: ['data'],
};
/** Containers in one transaction. */
const CHUNK = 500;
/** Bytes of a day that is over. */
const LARGEST_DAY = 1024;

function keyOf({ namespace, workload, container }: ContainerPlace): string {
  return `${namespace}\n${workload}\n${container}`;
}

/** SQLite works in this thread: others get their turn. */
function turn(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}

/** Keeps what containers used, by day. */
export class ContainerUsageStore {
  /** @param logger - told of days that cannot be read, which are left out and kept as they are */
  constructor(
    private readonly knex: Knex,
    private readonly logger?: Pick<LoggerService, 'warn'>,
  ) {}

  /** The containers of a cluster of which anything is kept. */
  async specs(cluster: string): Promise<ContainerSpec[]> {
    return this.knex('container_specs')
      .where({ cluster })
      .orderBy('id')
      .select('id', 'namespace', 'workload', 'container');
  }

  /**
   * Changes days, some hundred containers in a transaction. What fails in between may be done again as a whole.
   *
   * @param day - days since the epoch
   * @returns how many days of containers are other ones now
   */
  async change(
    cluster: string,
    day: number,
    changes: readonly DayChange[],
    lease: Pick<Lease, 'check'>,
  ): Promise<number> {
    let changed = 0;
    const ids = new Map(
      (await this.specs(cluster)).map(spec => [keyOf(spec), spec.id]),
    );
    for (const chunk of chunks(changes, CHUNK)) {
      changed += await this.knex.transaction(async trx => {
        await lease.check(trx);
        await this.#introduce(trx, cluster, chunk, ids);
        return this.#changeDays(trx, day, chunk, ids);
      });
      await turn();
    }
    return changed;
  }

  /** Days of some containers, from a day on. */
  async days(
    specs: readonly number[],
    since: number,
  ): Promise<(DayRow & { size: number })[]> {
    const rows: { spec: number; day: number; data: Buffer }[] = await this.knex(
      'container_usage',
    )
      .whereIn('spec', specs)
      .where('day', '>=', since)
      .select('spec', 'day', 'data');
    return rows.flatMap(({ spec, day, data }) => {
      const usage = this.#decode(spec, day, data);
      return usage ? [{ spec, day, usage, size: data.length }] : [];
    });
  }

  /** Makes days that are over as small as they may be. */
  async compact(
    days: readonly (DayRow & { size: number })[],
    today: number,
    lease: Pick<Lease, 'check'>,
  ): Promise<void> {
    const rows = days
      .filter(({ day, size }) => day < today && size > LARGEST_DAY)
      .filter(({ usage }) => compactContainerDay(usage));
    if (rows.length === 0) return;
    await this.knex.transaction(async trx => {
      await lease.check(trx);
      await this.#write(trx, rows);
    });
  }

  async #introduce(
    trx: Knex,
    cluster: string,
    places: readonly ContainerPlace[],
    ids: Map<string, number>,
  ): Promise<void> {
    const missing = places.filter(place => !ids.has(keyOf(place)));
    if (missing.length === 0) return;
    await trx('container_specs')
      .insert(
        missing.map(({ namespace, workload, container }) => ({
          cluster,
          namespace,
          workload,
          container,
        })),
      )
      .onConflict(['cluster', 'namespace', 'workload', 'container'])
      .ignore();
    const found: ContainerSpec[] = await trx('container_specs')
      .where({ cluster })
      .whereIn('namespace', [...new Set(missing.map(each => each.namespace))])
      .whereIn('workload', [...new Set(missing.map(each => each.workload))])
      .select('id', 'namespace', 'workload', 'container');
    found.forEach(spec => ids.set(keyOf(spec), spec.id));
  }

  async #changeDays(
    trx: Knex,
    day: number,
    changes: readonly DayChange[],
    ids: ReadonlyMap<string, number>,
  ): Promise<number> {
    const stored: { spec: number; data: Buffer }[] = await trx(
      'container_usage',
    )
      .where({ day })
      .whereIn(
        'spec',
        changes.map(change => ids.get(keyOf(change))!),
      )
      .select('spec', 'data');
    const known = new Map(stored.map(({ spec, data }) => [spec, data]));
    const rows = new Map<number, ContainerDay>();
    for (const change of changes) {
      const spec = ids.get(keyOf(change))!;
      const data = known.get(spec);
      const usage =
        rows.get(spec) ??
        (data ? this.#decode(spec, day, data) : emptyContainerDay());
      // One that cannot be read may be one of a later version: it stays as it is.
      if (usage && change.apply(usage)) rows.set(spec, usage);
    }
    await this.#write(
      trx,
      [...rows].map(([spec, usage]) => ({ spec, day, usage })),
    );
    return rows.size;
  }

  #decode(spec: number, day: number, data: Buffer): ContainerDay | undefined {
    try {
      return decodeContainerDay(data);
    } catch (error) {
      this.logger?.warn(
        `A day of usage is left out (container_usage, spec ${spec}, day ${day}): ${
          (error as Error).message
        }`,
      );
      return undefined;
    }
  }

  async #write(trx: Knex, rows: readonly DayRow[]): Promise<void> {
    await upsertRows(trx, DAYS, rows, ({ spec, day, usage }) => [
      spec,
      day,
      Buffer.from(encodeContainerDay(usage)),
    ]);
  }
}
