import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import createKnex, { type Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { clusterOf } from '../__testUtils__/rows';
import { LeaseLostError, type Lease } from '../leases';
import { migrationsDirectory } from '../migrations';
import { InventoryStore } from '../store/InventoryStore';
import { Retention } from './Retention';
import {
  retentionSettings,
  type RetentionOverrides,
} from './retentionSettings';
import type { RetentionTask } from './rules';
import { prepareSqliteFile } from './sqliteSpace';

jest.setTimeout(60_000);

const databases = testDatabases();
const HOUR = 60 * 60 * 1000;
const NOW = Date.parse('2026-11-21T12:00:00.000Z');

const LEASE: Lease = {
  type: 'task',
  name: 'retention',
  token: 1,
  check: async () => {},
};

const ago = (hours: number) => new Date(NOW - hours * HOUR).toISOString();

function eventRows(cluster: string, count: number, hours: number) {
  return Array.from({ length: count }, (_, index) => ({
    cluster,
    namespace: 'shop',
    name: `event-${hours}-${index}`,
    type: 'Normal',
    reason: 'Pulled',
    message: 'x',
    involved_kind: 'Pod',
    involved_namespace: 'shop',
    involved_name: 'cart-0',
    count: 1,
    last_seen_at: new Date(NOW - hours * HOUR + index).toISOString(),
  }));
}

async function addEvents(knex: Knex, rows: ReturnType<typeof eventRows>) {
  await knex('events').insert(rows);
  await knex('records').insert(
    rows.map(({ cluster, namespace, name }) => ({
      cluster,
      kind: 'Event',
      namespace,
      name,
      record: '{}',
    })),
  );
}

describe.each(databases.eachSupportedId())('Retention on %s', id => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
  });

  afterEach(async () => {
    await knex.destroy();
  });

  const run = async (
    settings: RetentionOverrides = {},
    options: { lease?: Lease; tasks?: RetentionTask[] } = { lease: LEASE },
  ) => {
    const logger = mockServices.logger.mock();
    const retention = new Retention({
      knex,
      logger,
      settings: retentionSettings({ chunk: 10, ...settings }),
      lease: () => options.lease,
      tasks: options.tasks,
      now: () => NOW,
    });
    await retention.run();
    return logger;
  };

  const names = async (table: string, where: object = {}) =>
    knex(table).where(where).orderBy('name').pluck('name');

  it('removes old figures, and no others', async () => {
    const store = new InventoryStore(knex);
    const counts = {
      nodes: 1,
      nodesReady: 1,
      namespaces: 1,
      workloads: 1,
      workloadsFailing: 0,
      pods: 1,
    };
    await store.introduce(clusterOf('east', { counts }));
    for (let hours = 0; hours < 50; hours++) {
      await store.addHistory(NOW - hours * HOUR);
    }
    await run({ history: { age: 24 * HOUR } });
    const left = await knex('cluster_history').orderBy('at').pluck('at');
    expect(left).toHaveLength(25);
    expect(left[0]).toBe(ago(24));
  });

  it('removes old events, and of each cluster the oldest of too many, with their records', async () => {
    await addEvents(knex, eventRows('east', 35, 30));
    await addEvents(knex, eventRows('east', 40, 1));
    await addEvents(knex, eventRows('west', 27, 2));
    await addEvents(knex, eventRows('small', 3, 2));
    const store = new InventoryStore(knex);
    for (const name of ['east', 'west', 'small'])
      await store.introduce(clusterOf(name));
    await knex('clusters').update({ revision: 7 });
    await run({ events: { age: 24 * HOUR, perCluster: 25 } });
    // Answers that were made before are old, but only of clusters that lost something.
    const old = await knex('clusters').where('revision', '>', 7).pluck('name');
    expect(old.sort()).toEqual(['east', 'west']);
    for (const [cluster, expected] of [
      ['east', 25],
      ['west', 25],
      ['small', 3],
    ] as const) {
      const kept = await names('events', { cluster });
      expect(kept).toHaveLength(expected);
      expect(await names('records', { cluster, kind: 'Event' })).toEqual(kept);
    }
    // The newest stay.
    expect(await names('events', { cluster: 'east' })).toContain('event-1-39');
    expect(await names('events', { cluster: 'east' })).not.toContain(
      'event-1-14',
    );
  });

  it('removes replicas and leases that nobody has heard of for long', async () => {
    const now = Date.now();
    await knex('replicas').insert([
      { name: 'gone', started_at: 1, seen_at: now - 30 * HOUR },
      { name: 'here', started_at: 1, seen_at: now },
    ]);
    await new InventoryStore(knex).introduce(clusterOf('known'));
    await knex('leases').insert(
      ['known', 'unknown', 'new'].map(name => ({
        type: 'cluster',
        name,
        expires_at: name === 'new' ? now : now - 30 * HOUR,
      })),
    );
    await run();
    expect(await names('replicas')).toEqual(['here']);
    expect(await names('leases')).toEqual(['known', 'new']);
  });

  it('does nothing without the lease, and stops where it is lost', async () => {
    await addEvents(knex, eventRows('east', 35, 30));
    await run({}, {});
    expect(await names('events')).toHaveLength(35);
    let checks = 0;
    const lease = {
      ...LEASE,
      check: async () => {
        checks += 1;
        if (checks > 3) throw new LeaseLostError('retention');
      },
    };
    // One for the figures, which are none; two for events.
    const logger = await run({}, { lease });
    expect(await names('events')).toHaveLength(15);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('Old rows of events stay for now'),
    );
  });

  it('performs what others add, a few rows at a time', async () => {
    const asked: number[] = [];
    let left = 23;
    await run(
      {},
      {
        lease: LEASE,
        tasks: [
          {
            name: 'more',
            remove: async (_, rows) => {
              asked.push(rows);
              const removed = Math.min(rows, left);
              left -= removed;
              return removed;
            },
          },
        ],
      },
    );
    expect(asked).toEqual([10, 10, 10]);
    expect(left).toBe(0);
  });
});

describe('Retention on a SQLite file', () => {
  it('gives the space of removed rows back to the disk', async () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'retention-'));
    const filename = path.join(directory, 'portlight.sqlite');
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename },
      useNullAsDefault: true,
    });
    try {
      // From before the file was prepared.
      await knex.schema.createTable('before', table => table.text('text'));
      await prepareSqliteFile(knex);
      await knex.migrate.latest({ directory: migrationsDirectory() });
      for (let part = 0; part < 20; part++) {
        const rows = eventRows('east', 200, 30 + part);
        await addEvents(
          knex,
          rows.map(row => ({ ...row, message: 'x'.repeat(2_000) })),
        );
      }
      const full = fs.statSync(filename).size;
      await new Retention({
        knex,
        logger: mockServices.logger.mock(),
        settings: retentionSettings(),
        lease: () => LEASE,
        now: () => NOW,
      }).run();
      expect(await knex('events').select()).toEqual([]);
      expect(fs.statSync(filename).size).toBeLessThan(full / 4);
    } finally {
      await knex.destroy();
      fs.rmSync(directory, { recursive: true, force: true });
    }
  });
});
