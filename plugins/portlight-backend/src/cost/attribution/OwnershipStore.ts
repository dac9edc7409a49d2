import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type {
  EntityOwnership,
  OwnershipSnapshot,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Who owned what, a snapshot a day. What is written stays: costs of a past day belong to who owned them then. */
export class OwnershipStore {
  constructor(private readonly knex: Knex) {}

  /** Whether there is one of the day. */
  async has(day: string): Promise<boolean> {
    return (
      (await this.knex('cost_ownership').where({ day }).first('day')) !==
      undefined
    );
  }

  /** The day of the snapshot that counts for a day: the nearest that is not later, else the first of all. */
  async dayFor(day: string): Promise<string | undefined> {
    const days = this.knex('cost_ownership').select('day').limit(1);
    const [before] = await days
      .clone()
      .where('day', '<=', day)
      .orderBy('day', 'desc');
    const [found] = before ? [before] : await days.orderBy('day');
    return found?.day;
  }

  /** The snapshot of a day that has one. */
  async read(day: string): Promise<OwnershipSnapshot> {
    const row: { body: Buffer } | undefined = await this.knex('cost_ownership')
      .where('day', '<=', day)
      .whereNotNull('body')
      .orderBy('day', 'desc')
      .first('body');
    const entities: EntityOwnership[] = row
      ? JSON.parse((await decompress(row.body)).toString())
      : [];
    return { day, entities };
  }

  /** Adds the snapshot of a day. Where there is one already, that one stays. */
  async add(snapshot: OwnershipSnapshot): Promise<void> {
    const { day, entities } = snapshot;
    const before = await this.dayFor(day);
    // Most days are like the day before; a day costs a row then, and no copy of the catalog.
    const same =
      before !== undefined &&
      before < day &&
      JSON.stringify((await this.read(before)).entities) ===
        JSON.stringify(entities);
    await this.knex('cost_ownership')
      .insert({
        day,
        taken_at: new Date().toISOString(),
        entities: entities.length,
        body: same ? null : await compress(JSON.stringify(entities)),
      })
      .onConflict('day')
      .ignore();
  }
}
