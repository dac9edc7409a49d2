// A portal in a process of its own, which may be killed. Its clock and its database do what the parent says.
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import portlightPlugin from '@portlight/plugin-portlight-backend';
import { DEFAULT_SETTINGS } from '@portlight/plugin-portlight-backend/src/inventory/settings';
import createKnex, { type Knex } from 'knex';
import type { PortalCommand, PortalInput, PortalReady } from './ChaosPortal';

/** Recovery is waiting: with a tenth of the mirror's times, ten times as many scripts fit into a minute. */
const TIMES = {
  minimum: 100,
  maximum: 3_000,
  recheck: 3_000,
  answer: 3_000,
  listSilence: 3_000,
  watchSilence: 6_000,
};

function shorten(): void {
  Object.assign(DEFAULT_SETTINGS.reflector, TIMES);
  Object.assign(DEFAULT_SETTINGS.slots, { timeBox: 1_000 });
  Object.assign(DEFAULT_SETTINGS.leases, {
    duration: 1_500,
    renew: 500,
    look: 200,
  });
  Object.assign(DEFAULT_SETTINGS, {
    reassessInterval: 1_000,
    heartbeatInterval: 2_000,
    probeInterval: 1_500,
    probeTimeout: 1_500,
    staleAfter: 15_000,
  });
}

/** What was added to the true time. */
let offset = 0;

function fakeClock(): void {
  const RealDate = Date;
  const now = RealDate.now.bind(RealDate);
  class ShiftedDate extends RealDate {
    constructor(...args: unknown[]) {
      super(...((args.length > 0 ? args : [now() + offset]) as [number]));
    }

    static override now(): number {
      return now() + offset;
    }
  }
  globalThis.Date = ShiftedDate as DateConstructor;
}

function open(database: PortalInput['database']): Knex {
  return 'filename' in database
    ? createKnex({
        client: 'better-sqlite3',
        connection: { filename: database.filename },
        useNullAsDefault: true,
      })
    : createKnex({ client: 'pg', connection: database });
}

const NO_LIMIT = 1_073_741_823;

/** What happens to a SQLite file: it cannot grow any more, or cannot be written at all. */
async function breakSqlite(
  knex: Knex,
  how: 'full' | 'gone' | 'sound',
): Promise<void> {
  const [{ page_count: pages }] = await knex.raw('pragma page_count');
  await knex.raw(
    `pragma max_page_count = ${how === 'full' ? pages : NO_LIMIT}`,
  );
  await knex.raw(`pragma query_only = ${how === 'gone' ? 'on' : 'off'}`);
}

async function main(): Promise<void> {
  // Nobody needs us any more.
  process.once('disconnect', () => process.exit(0));
  const input: PortalInput = JSON.parse(process.argv[2]);
  shorten();
  fakeClock();
  const knex = open(input.database);
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: {
          portlight: {
            sources: { kubernetes: false },
            kubeconfig: { path: input.kubeconfig },
          },
        },
      }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => knex }),
      }),
      catalogServiceMock.factory({ entities: [] }),
      portlightPlugin,
    ],
  });
  process.on('message', async (command: PortalCommand) => {
    if (command.type === 'clock') offset = command.offset;
    else if (command.type === 'database') await breakSqlite(knex, command.is);
    else if (command.type === 'memory') {
      process.send!({ type: 'memory', rss: process.memoryUsage.rss() });
    }
  });
  const ready: PortalReady = {
    type: 'ready',
    url: `http://127.0.0.1:${backend.server.port()}/api/portlight/v1`,
    authorization: mockCredentials.user.header(),
  };
  process.send!(ready);
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
