import type { AuditorService } from '@backstage/backend-plugin-api';
import type { CurrencyOptions } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { RetentionTask } from '../../inventory';
import type { CostReader, CostStore } from '../store';
import { createBillHandlers } from './billHandlers';
import { BillStore } from './BillStore';

const DAY = 24 * 60 * 60;

/** Seconds that a machine is remembered for bills that may still come. */
const MACHINES = 400 * DAY;

/** Bills and what they do to costs. */
export function createBills(options: {
  knex: Knex;
  auditor: AuditorService;
  storage: {
    store: Pick<CostStore, 'markDue' | 'rollUp'>;
    reader: CostReader;
  };
  currency: CurrencyOptions;
  settings: { timeZone: string };
  now?: () => number;
}) {
  const { storage } = options;
  const store = new BillStore({ ...options, store: storage.store });
  return {
    /** For the prices of hours. */
    factors: store.factorsOf,
    note: store.note,
    handlers: createBillHandlers({ ...options, ...storage, store }),
  };
}

/** Forgets machines that no bill will name any more. */
export function billRetention(now: () => number = Date.now): RetentionTask {
  return {
    name: 'billed_machines',
    remove: (trx, rows) =>
      trx('billed_machines')
        .whereIn(
          ['key', 'cluster'],
          trx('billed_machines')
            .where('seen_at', '<', Math.floor(now() / 1000) - MACHINES)
            .orderBy('seen_at')
            .limit(rows)
            .select('key', 'cluster'),
        )
        .delete(),
  };
}
