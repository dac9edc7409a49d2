import {
  type KindDefinition,
  KINDS,
  type KubernetesObject,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { type KubernetesClient, waitFor, type WaitOptions } from '../parts';

/** Objects by `namespace/name`. */
type Objects = Map<string, KubernetesObject>;

/** One difference between the server and the database. */
export interface Difference {
  kind: string;
  object: string;
  server?: unknown;
  database?: unknown;
}

async function serverObjects(
  client: KubernetesClient,
  kind: KindDefinition,
): Promise<{ objects: Objects; newest: bigint }> {
  const root = kind.group ? `/apis/${kind.group}` : '/api';
  const selector = kind.fieldSelector
    ? `?fieldSelector=${encodeURIComponent(kind.fieldSelector)}`
    : '';
  const response = await client.request(
    `${root}/${kind.version}/${kind.resource}${selector}`,
  );
  const objects: Objects = new Map();
  let newest = 0n;
  if (response.status === 404 && kind.optional) {
    return { objects, newest };
  }
  if (response.status !== 200) {
    throw new Error(`${kind.kind}: ${response.status} ${response.text}`);
  }
  for (const item of response.body.items) {
    const { namespace = '', name, resourceVersion } = item.metadata;
    const record = kind.prune({
      ...item,
      kind: kind.kind,
      apiVersion: kind.group ? `${kind.group}/${kind.version}` : kind.version,
    });
    // As JSON has it: fields that are undefined are no fields.
    objects.set(`${namespace}/${name}`, JSON.parse(JSON.stringify(record)));
    const version = BigInt(resourceVersion);
    newest = version > newest ? version : newest;
  }
  return { objects, newest };
}

async function databaseObjects(
  knex: Knex,
  cluster: string,
  kind: string,
): Promise<Objects> {
  const rows = await knex('records')
    .where({ cluster, kind })
    .select('namespace', 'name', 'record');
  return new Map(
    rows.map(row => [`${row.namespace}/${row.name}`, JSON.parse(row.record)]),
  );
}

function differencesOf(
  kind: string,
  server: Objects,
  database: Objects,
): Difference[] {
  const keys = new Set([...server.keys(), ...database.keys()]);
  return [...keys]
    .filter(
      key =>
        // Both come from the same pruning function: equal objects are equal texts.
        JSON.stringify(server.get(key)) !== JSON.stringify(database.get(key)),
    )
    .map(key => ({
      kind,
      object: key,
      server: server.get(key),
      database: database.get(key),
    }));
}

/** What is different right now, and how many objects the server has by kind. */
export async function compare(
  client: KubernetesClient,
  knex: Knex,
  cluster: string,
): Promise<{ differences: Difference[]; counts: Map<string, number> }> {
  const found: Difference[] = [];
  const counts = new Map<string, number>();
  for (const kind of KINDS) {
    const { objects, newest } = await serverObjects(client, kind);
    const worker = await knex('workers')
      .where({ cluster, kind: kind.kind })
      .first('resource_version');
    const read = BigInt(worker?.resource_version ?? 0);
    if (objects.size > 0 && read < newest) {
      found.push({
        kind: kind.kind,
        object: 'resume point',
        server: `${newest}`,
        database: `${read}`,
      });
    }
    const stored = await databaseObjects(knex, cluster, kind.kind);
    found.push(...differencesOf(kind.kind, objects, stored));
    counts.set(kind.kind, objects.size);
  }
  return { differences: found, counts };
}

/**
 * Waits until the mirror has read up to the newest object of each kind and until the database equals the
 * server, object by object; fails with what differs.
 *
 * @returns how many objects were equal, by kind
 */
export async function expectEqual(
  client: KubernetesClient,
  knex: Knex,
  cluster: string,
  options: WaitOptions,
): Promise<Map<string, number>> {
  let found: Difference[] = [];
  let equal = new Map<string, number>();
  try {
    await waitFor(
      async () => {
        const look = await compare(client, knex, cluster);
        found = look.differences;
        equal = look.counts;
        return found.length === 0;
      },
      { intervalMilliseconds: 300, ...options },
    );
  } catch (error) {
    const row = await knex('clusters')
      .where({ name: cluster })
      .first('document');
    throw new Error(
      `${options.what}: the database differs from the server in ${
        found.length
      } objects, such as ${JSON.stringify(
        found.slice(0, 3),
        null,
        2,
      )}\nof the cluster ${row?.document}`,
      { cause: error },
    );
  }
  await expectDerivedRows(knex, cluster);
  return equal;
}

/** Every record has its row in the table that lists read, and no row is without a record. */
async function expectDerivedRows(knex: Knex, cluster: string) {
  const keys = async (table: string, kind?: 'Event' | 'others') => {
    const query = knex(table).where({ cluster });
    if (kind === 'Event') {
      query.where({ kind: 'Event' });
    } else if (kind === 'others') {
      query.whereNot({ kind: 'Event' });
    }
    const columns =
      table === 'events' || kind === 'Event'
        ? ['namespace', 'name']
        : ['kind', 'namespace', 'name'];
    const rows = await query.select(columns);
    return rows.map(row => columns.map(column => row[column]).join('/')).sort();
  };
  // One look at both tables: while the cluster changes, two looks may see two states.
  await waitFor(
    async () => {
      const [records, objects, eventRecords, events] = [
        await keys('records', 'others'),
        await keys('objects'),
        await keys('records', 'Event'),
        await keys('events'),
      ];
      return (
        JSON.stringify(records) === JSON.stringify(objects) &&
        JSON.stringify(eventRecords) === JSON.stringify(events)
      );
    },
    { what: 'the rows of lists and the records to be of the same objects' },
  );
}
