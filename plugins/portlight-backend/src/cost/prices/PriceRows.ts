import { createHash, randomUUID } from 'node:crypto';
import {
  type LineProblem,
  type PriceOrigin,
  type PriceRule,
  ruleKey,
  type SourcedPrice,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { text, upsertRows } from '../../inventory';

/** Prices that are written at once. */
const BATCH = 500;

/** Contradictions that are told. */
const MOST_PROBLEMS = 20;

/** A price with its line in the source it is read from. */
export interface LinedRule {
  rule: PriceRule;
  line: number;
  /** Where it is another one than that of the source. */
  origin?: Pick<PriceOrigin, 'version' | 'at'>;
}

/** All prices of a source, in the currency of costs. */
export interface SourceContent {
  source: string;
  version: string;
  /** When they were published. */
  at?: string;
  rules: AsyncIterable<LinedRule> | Iterable<LinedRule>;
}

/** A price of the database, with the time in which it holds: seconds since the epoch. */
export interface DatedPrice extends SourcedPrice {
  validFrom: number;
  validTo: number | null;
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url').slice(0, 22);
}

const STAGING = {
  name: 'price_staging',
  key: ['batch', 'line'],
  columns: [
    'source',
    'key',
    'hash',
    'instance_type',
    'provider_id',
    'rule',
    'version',
    'at',
  ],
};

const TYPES = { name: 'priced_types', key: ['instance_type'], columns: [] };

const COPIED = STAGING.columns.join(', ');

/** Prices in the database, with their history. */
export class PriceRows {
  constructor(private readonly knex: Knex) {}

  /** The version of a source that was read last. */
  async version(source: string): Promise<string | undefined> {
    const row: { version: string | null } | undefined = await this.knex(
      'price_sources',
    )
      .where({ source })
      .first('version');
    return row?.version ?? undefined;
  }

  /** A number that is another one whenever prices have changed. */
  async revision(): Promise<number> {
    const [row]: { revision: number | string | null }[] = await this.knex(
      'price_sources',
    ).sum({ revision: 'revision' });
    return Number(row.revision ?? 0);
  }

  /** Notes what is wrong with a source; what was read before holds on. */
  async note(source: string, problem: string, now: number): Promise<void> {
    await this.knex('price_sources')
      .insert({
        source,
        revision: 0,
        lines: 0,
        problem,
        checked_at: now,
      })
      .onConflict('source')
      .merge({ problem, checked_at: now });
  }

  /** Why sources could not be read last. */
  async problems(): Promise<{ source: string; problem: string }[]> {
    return this.knex('price_sources')
      .whereNotNull('problem')
      .orderBy('source')
      .select('source', 'problem');
  }

  /**
   * Puts the prices of a source in the place of what it said before: a price that is other, new or gone is so from
   * `now` on; what a source says first has always been so. Read in parts, and then changed at once.
   *
   * @param now - seconds since the epoch
   * @returns lines with another price for what an earlier line has a price for already, which are left out; some of them
   */
  async replace(content: SourceContent, now: number): Promise<LineProblem[]> {
    const { knex } = this;
    const batch = randomUUID();
    try {
      await this.stage(batch, content);
      const conflicts = await this.conflicts(batch);
      await knex.transaction(async trx => {
        await this.activate(trx, batch, content, now);
      });
      return conflicts;
    } finally {
      await knex('price_staging').where({ batch }).delete();
    }
  }

  /**
   * Adds prices of a source for what it had none for; they have always been so, as far as anybody knows.
   *
   * @returns as {@link PriceRows.replace}
   */
  async add(content: SourceContent): Promise<LineProblem[]> {
    const { knex } = this;
    const batch = randomUUID();
    try {
      await this.stage(batch, content);
      const conflicts = await this.conflicts(batch);
      await knex.transaction(async trx => {
        // Locks the source: two replicas that miss the same types both add them.
        await trx('price_sources')
          .where({ source: content.source })
          .update({ lines: trx.ref('lines') });
        const added = await this.insertStaged(trx, batch, content.source, 0);
        if (added === 0) return;
        await trx('price_sources')
          .where({ source: content.source })
          .update({
            lines: trx.raw('lines + ?', [added]),
            revision: trx.raw('revision + 1'),
          });
      });
      return conflicts;
    } finally {
      await knex('price_staging').where({ batch }).delete();
    }
  }

  /** Types of machines that the price list was read for. */
  async types(): Promise<Set<string>> {
    return new Set(
      await this.knex('priced_types').pluck<string[]>('instance_type'),
    );
  }

  /** Notes that the price list was read for these, too. */
  async addTypes(types: readonly string[]): Promise<void> {
    await upsertRows(this.knex, TYPES, types, type => [type]);
  }

  /** Ends all prices of sources that are no longer there. */
  async keepOnly(sources: readonly string[], now: number): Promise<void> {
    await this.knex.transaction(async trx => {
      const gone: string[] = await trx('price_sources')
        .whereNotIn('source', [...sources])
        .pluck('source');
      for (const source of gone) {
        await trx('price_rows')
          .where({ source, valid_to: null })
          .update({ valid_to: now });
        await trx('price_sources')
          .where({ source })
          .update({
            version: null,
            problem: null,
            lines: 0,
            revision: trx.raw('revision + 1'),
          });
      }
    });
  }

  private async stage(batch: string, content: SourceContent): Promise<void> {
    const { source, at = '' } = content;
    const version = text(content.version, 253) ?? '';
    let part: LinedRule[] = [];
    const flush = async () => {
      const rows = part;
      part = [];
      await upsertRows(this.knex, STAGING, rows, ({ rule, line, origin }) => {
        const json = JSON.stringify(rule);
        const node = rule.kind === 'node' ? rule : undefined;
        return [
          batch,
          line,
          source,
          hashOf(ruleKey(rule)),
          hashOf(json),
          text(node?.instanceType, 253) ?? '',
          text(node?.providerId, 500) ?? '',
          json,
          text(origin?.version ?? version, 253) ?? '',
          origin?.at ?? at,
        ];
      });
    };
    for await (const rule of content.rules) {
      part.push(rule);
      if (part.length >= BATCH) {
        await flush();
        // SQLite works in this thread: others get their turn.
        await new Promise(resolve => {
          setImmediate(resolve);
        });
      }
    }
    if (part.length > 0) await flush();
  }

  private async conflicts(batch: string): Promise<LineProblem[]> {
    const found: { first?: number; last?: number }[] = await this.knex(
      'price_staging',
    )
      .where({ batch })
      .groupBy('key')
      .havingRaw('count(distinct hash) > 1')
      .min({ first: 'line' })
      .max({ last: 'line' })
      .orderBy('last')
      .limit(MOST_PROBLEMS);
    return found.map(({ first, last }) => ({
      line: last ?? 0,
      message: `is left out: line ${first} has another price for the same`,
    }));
  }

  private async activate(
    trx: Knex.Transaction,
    batch: string,
    { source, version, at }: SourceContent,
    now: number,
  ): Promise<void> {
    // Locks the source, so that two replicas that read the same do not both write it.
    await trx('price_sources')
      .insert({ source, revision: 0, lines: 0, checked_at: now })
      .onConflict('source')
      .merge({ checked_at: now });
    const { history } = (await trx('price_rows')
      .where({ source })
      .first(trx.raw('1 as history'))) ?? { history: 0 };
    const changed = await trx('price_rows')
      .where({ source, valid_to: null })
      .whereNotExists(
        trx('price_staging')
          .where({ batch })
          .whereRaw('price_staging.key = price_rows.key')
          .whereRaw('price_staging.hash = price_rows.hash')
          .select(trx.raw('1')),
      )
      .update({ valid_to: now });
    // What held for no time at all holds never.
    if (changed > 0) {
      await trx('price_rows')
        .where({ source, valid_to: now })
        .where('valid_from', '>=', now)
        .delete();
    }
    await this.insertStaged(trx, batch, source, history ? now : 0);
    const [{ lines }] = await trx('price_rows')
      .where({ source, valid_to: null })
      .count({ lines: '*' });
    await trx('price_sources')
      .where({ source })
      .update({
        version: text(version, 253),
        at: at ?? null,
        lines: Number(lines),
        problem: null,
        checked_at: now,
        revision: trx.raw('revision + 1'),
      });
  }

  /** Of two lines for the same, the first one. */
  private async insertStaged(
    trx: Knex.Transaction,
    batch: string,
    source: string,
    validFrom: number,
  ): Promise<number> {
    const count = async () => {
      const [{ rows }] = await trx('price_rows')
        .where({ source })
        .count({ rows: '*' });
      return Number(rows);
    };
    const before = await count();
    await trx.raw(
      `insert into price_rows (${COPIED}, valid_from)
       select ${COPIED}, cast(? as integer) from price_staging
       where batch = ?
         and line = (select min(line) from price_staging other where other.batch = ? and other.key = price_staging.key)
         and not exists (select 1 from price_rows
           where price_rows.source = ? and price_rows.key = price_staging.key and price_rows.valid_to is null)`,
      [validFrom, batch, batch, source],
    );
    return (await count()) - before;
  }

  /**
   * The prices, of all times, for nodes of any of these types and machines, and for any.
   *
   * @param instanceTypes - with the empty one for prices that are for all types
   */
  async ofTypes(
    instanceTypes: readonly string[],
    providerIds: readonly string[],
  ): Promise<(DatedPrice & { instanceType: string; providerId: string })[]> {
    const found: {
      source: string;
      instance_type: string;
      provider_id: string;
      rule: string;
      version: string;
      at: string;
      valid_from: number;
      valid_to: number | null;
    }[] = [];
    const columns = [
      'source',
      'instance_type',
      'provider_id',
      'rule',
      'version',
      'at',
      'valid_from',
      'valid_to',
    ];
    for (let start = 0; start < instanceTypes.length; start += BATCH) {
      found.push(
        ...(await this.knex('price_rows')
          .whereIn('instance_type', instanceTypes.slice(start, start + BATCH))
          .where('provider_id', '')
          .select(columns)),
      );
    }
    for (let start = 0; start < providerIds.length; start += BATCH) {
      found.push(
        ...(await this.knex('price_rows')
          .whereIn('provider_id', providerIds.slice(start, start + BATCH))
          .select(columns)),
      );
    }
    return found.map(row => ({
      instanceType: row.instance_type,
      providerId: row.provider_id,
      rule: JSON.parse(row.rule),
      origin: {
        source: row.source,
        version: row.version,
        ...(row.at ? { at: row.at } : {}),
      },
      validFrom: row.valid_from,
      validTo: row.valid_to,
    }));
  }

  /** Whether any price is for one machine only. */
  async hasMachines(): Promise<boolean> {
    const row = await this.knex('price_rows')
      .whereNot('provider_id', '')
      .first('id');
    return row !== undefined;
  }
}
