import type { EndedObject } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { upsertRows, type TableShape } from './bulk';
import { json, text } from './values';

const ENDED_OBJECTS: TableShape = {
  name: 'ended_objects',
  key: ['cluster', 'kind', 'namespace', 'name', 'uid'],
  columns: ['ended_at', 'noticed', 'record'],
};

/** What says when an object was: without one of these it has not been seen to be. */
function keyOf({ record }: EndedObject): string[] {
  const { name, namespace, uid } = record.metadata ?? {};
  return [record.kind, namespace, name, uid].map(part => text(part, 253) ?? '');
}

/**
 * Notes objects that are gone, with what they were last. The same end is met again where the write of before was not
 * known to have succeeded; one that was only noticed does not take the place of one that was watched.
 */
export async function addEnded(
  trx: Knex,
  cluster: string,
  ended: readonly EndedObject[],
): Promise<void> {
  if (ended.length === 0) return;
  // The first end of each: two in one statement would meet the same conflict twice.
  const first = new Map<string, EndedObject>();
  for (const each of ended) {
    const key = JSON.stringify(keyOf(each));
    if (!first.has(key)) first.set(key, each);
  }
  await upsertRows(
    trx,
    ENDED_OBJECTS,
    [...first.values()],
    each => {
      const [kind, namespace, name, uid] = keyOf(each);
      return [
        cluster,
        text(kind, 63) ?? '',
        namespace,
        name,
        text(uid, 63) ?? '',
        Math.floor(each.endedAt / 1000),
        each.noticed,
        json(each.record),
      ];
    },
    'excluded.noticed = false',
  );
}
