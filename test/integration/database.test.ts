import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Simulator, startSimulator } from '@portlight/simulator';
import createKnex, { type Knex } from 'knex';
import {
  describeWith,
  KubernetesClient,
  type Postgres,
  startPostgres,
  waitFor,
} from '../parts';
import { expectEqual } from './comparison';
import { type Database, DATABASES } from './databases';
import { node, podTemplate } from './objects';
import { type Portal, startPortal } from './portal';
import { waitForMatch } from './waitForMatch';

const CLUSTERS = ['east', 'west'];
const TIMEOUT_MILLISECONDS = 240_000;

jest.setTimeout(TIMEOUT_MILLISECONDS);

/** Two clusters in which something can happen, and what the portal is to say while its database does not work. */
class Fleet {
  private pods = 0;

  private constructor(
    private readonly simulator: Simulator,
    private readonly directory: string,
  ) {}

  static async start(): Promise<Fleet> {
    const simulator = await startSimulator({
      clusters: CLUSTERS.map(name => ({ name })),
    });
    const directory = fs.mkdtempSync(
      path.join(os.tmpdir(), 'portlight-database-'),
    );
    const fleet = new Fleet(simulator, directory);
    fs.writeFileSync(fleet.kubeconfig, simulator.kubeconfig());
    for (const cluster of CLUSTERS) {
      const { store } = simulator.cluster(cluster);
      store.create(
        store.resources.forKind('Node'),
        node('node-1', 'eu-west-1a'),
      );
    }
    fleet.change();
    return fleet;
  }

  get kubeconfig(): string {
    return path.join(this.directory, 'kubeconfig');
  }

  /** Makes ten pods in each cluster and removes most of the ones before. */
  change(annotation = ''): void {
    for (const cluster of CLUSTERS) {
      const { store } = this.simulator.cluster(cluster);
      const resource = store.resources.forKind('Pod');
      for (let index = 0; index < 10; index += 1) {
        store.create(resource, {
          metadata: {
            name: `pod-${this.pods + index}`,
            namespace: 'default',
            annotations: { note: annotation },
          },
          spec: {
            ...podTemplate('web').spec,
            nodeName: 'node-1',
            containers: [
              {
                ...podTemplate('web').spec.containers[0],
                args: [annotation],
                env: [{ name: 'NOTE', value: annotation }],
              },
            ],
          },
        });
        if (this.pods > 0 && index > 2) {
          store.delete(resource, 'default', `pod-${this.pods - 10 + index}`, {
            gracePeriodSeconds: 0,
          });
        }
      }
    }
    this.pods += 10;
  }

  async expectEqual(knex: Knex): Promise<void> {
    for (const cluster of CLUSTERS) {
      await expectEqual(
        new KubernetesClient({ server: this.simulator.clusterUrl(cluster) }),
        knex,
        cluster,
        { what: cluster, timeoutMilliseconds: 90_000 },
      );
    }
  }

  async stop(): Promise<void> {
    await this.simulator.stop();
    fs.rmSync(this.directory, { recursive: true, force: true });
  }
}

const active = (portal: Portal) =>
  Promise.all(
    CLUSTERS.map(cluster =>
      waitForMatch(
        () => portal.get(`/clusters/${cluster}`),
        {
          status: 'active',
          sync: expect.objectContaining({ stale: false }),
        },
        { what: `${cluster} to be well`, timeoutMilliseconds: 90_000 },
      ),
    ),
  );

const saysThatTheDatabaseRefuses = (portal: Portal) =>
  waitForMatch(
    () => portal.get('/clusters/east'),
    {
      status: 'error',
      statusMessage: expect.stringContaining("portal's database"),
      sync: expect.objectContaining({
        stale: true,
        lastError: expect.objectContaining({ cause: 'serverError' }),
      }),
      // What was known stays.
      counts: expect.objectContaining({ pods: expect.any(Number) }),
    },
    { what: 'the refusal to be shown', timeoutMilliseconds: 60_000 },
  );

async function expectUnavailable(portal: Portal, page: string) {
  const response = await waitFor(
    async () => {
      const answer = await portal.request(page);
      if (answer.status !== 503) {
        throw new Error(`${answer.status}: ${await answer.text()}`);
      }
      return answer;
    },
    {
      what: `${page} to say that there is no database`,
      timeoutMilliseconds: 30_000,
    },
  );
  expect(response.headers.get('content-type')).toContain('problem+json');
  expect(await response.json()).toMatchObject({
    code: 'database-unavailable',
    status: 503,
  });
}

describeWith(['postgres'], 'a portal whose PostgreSQL', () => {
  let postgres: Postgres;
  let knex: Knex;
  let fleet: Fleet;
  let portal: Portal;

  beforeAll(async () => {
    postgres = await startPostgres();
    fleet = await Fleet.start();
    const { host, port, user, password } = postgres;
    knex = createKnex({
      client: 'pg',
      connection: { host, port, user, password, database: 'postgres' },
      // It says so on the console for every attempt.
      log: { warn: () => {}, error: () => {}, debug: () => {} },
    });
    portal = await startPortal({
      knex,
      fleet: { kubeconfig: fleet.kubeconfig },
    });
    await active(portal);
    await fleet.expectEqual(knex);
  }, TIMEOUT_MILLISECONDS);

  afterAll(async () => {
    await portal?.stop();
    await knex?.destroy();
    await fleet?.stop();
    await postgres?.stop();
  }, TIMEOUT_MILLISECONDS);

  it('is gone for a while says so, and recovers with all that happened meanwhile', async () => {
    await postgres.restart(async () => {
      fleet.change();
      for (const page of ['/clusters', '/fleet/pods', '/workers']) {
        await expectUnavailable(portal, page);
      }
      fleet.change();
    });
    await active(portal);
    await fleet.expectEqual(knex);
  });

  it('cuts connections again and again loses nothing', async () => {
    for (let round = 0; round < 8; round += 1) {
      fleet.change();
      await knex
        .raw(
          'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()',
        )
        // The one that asks may itself be cut.
        .catch(() => undefined);
      await new Promise(resolve => {
        setTimeout(resolve, 150);
      });
    }
    await active(portal);
    await fleet.expectEqual(knex);
    expect((await portal.get('/fleet/pods')).total).toBeGreaterThan(0);
  });

  it('has no space left says so, and recovers when it has', async () => {
    // As the server says it when its disk is full.
    await knex.raw(`
      create function no_space() returns trigger language plpgsql as $$
      begin
        raise exception using errcode = '53100', message =
          'could not extend file: No space left on device';
      end $$;
      create trigger full_disk before insert or update on records
        for each row execute function no_space();`);
    fleet.change();
    await saysThatTheDatabaseRefuses(portal);
    expect((await portal.get('/fleet/pods')).total).toBeGreaterThan(0);
    fleet.change();
    await knex.raw('drop trigger full_disk on records');
    await active(portal);
    await fleet.expectEqual(knex);
  });
});

describe('a portal whose SQLite file', () => {
  let database: Database;
  let fleet: Fleet;
  let portal: Portal;

  beforeAll(async () => {
    database = await DATABASES[0].start();
    fleet = await Fleet.start();
    portal = await startPortal({
      knex: database.knex,
      fleet: { kubeconfig: fleet.kubeconfig },
    });
    await active(portal);
  }, TIMEOUT_MILLISECONDS);

  afterAll(async () => {
    await portal?.stop();
    await database?.stop();
    await fleet?.stop();
  }, TIMEOUT_MILLISECONDS);

  it('may not grow says so, and recovers when it may', async () => {
    const { knex } = database;
    // Pages that rows of before have left in the file are room too.
    const [{ freelist_count: free }] = await knex.raw('pragma freelist_count');
    const [{ page_size: bytes }] = await knex.raw('pragma page_size');
    await knex.raw('create table filler (content blob)');
    await knex.raw('insert into filler values (zeroblob(?))', [free * bytes]);
    const [{ page_count: pages }] = await knex.raw('pragma page_count');
    await knex.raw(`pragma max_page_count = ${pages}`);
    for (let round = 0; round < 3; round += 1) {
      fleet.change('x'.repeat(20_000));
    }
    await saysThatTheDatabaseRefuses(portal);
    expect((await portal.get('/fleet/pods')).total).toBeGreaterThan(0);
    await knex.raw('pragma max_page_count = 1000000');
    await active(portal);
    await fleet.expectEqual(knex);
  });
});
