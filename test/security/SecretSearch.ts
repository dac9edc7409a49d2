import fs from 'node:fs';
import path from 'node:path';
import type { Knex } from 'knex';
import { secretForms, type SecretForm } from './secretForms';

/** A secret that was found where it must not be. */
export interface SecretFinding {
  /** The secret's label. */
  secret: string;
  form: string;
  /** File, table and column, or whatever the caller named. */
  place: string;
  /** Some characters before it, for finding the line that wrote it. */
  before: string;
}

const BEFORE = 60;
/** Bytes of a file that are looked at at once. */
const WINDOW = 4 * 1024 * 1024;

/**
 * Looks for secrets in whatever a run left behind: log and trace files, answers, database dumps.
 *
 * Give it the secrets that went in, by labels, and besides a canary that is written on purpose and must be
 * found: a search in the wrong place finds nothing either.
 */
export class SecretSearch {
  readonly #needles: (SecretForm & { secret: string; bytes: Buffer })[];
  readonly #longest: number;

  /** @param secrets - by labels, which are shown */
  constructor(secrets: Record<string, string>) {
    this.#needles = Object.entries(secrets).flatMap(([secret, value]) =>
      secretForms(value).map(each => ({
        ...each,
        secret,
        bytes: Buffer.from(each.text),
      })),
    );
    this.#longest = Math.max(
      0,
      ...this.#needles.map(({ bytes }) => bytes.length),
    );
  }

  /** @param place - what it is, for the report */
  inText(text: string, place: string): SecretFinding[] {
    return unique(this.#inBytes(Buffer.from(text), place));
  }

  /** Any value: objects as JSON, errors with their stacks, causes and fields. */
  inValue(value: unknown, place: string): SecretFinding[] {
    return unique(textsOf(value).flatMap(text => this.inText(text, place)));
  }

  /** A file of any size. */
  inFile(file: string): SecretFinding[] {
    const findings: SecretFinding[] = [];
    const descriptor = fs.openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(WINDOW + this.#longest);
      let kept = 0;
      for (;;) {
        const read = fs.readSync(descriptor, buffer, kept, WINDOW, null);
        if (read === 0) break;
        const filled = kept + read;
        findings.push(...this.#inBytes(buffer.subarray(0, filled), file));
        // What begins at the end of this window ends in the next one.
        const from = Math.max(0, filled - this.#longest);
        buffer.copy(buffer, 0, from, filled);
        kept = filled - from;
      }
    } finally {
      fs.closeSync(descriptor);
    }
    return unique(findings);
  }

  /** All files below a folder; symbolic links are not followed. */
  inFolder(folder: string): SecretFinding[] {
    return fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) return this.inFolder(place);
      return entry.isFile() ? this.inFile(place) : [];
    });
  }

  /** Every column of every row of every table, of all schemas on PostgreSQL. */
  async inDatabase(knex: Knex): Promise<SecretFinding[]> {
    const findings: SecretFinding[] = [];
    for (const { schema, table } of await tablesOf(knex)) {
      const query = knex(table);
      if (schema) query.withSchema(schema);
      const rows: Record<string, unknown>[] = await query.select('*');
      for (const row of rows) {
        for (const [column, value] of Object.entries(row)) {
          findings.push(...this.inValue(value, `${table}.${column}`));
        }
      }
    }
    return unique(findings);
  }

  #inBytes(bytes: Buffer, place: string): SecretFinding[] {
    return this.#needles.flatMap(needle => {
      const at = bytes.indexOf(needle.bytes);
      if (at < 0) return [];
      const { secret, form } = needle;
      const before = bytes
        .subarray(Math.max(0, at - BEFORE), at)
        .toString('utf8');
      return [{ secret, form, place, before }];
    });
  }
}

/** One finding per secret and place: a secret as text is also there in pieces. */
function unique(findings: readonly SecretFinding[]): SecretFinding[] {
  const known = new Map<string, SecretFinding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.secret, finding.place]);
    if (!known.has(key)) known.set(key, finding);
  }
  return [...known.values()];
}

async function tablesOf(
  knex: Knex,
): Promise<{ schema?: string; table: string }[]> {
  if (knex.client.config.client === 'pg') {
    return knex('information_schema.tables')
      .select({ schema: 'table_schema', table: 'table_name' })
      .where({ table_type: 'BASE TABLE' })
      .whereNotIn('table_schema', ['pg_catalog', 'information_schema']);
  }
  return knex('sqlite_master').select({ table: 'name' }).where('type', 'table');
}

/** Everything of a value that may be text, also what JSON leaves out. */
function textsOf(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) {
    return [Buffer.from(value).toString('latin1')];
  }
  if (typeof value !== 'object' || value === null || depth > 8) return [];
  const fields = Reflect.ownKeys(value).flatMap(key => [
    ...(typeof key === 'string' ? [key] : []),
    ...textsOf(Reflect.get(value, key), depth + 1),
  ]);
  const entries =
    value instanceof Map || value instanceof Set
      ? textsOf([...value], depth + 1)
      : [];
  return [...fields, ...entries];
}
