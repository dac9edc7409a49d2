import {
  type Advice,
  type RightsizingStrategy,
  toNanos,
  type WorkloadAssessment,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import {
  chunks,
  type Lease,
  type TableShape,
  upsertRows,
} from '../../inventory';
import { turn } from './readCluster';
import type { RealisableSavings } from './realisable';

/** Rows in one transaction. */
const CHUNK = 250;

type Check = Pick<Lease, 'check'>;

const WORKLOADS: TableShape = {
  name: 'rightsizings',
  key: ['cluster', 'namespace', 'kind', 'name', 'strategy'],
  columns: ['saving', 'computed_at', 'document'],
};
const ADVICE: TableShape = {
  name: 'rightsizing_advice',
  key: ['cluster', 'type', 'namespace', 'kind', 'name'],
  columns: ['saving', 'since', 'computed_at', 'document'],
};

/** What is written of something that has a patch. */
export interface StoredDocument<Item> {
  item: Item;
  /** Becomes YAML when it is read: of most nobody reads it. */
  patch?: Record<string, unknown>;
}

/** Writes what a look at a cluster found, as a whole: what was not found again goes. */
export class RightsizingStore {
  /** @param run - milliseconds since the epoch; tells what this look wrote */
  constructor(
    private readonly knex: Knex,
    private readonly cluster: string,
    private readonly lease: Check,
    private readonly run: number,
  ) {}

  async writeWorkloads(
    assessments: readonly {
      strategy: RightsizingStrategy;
      assessment: WorkloadAssessment;
    }[],
  ): Promise<void> {
    const { knex, cluster, lease, run } = this;
    for (const chunk of chunks(assessments, CHUNK)) {
      await knex.transaction(async trx => {
        await lease.check(trx);
        await upsertRows(trx, WORKLOADS, chunk, ({ strategy, assessment }) => {
          const { namespace, kind, workload, theoreticalSaving } =
            assessment.item;
          return [
            cluster,
            namespace,
            kind,
            workload,
            strategy,
            toNanos(theoreticalSaving),
            run,
            JSON.stringify(assessment satisfies StoredDocument<unknown>),
          ];
        });
      });
      await turn();
    }
  }

  /** Since when advice is known, in seconds since the epoch, by type, namespace, kind and name. */
  async knownAdvice(): Promise<Map<string, number>> {
    const rows: {
      type: string;
      namespace: string;
      kind: string;
      name: string;
      since: number | string;
    }[] = await this.knex('rightsizing_advice')
      .where({ cluster: this.cluster })
      .select('type', 'namespace', 'kind', 'name', 'since');
    return new Map(
      rows.map(({ type, namespace, kind, name, since }) => [
        JSON.stringify([type, namespace, kind, name]),
        Number(since),
      ]),
    );
  }

  async writeAdvice(
    advice: readonly { advice: Advice; since: number }[],
  ): Promise<void> {
    const { knex, cluster, lease, run } = this;
    for (const chunk of chunks(advice, CHUNK)) {
      await knex.transaction(async trx => {
        await lease.check(trx);
        await upsertRows(trx, ADVICE, chunk, ({ advice: each, since }) => {
          const { type, namespace = '', kind, name, monthlySaving } = each.item;
          return [
            cluster,
            type,
            namespace,
            kind,
            name,
            toNanos(monthlySaving ?? 0),
            since,
            run,
            JSON.stringify(each satisfies StoredDocument<unknown>),
          ];
        });
      });
      await turn();
    }
  }

  /** Ends the look: what it did not find again is gone. */
  async finish(realisable: RealisableSavings): Promise<void> {
    const { knex, cluster, lease, run } = this;
    await knex.transaction(async trx => {
      await lease.check(trx);
      for (const table of ['rightsizings', 'rightsizing_advice']) {
        await trx(table)
          .where({ cluster })
          .whereNot('computed_at', run)
          .delete();
      }
      await trx('rightsizing_clusters')
        .insert({
          cluster,
          computed_at: run,
          realisable: JSON.stringify(realisable),
        })
        .onConflict('cluster')
        .merge(['computed_at', 'realisable']);
    });
  }
}
