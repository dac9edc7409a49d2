import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  type CurrencyOptions,
  PortlightError,
  readCostWindow,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { OperationHandlers } from '../../api/operations';
import { audited } from '../../clusters';
import type { Visibility } from '../../permissions';
import { CostFence } from '../read/CostFence';
import type { CostReader } from '../store';
import { answerBill } from './answers';
import type { BillStore, StoredBill } from './BillStore';
import { billBody } from './billBody';
import { importBill } from './importBill';
import { readAccuracy } from './readAccuracy';

/** What {@link createBillHandlers} is made of. */
export interface BillHandlersOptions {
  knex: Knex;
  auditor: AuditorService;
  store: BillStore;
  reader: Pick<CostReader, 'first' | 'totals' | 'coverage'>;
  currency: CurrencyOptions;
  /** May change while it runs. */
  settings: { timeZone: string };
  /** Milliseconds since the epoch. */
  now?: () => number;
}

function noSuchBill(): PortlightError {
  return new PortlightError({
    status: 404,
    code: 'not-found',
    message: 'There is no such bill',
  });
}

/** Answers what bills say, and takes new ones. */
export function createBillHandlers(
  options: BillHandlersOptions,
): Pick<
  OperationHandlers,
  'listBills' | 'importBill' | 'deleteBill' | 'getCostAccuracy'
> {
  const { knex, auditor, store, now = Date.now } = options;

  /** Clusters with costs that are visible as a whole: a bill is about all that is in them. */
  const wholeClusters = async (
    visibility: Visibility,
    wanted?: readonly string[],
  ): Promise<string[]> => {
    const fence = await CostFence.read(knex, visibility);
    const known: string[] = await knex('cost_clusters')
      .orderBy('name')
      .pluck('name');
    return (
      fence.visible(
        wanted ? known.filter(name => wanted.includes(name)) : known,
      ) ?? []
    ).filter(cluster => fence.sees({ cluster, class: 'idle' }));
  };

  /** Bills of which everything may be seen. */
  const visibleBills = async (
    visibility: Visibility,
  ): Promise<StoredBill[]> => {
    const clusters = new Set(await wholeClusters(visibility));
    return (await store.list()).filter(bill =>
      bill.clusters.every(name => clusters.has(name)),
    );
  };

  return {
    listBills: {
      answer: async ({ visibility }) => {
        const items = (await visibleBills(visibility)).map(answerBill);
        return { items, total: items.length };
      },
    },
    importBill: {
      answer: async ({ query, request, visibility, credentials }) => {
        const { name, dryRun = false, column = [] } = query;
        if (name !== undefined && (await store.find({ name }))) {
          const own = (await visibleBills(visibility)).some(
            bill => bill.name === name,
          );
          if (!own) {
            throw new PortlightError({
              status: 409,
              code: 'bill-overlaps',
              message:
                'There is a bill of this name that you may not replace; use another name',
            });
          }
        }
        const { principal } = credentials;
        const run = async () =>
          importBill(
            {
              body: billBody(request),
              name,
              dryRun,
              columns: column,
              clusters: new Set(await wholeClusters(visibility)),
              importedBy:
                principal.type === 'user'
                  ? principal.userEntityRef
                  : principal.subject,
            },
            options,
          );
        if (dryRun) return run();
        return audited(
          auditor,
          {
            eventId: 'bill-import',
            severityLevel: 'medium',
            request,
            meta: { ...(name === undefined ? {} : { name }) },
          },
          run,
          ({ stored, lines, refused }) => ({ stored, lines, refused }),
        );
      },
    },
    deleteBill: {
      answer: async ({ path, request, visibility }) => {
        const bill = (await visibleBills(visibility)).find(
          ({ id }) => id === path.id,
        );
        if (!bill) throw noSuchBill();
        await audited(
          auditor,
          {
            eventId: 'bill-delete',
            severityLevel: 'medium',
            request,
            meta: { bill: bill.id, name: bill.name },
          },
          async () => {
            if (!(await store.delete(bill.id))) throw noSuchBill();
          },
        );
      },
    },
    getCostAccuracy: {
      answer: async ({ query, visibility }) => {
        const { settings, currency } = options;
        const seconds = Math.floor(now() / 1000);
        const { since, until } = readCostWindow(query.window ?? '30d', {
          now: seconds,
          timeZone: settings.timeZone,
        });
        return readAccuracy(
          {
            clusters: await wholeClusters(visibility, query.cluster),
            since,
            until,
            now: seconds,
          },
          { ...options, currency: currency.currency },
        );
      },
    },
  };
}
