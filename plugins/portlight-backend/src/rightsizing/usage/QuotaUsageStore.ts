import {
  type Histogram,
  type KubernetesObject,
  parseQuantity,
  QUOTA_BUCKETS,
  quotaHistogram,
  SLOTS_PER_DAY,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { Lease } from '../../inventory';

/** What was used of a quota over some days. */
export interface QuotaHistory {
  used: Map<string, Histogram>;
  /** Days of which something is known. */
  days: number;
}

interface Row {
  namespace: string;
  name: string;
  slot: number;
  samples: number;
  used: string;
}

type Used = Record<string, Record<string, number>>;

/** Quotas of one cluster, and resources of one quota, that are followed. */
const MAXIMUM_QUOTAS = 5_000;
const MAXIMUM_RESOURCES = 100;

function keyOf({ namespace, name }: { namespace: string; name: string }) {
  return `${namespace}/${name}`;
}

function addUsed(used: Used, record: KubernetesObject): Used {
  // Names are those of whoever wrote the quota: in a map none of them means anything.
  const added = new Map(Object.entries(used));
  const amounts = Object.entries(record.status?.used ?? {});
  for (const [resource, amount] of amounts.slice(0, MAXIMUM_RESOURCES)) {
    const quantity = parseQuantity(amount);
    if (quantity === undefined || quantity < 0) continue;
    const bucket = QUOTA_BUCKETS.find(quantity);
    const buckets = { ...added.get(resource) };
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    added.set(resource, buckets);
  }
  return Object.fromEntries(added);
}

/** Keeps what is used of ResourceQuotas, by day. */
export class QuotaUsageStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Notes what is used now, once in five minutes.
   *
   * @param at - five minutes, counted since the epoch
   */
  async sample(
    cluster: string,
    at: number,
    lease: Pick<Lease, 'check'>,
  ): Promise<void> {
    const records: string[] = await this.knex('records')
      .where({ cluster, kind: 'ResourceQuota' })
      .limit(MAXIMUM_QUOTAS)
      .pluck('record');
    if (records.length === 0) return;
    const day = Math.floor(at / SLOTS_PER_DAY);
    const slot = at % SLOTS_PER_DAY;
    await this.knex.transaction(async trx => {
      await lease.check(trx);
      const stored: Row[] = await trx('quota_usage').where({ cluster, day });
      const known = new Map(stored.map(row => [keyOf(row), row]));
      for (const text of records) {
        const record: KubernetesObject = JSON.parse(text);
        const { namespace = '', name = '' } = record.metadata ?? {};
        const before = known.get(keyOf({ namespace, name }));
        if (before && before.slot >= slot) continue;
        const used = addUsed(before ? JSON.parse(before.used) : {}, record);
        await trx('quota_usage')
          .insert({
            cluster,
            namespace,
            name,
            day,
            slot,
            samples: (before?.samples ?? 0) + 1,
            used: JSON.stringify(used),
          })
          .onConflict(['cluster', 'namespace', 'name', 'day'])
          .merge(['slot', 'samples', 'used']);
      }
    });
  }

  /**
   * By `namespace/name`, what was used since a day.
   *
   * @param since - days since the epoch
   */
  async read(
    cluster: string,
    since: number,
  ): Promise<Map<string, QuotaHistory>> {
    const rows: Row[] = await this.knex('quota_usage')
      .where({ cluster })
      .where('day', '>=', since);
    const histories = new Map<string, QuotaHistory>();
    for (const row of rows) {
      const history = histories.get(keyOf(row)) ?? { used: new Map(), days: 0 };
      histories.set(keyOf(row), history);
      history.days += row.samples / SLOTS_PER_DAY;
      for (const [resource, buckets] of Object.entries(
        JSON.parse(row.used) as Used,
      )) {
        const histogram = history.used.get(resource) ?? quotaHistogram();
        history.used.set(resource, histogram);
        for (const [bucket, samples] of Object.entries(buckets)) {
          histogram.addToBucket(Number(bucket), samples);
        }
      }
    }
    return histories;
  }
}
