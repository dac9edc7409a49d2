import type { Knex } from 'knex';
import type {
  RotationProgress,
  SealedCluster,
  SealedStore,
} from '../encryption';
import type { CredentialsKind } from '../untrusted';

/** What people say of a cluster. */
export interface Metadata {
  title?: string;
  environment?: string;
  description?: string;
  owner?: string;
  tags: string[];
}

/** The credentials of a registered cluster: what may be shown of them, and the sealed rest. */
export interface StoredCredentials {
  server: string;
  context: string;
  credentials: CredentialsKind;
  /** ISO 8601. */
  credentialsExpireAt?: string;
  /** Random; another one whenever the credentials are replaced. */
  credentialsId: string;
  sealed: string;
  encryptionKey: string;
}

/** A registered cluster without its sealed credentials. Times are ISO 8601. */
export interface RegisteredCluster
  extends Metadata,
    Omit<StoredCredentials, 'sealed'> {
  name: string;
  maintenance: boolean;
  credentialsChangedAt: string;
  registeredAt: string;
  registeredBy?: string;
  changedAt?: string;
  changedBy?: string;
}

/** Who changed something and when. */
export interface Change {
  /** ISO 8601. */
  at: string;
  /** An entity reference; absent for changes of no user. */
  by?: string;
}

const TABLE = 'registered_clusters';
const ROTATION = 'encryption_rotation';

/** Everything but what is sealed, which only opening a connection needs. */
const SHOWN = [
  'name',
  'title',
  'environment',
  'description',
  'owner',
  'tags',
  'maintenance',
  'server',
  'context',
  'credentials',
  'credentials_expire_at',
  'credentials_changed_at',
  'credentials_id',
  'encryption_key',
  'registered_at',
  'registered_by',
  'changed_at',
  'changed_by',
];

/** The registered clusters in the database. */
export class RegisteredClusterStore implements SealedStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** All, by name. */
  async list(): Promise<RegisteredCluster[]> {
    const rows = await this.#knex(TABLE).select(SHOWN).orderBy('name');
    return rows.map(fromRow);
  }

  async get(name: string): Promise<RegisteredCluster | undefined> {
    const row = await this.#knex(TABLE).where({ name }).first(SHOWN);
    return row && fromRow(row);
  }

  /** The sealed credentials, where they still are these ones. */
  async sealed(
    name: string,
    credentialsId: string,
  ): Promise<string | undefined> {
    const row = await this.#knex(TABLE)
      .where({ name, credentials_id: credentialsId })
      .first('sealed');
    return row?.sealed;
  }

  /** @returns false where the name is taken */
  async insert(
    cluster: { name: string } & Metadata,
    credentials: StoredCredentials,
    { at, by }: Change,
  ): Promise<boolean> {
    const { name, ...metadata } = cluster;
    const inserted = await this.#knex(TABLE)
      .insert({
        name,
        ...metadataColumns(metadata),
        ...credentialsColumns(credentials, at),
        registered_at: at,
        registered_by: by ?? null,
      })
      .onConflict('name')
      .ignore()
      .returning('name');
    return inserted.length > 0;
  }

  /** @returns false where there is no such cluster */
  async update(
    name: string,
    changes: Partial<Metadata> & { maintenance?: boolean },
    { at, by }: Change,
  ): Promise<boolean> {
    const { maintenance, ...metadata } = changes;
    const updated = await this.#knex(TABLE)
      .where({ name })
      .update({
        ...metadataColumns(metadata),
        ...(maintenance === undefined ? {} : { maintenance }),
        changed_at: at,
        changed_by: by ?? null,
      });
    return updated > 0;
  }

  /** @returns false where there is no such cluster */
  async replaceCredentials(
    name: string,
    credentials: StoredCredentials,
    { at, by }: Change,
  ): Promise<boolean> {
    const updated = await this.#knex(TABLE)
      .where({ name })
      .update({
        ...credentialsColumns(credentials, at),
        changed_at: at,
        changed_by: by ?? null,
      });
    return updated > 0;
  }

  /** @returns false where there is no such cluster */
  async remove(name: string): Promise<boolean> {
    return (await this.#knex(TABLE).where({ name }).delete()) > 0;
  }

  async count(): Promise<number> {
    const [{ count }] = await this.#knex(TABLE).count({ count: '*' });
    return Number(count);
  }

  async countByKey(): Promise<{ key: string; clusters: number }[]> {
    const rows = await this.#knex(TABLE)
      .select<{ key: string; clusters: number | string }[]>(
        { key: 'encryption_key' },
        this.#knex.raw('count(*) as clusters'),
      )
      .groupBy('encryption_key')
      .orderBy('encryption_key');
    // PostgreSQL counts in a type that is larger than a number, and a text here.
    return rows.map(({ key, clusters }) => ({
      key,
      clusters: Number(clusters),
    }));
  }

  async listOthers(options: {
    key: string;
    after?: string;
    limit: number;
  }): Promise<SealedCluster[]> {
    const { key, after, limit } = options;
    const query = this.#knex(TABLE)
      .select({ cluster: 'name', sealed: 'sealed' })
      .whereNot({ encryption_key: key })
      .orderBy('name')
      .limit(limit);
    if (after !== undefined) query.where('name', '>', after);
    return query;
  }

  async replace(options: {
    cluster: string;
    before: string;
    after: string;
    key: string;
  }): Promise<boolean> {
    const { cluster, before, after, key } = options;
    const updated = await this.#knex(TABLE)
      .where({ name: cluster, sealed: before })
      .update({ sealed: after, encryption_key: key });
    return updated > 0;
  }

  async readProgress(): Promise<RotationProgress | undefined> {
    const row = await this.#knex(ROTATION).where({ id: 1 }).first('progress');
    return row && JSON.parse(row.progress);
  }

  async writeProgress(progress: RotationProgress): Promise<void> {
    await this.#knex(ROTATION)
      .insert({ id: 1, progress: JSON.stringify(progress) })
      .onConflict('id')
      .merge();
  }
}

/** A text that people clear is stored as nothing. */
function metadataColumns(metadata: Partial<Metadata>): Record<string, unknown> {
  const { tags, ...texts } = metadata;
  const columns: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(texts)) {
    if (text !== undefined) columns[name] = text || null;
  }
  if (tags) columns.tags = JSON.stringify(tags);
  return columns;
}

function credentialsColumns(
  credentials: StoredCredentials,
  at: string,
): Record<string, unknown> {
  return {
    server: credentials.server,
    context: credentials.context,
    credentials: credentials.credentials,
    credentials_expire_at: credentials.credentialsExpireAt ?? null,
    credentials_changed_at: at,
    credentials_id: credentials.credentialsId,
    sealed: credentials.sealed,
    encryption_key: credentials.encryptionKey,
  };
}

function fromRow(row: Record<string, any>): RegisteredCluster {
  return {
    name: row.name,
    title: row.title ?? undefined,
    environment: row.environment ?? undefined,
    description: row.description ?? undefined,
    owner: row.owner ?? undefined,
    tags: JSON.parse(row.tags),
    // SQLite has numbers for it.
    maintenance: Boolean(row.maintenance),
    server: row.server,
    context: row.context,
    credentials: row.credentials,
    credentialsExpireAt: row.credentials_expire_at ?? undefined,
    credentialsChangedAt: row.credentials_changed_at,
    credentialsId: row.credentials_id,
    encryptionKey: row.encryption_key,
    registeredAt: row.registered_at,
    registeredBy: row.registered_by ?? undefined,
    changedAt: row.changed_at ?? undefined,
    changedBy: row.changed_by ?? undefined,
  };
}
