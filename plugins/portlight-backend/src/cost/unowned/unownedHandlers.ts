import { ANNOTATION_EDIT_URL } from '@backstage/catalog-model';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type Attributor,
  calendarPeriod,
  claimWorkload,
  type CostNotice,
  type CostRecord,
  directCost,
  type EntityOwnership,
  fromNanos,
  readCostWindow,
  type UnownedCost,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { OperationHandlers } from '../../api/operations';
import { type AttributionSource, ownershipNotices } from '../attribution';
import { CostFence } from '../read/CostFence';
import { planLevel } from '../read/levels';
import { columnsOf, readTotals } from '../read/readTotals';
import { previousSpans } from '../read/spans';
import type { CostSettings } from '../settings';
import type { CostReader } from '../store';

const DEFAULT_WINDOW = '30d';
const DEFAULT_LIMIT = 100;
/** Workloads that a notice names. */
const NAMED = 5;

/** What {@link createUnownedHandlers} needs. */
export interface UnownedOptions {
  knex: Knex;
  reader: CostReader;
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  attribution: AttributionSource;
  /** The annotation that owners are read from first. */
  ownerKey?: string;
  settings: Pick<
    CostSettings,
    'currency' | 'timeZone' | 'retention' | 'enabled'
  >;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** A workload, with what it cost while nobody owned it. */
interface Unowned {
  record: CostRecord;
  cost: number;
}

function keyOf({ keys }: CostRecord): string {
  return JSON.stringify([
    keys.cluster,
    keys.namespace,
    keys.kind,
    keys.workload,
  ]);
}

function objectOf({ keys }: CostRecord) {
  return {
    cluster: keys.cluster,
    namespace: keys.namespace ?? '',
    workload: { kind: keys.kind ?? '', name: keys.workload ?? '' },
    labels: keys.labels,
  };
}

/** Sums of unowned rows by workload, dearest first. */
function byWorkload(records: readonly CostRecord[]): Map<string, Unowned> {
  const sums = new Map<string, Unowned>();
  for (const record of records) {
    if (record.keys.owner !== undefined) continue;
    const key = keyOf(record);
    const cost = directCost(record.figures) + (sums.get(key)?.cost ?? 0);
    sums.set(key, { record, cost });
  }
  return new Map(
    [...sums].sort(
      ([left, { cost }], [right, { cost: other }]) =>
        other - cost || (left < right ? -1 : 1),
    ),
  );
}

/** Where several entities with different owners select the same, somebody pays for another's. */
function ambiguous(
  records: readonly CostRecord[],
  attributor: Attributor,
): CostNotice[] {
  const workloads = new Map<string, string>();
  for (const record of records) {
    const object = objectOf(record);
    const owners = new Set(
      attributor.entities(object).map(({ owner }) => owner),
    );
    if (owners.size > 1) {
      const { cluster, namespace, workload } = object;
      workloads.set(
        keyOf(record),
        `${workload.kind}/${workload.name} in ${namespace} of ${cluster}`,
      );
    }
  }
  if (workloads.size === 0) return [];
  const names = [...workloads.values()].sort();
  return [
    {
      code: 'ambiguous-entities',
      message: `${names.length} workload${
        names.length === 1 ? ' is' : 's are'
      } selected by several entities of the catalog with different owners, of which the one with the most specific annotations pays: ${names
        .slice(0, NAMED)
        .join(', ')}${names.length > NAMED ? ', ...' : ''}`,
    },
  ];
}

/** Answers what nobody owns, and how that is changed. */
export function createUnownedHandlers(
  options: UnownedOptions,
): Pick<OperationHandlers, 'listUnownedCosts'> {
  const { knex, reader, catalog, attribution, ownerKey, settings } = options;
  const { timeZone, currency } = settings;

  /** Entities without an owner that are the users' to see, with where they are edited. */
  const readEntities = async (
    entities: readonly EntityOwnership[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, { ref: string; url: string }>> => {
    const refs = [...new Set(entities.map(({ ref }) => ref))];
    if (refs.length === 0) return new Map();
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: refs,
        fields: ['kind', 'metadata.name', 'metadata.annotations'],
      },
      { credentials },
    );
    return new Map(
      refs.flatMap((ref, index) => {
        const edit =
          items[index]?.metadata.annotations?.[ANNOTATION_EDIT_URL]?.trim();
        const page = `/catalog/${ref.replace(
          /^(.*?):(.*?)\/(.*)$/,
          '$2/$1/$3',
        )}`;
        // A link of the catalog's, which whoever writes entities can write anything into.
        const url = edit && /^https?:\/\//i.test(edit) ? edit : page;
        return items[index] ? [[ref, { ref, url }] as const] : [];
      }),
    );
  };

  return {
    listUnownedCosts: {
      answer: async ({ query, credentials, visibility }) => {
        const now = Math.floor(options.now() / 1000);
        const requested = query.window ?? DEFAULT_WINDOW;
        const window = readCostWindow(requested, { now, timeZone });
        const fence = await CostFence.read(knex, visibility);
        const plan = planLevel(
          { window, step: 'day', details: false, now },
          settings,
        );
        const clusters = fence.visible(query.cluster);
        const read = async (part: Pick<typeof plan, 'level' | 'span'>) => {
          const records = await readTotals(reader, {
            level: part.level,
            ...part.span,
            by: columnsOf([
              'cluster',
              'namespace',
              'workload',
              'owner',
              'label',
              ...fence.fields,
            ]),
            where: {
              class: ['workload'],
              ...(query.namespace && { namespace: query.namespace }),
            },
            ...(clusters && { clusters }),
          });
          return records.filter(({ keys }) => fence.sees(keys));
        };
        const records = await read(plan);
        const previous = byWorkload(
          (await Promise.all(previousSpans(plan, timeZone).map(read))).flat(),
        );
        const unowned = byWorkload(records);
        const costs = [...unowned.values()];
        const amount = costs.reduce((sum, { cost }) => sum + cost, 0);
        const total = records.reduce(
          (sum, record) => sum + directCost(record.figures),
          0,
        );

        const attributor = await attribution.forDay(
          calendarPeriod(now, 'day', timeZone).name,
        );
        const shown = [...unowned].slice(0, query.limit ?? DEFAULT_LIMIT);
        const selecting = new Map(
          shown.map(([key, { record }]) => [
            key,
            attributor
              .entities(objectOf(record))
              .find(({ owner }) => owner === undefined),
          ]),
        );
        const entities = await readEntities(
          [...selecting.values()].filter(entity => entity !== undefined),
          credentials,
        );
        const items = shown.map(([key, { record, cost }]): UnownedCost => {
          const object = objectOf(record);
          const before = previous.get(key)?.cost;
          return {
            cluster: object.cluster,
            namespace: object.namespace,
            kind: object.workload.kind,
            workload: object.workload.name,
            amount: fromNanos(cost),
            share: total > 0 ? cost / total : 0,
            ...(before !== undefined && { previous: fromNanos(before) }),
            claim: claimWorkload(
              object,
              entities.get(selecting.get(key)?.ref ?? ''),
              ownerKey,
            ),
          };
        });
        return {
          items,
          total: unowned.size,
          amount: fromNanos(amount),
          share: total > 0 ? amount / total : 0,
          currency,
          window: {
            start: new Date(plan.span.since * 1000).toISOString(),
            end: new Date(plan.span.until * 1000).toISOString(),
            requested,
          },
          notices: [
            ...[
              ...window.notices,
              ...(plan.notice === undefined ? [] : [plan.notice]),
            ].map(message => ({ code: 'window-clamped', message })),
            ...(fence.isOpen
              ? []
              : [
                  {
                    code: 'restricted',
                    message:
                      'Only workloads that you may see are listed and in these figures',
                  },
                ]),
            ...(await ownershipNotices(knex, plan.span, timeZone)),
            ...ambiguous(records, attributor),
          ],
        };
      },
    },
  };
}
