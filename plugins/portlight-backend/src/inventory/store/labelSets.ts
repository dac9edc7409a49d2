import { createHash } from 'node:crypto';
import type { InventoryRow } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { type TableShape, upsertRows } from './bulk';
import { encodeLabels } from './values';

const LABEL_SETS: TableShape = {
  name: 'label_sets',
  key: ['cluster', 'id'],
  columns: ['labels'],
};

/** Ids that are remembered per cluster; a cluster with more has them written again, which changes nothing. */
const REMEMBERED = 20_000;

/** Sets that come before the unused ones of a cluster are looked for. */
const SWEEP_AFTER = 1_000;

/**
 * The name of a set of labels: the same wherever the same labels are. Long enough that nobody finds two sets
 * with the same name, because labels decide who may see an object.
 *
 * @param encoded - as `encodeLabels` writes them
 */
export function labelSetId(encoded: string): string {
  return createHash('sha256').update(encoded).digest('base64url').slice(0, 22);
}

interface LabelSet {
  id: string;
  encoded: string;
}

/** Replicas of a workload share one object with their labels. */
const setOf = new WeakMap<object, LabelSet>();

function labelSet(labels: Record<string, string>): LabelSet {
  let known = setOf.get(labels);
  if (!known) {
    const encoded = encodeLabels(labels);
    known = { id: labelSetId(encoded), encoded };
    setOf.set(labels, known);
  }
  return known;
}

interface KnownSets {
  ids: Set<string>;
  /** Sets that were added since unused ones were last removed. */
  added: number;
  /** Sets that were in use then. */
  used: number;
}

/** What a batch of objects adds. */
export interface LabelSetChanges {
  /** The set of each row, in their order. */
  ids: string[];
  /** Writes what is new, in the transaction of the objects and before them. */
  write(trx: Knex): Promise<void>;
  /** Removes what no object has any more, in the transaction of the objects and after them, when it is time. */
  sweep(trx: Knex): Promise<void>;
  /** Remembers what was committed. */
  committed(): void;
}

/**
 * The labels of objects, each set once for a cluster. Unused sets are removed by the cluster's only writer,
 * in the transaction of a batch: nobody else could tell a set that is unused from one that is just being
 * used again.
 */
export class LabelSets {
  readonly #known = new Map<string, KnownSets>();

  /** Another replica may have written in between. */
  forget(cluster: string): void {
    this.#known.delete(cluster);
  }

  /** Works out what a batch of objects adds to the sets of its cluster. */
  changes(cluster: string, rows: readonly InventoryRow[]): LabelSetChanges {
    // The first batch after a start sweeps, because what was unused before is not known.
    const before = this.#known.get(cluster) ?? {
      ids: new Set<string>(),
      added: Infinity,
      used: 0,
    };
    const fresh = new Map<string, string>();
    const ids = rows.map(row => {
      const { id, encoded } = labelSet(row.columns.labels);
      if (!before.ids.has(id)) fresh.set(id, encoded);
      return id;
    });
    const due =
      before.added + fresh.size > Math.max(SWEEP_AFTER, before.used) &&
      rows.length > 0;
    let used: number | undefined;
    return {
      ids,
      write: trx =>
        upsertRows(trx, LABEL_SETS, [...fresh], ([id, labels]) => [
          cluster,
          id,
          labels,
        ]),
      sweep: async trx => {
        if (due) used = await removeUnusedLabelSets(trx, cluster);
      },
      committed: () => {
        if (used !== undefined) {
          // Which of the remembered ones are left is not known.
          this.#known.set(cluster, { ids: new Set(ids), added: 0, used });
          return;
        }
        const remembered =
          before.ids.size + fresh.size > REMEMBERED
            ? new Set<string>()
            : before.ids;
        for (const id of fresh.keys()) remembered.add(id);
        this.#known.set(cluster, {
          ids: remembered,
          added: before.added + fresh.size,
          used: before.used,
        });
      },
    };
  }
}

/**
 * Removes the label sets of a cluster that no object has. Only for the cluster's writer, in a transaction
 * that it writes in.
 *
 * @returns how many are left
 */
export async function removeUnusedLabelSets(
  trx: Knex,
  cluster: string,
): Promise<number> {
  await trx('label_sets')
    .where({ cluster })
    .whereNotIn('id', used =>
      used.from('objects').select('label_set').where({ cluster }),
    )
    .delete();
  const [{ left }] = await trx('label_sets')
    .where({ cluster })
    .select(trx.raw('cast(count(*) as integer) as ??', ['left']));
  return left;
}
