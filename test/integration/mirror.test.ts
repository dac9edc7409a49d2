import { KINDS } from '@portlight/plugin-portlight-common';
import {
  type ControlPlane,
  describeWith,
  type Part,
  startControlPlane,
} from '../parts';
import { ClusterScript } from './ClusterScript';
import { compare, expectEqual } from './comparison';
import { type Database, DATABASES } from './databases';
import { type Fleet, type Portal, startPortal } from './portal';
import { waitForMatch } from './waitForMatch';

const MOMENTS = 10;
const SEED = Number(process.env.PORTLIGHT_TEST_SEED ?? 20261121);
/** Two kinds of optional CRDs are not installed. */
const ABSENT = ['PodMonitor', 'PrometheusRule'];

// Ten comparisons of a living cluster, a restart of the API server and one of the backend.
const TIMEOUT_MILLISECONDS = 600_000;

interface Path {
  name: string;
  parts: Part[];
  startDatabase(): Promise<Database>;
  fleet(plane: ControlPlane): Fleet;
  steps: number;
}

/**
 * Until the mirror has to have seen everything. Far above the second that a change takes: a loaded machine is
 * no failure.
 */
const PATIENCE_MILLISECONDS = 60_000;

const [SQLITE] = DATABASES;

const PATHS: Path[] = [
  ...DATABASES.map(({ name, parts, start }) => ({
    name: `on ${name}, reached by a kubeconfig`,
    parts,
    startDatabase: start,
    fleet: (plane: ControlPlane) => ({
      kubeconfig: plane.kubeconfig,
      contexts: [plane.name],
    }),
    steps: 80,
  })),
  {
    name: 'reached through the kubernetes plugin of the portal',
    parts: [],
    startDatabase: SQLITE.start,
    fleet: ({ name, server, tokens, certificateAuthority }) => ({
      kubernetes: [{ name, server, token: tokens.admin, certificateAuthority }],
    }),
    steps: 30,
  },
];

for (const path of PATHS) {
  const { name, parts, startDatabase, fleet, steps } = path;
  describeWith(['kubernetes', ...parts], `the mirror ${name}`, () => {
    let plane: ControlPlane;
    let database: Database;
    let portal: Portal | undefined;

    beforeAll(async () => {
      [plane, database] = await Promise.all([
        startControlPlane(),
        startDatabase(),
      ]);
    });

    afterAll(async () => {
      await portal?.stop();
      await database?.stop();
      await plane?.stop();
    });

    it(
      'equals the server, object by object, whatever happens there',
      async () => {
        const { client } = plane;
        const script = new ClusterScript(client, SEED);
        await script.furnish();
        const connect = () =>
          startPortal({ knex: database.knex, fleet: fleet(plane) });
        const expectEqualNow = (moment: string) =>
          expectEqual(client, database.knex, plane.name, {
            what: `${moment} (seed ${SEED}, after ${
              script.done.length
            } steps: ${script.done.slice(-8).join(', ')})`,
            timeoutMilliseconds: PATIENCE_MILLISECONDS,
          });

        portal = await connect();
        const first = await expectEqualNow('the first sync');
        for (const { kind } of KINDS) {
          expect([kind, first.get(kind)! > 0]).toEqual([
            kind,
            !ABSENT.includes(kind),
          ]);
        }

        const moments = new Set<number>();
        while (moments.size < MOMENTS) {
          moments.add(1 + script.pick(steps));
        }
        for (let step = 1; step <= steps; step += 1) {
          await script.step();
          if (step === Math.floor(steps / 3)) {
            // All versions that the mirror knows have expired when the server is back.
            await plane.compact();
            await plane.stopProcess('kube-apiserver');
            await expectUnreachable(portal, plane);
            await plane.startProcess('kube-apiserver');
          }
          if (step === Math.floor((2 * steps) / 3)) {
            await portal.stop();
            // What happens while nobody looks is seen all the same.
            await script.step();
            portal = await connect();
          }
          if (moments.has(step)) {
            await expectEqualNow(`the moment at step ${step}`);
          }
        }
        await expectEqualNow('the end');

        const pods = await client.get('/api/v1/pods');
        const page = await portal.get(
          `/fleet/pods?cluster=${plane.name}&limit=1`,
        );
        expect(page.total).toBe(pods.items.length);
        expect(await portal.get(`/clusters/${plane.name}`)).toMatchObject({
          name: plane.name,
          status: 'active',
          version: expect.stringMatching(/^v1\./),
          counts: { pods: pods.items.length },
        });

        await expectNotice(plane, database);
      },
      TIMEOUT_MILLISECONDS,
    );
  });
}

/**
 * A server that was killed is noticed, also behind the kubernetes plugin, whose proxy leaves the watches of it
 * open and silent.
 */
async function expectUnreachable(portal: Portal, plane: ControlPlane) {
  await waitForMatch(
    () => portal.get(`/clusters/${plane.name}`),
    {
      status: 'unreachable',
      sync: expect.objectContaining({ stale: true }),
    },
    {
      what: 'the killed server to be noticed',
      timeoutMilliseconds: PATIENCE_MILLISECONDS,
    },
  );
}

/** The comparison itself: it notices a row that is missing, one too many and one that is different. */
async function expectNotice(plane: ControlPlane, { knex }: Database) {
  const key = {
    cluster: plane.name,
    kind: 'ServiceAccount',
    namespace: 'shop',
  };
  await knex('records')
    .where({ ...key, name: 'robot' })
    .update({ record: '{}' });
  await knex('records')
    .where({ ...key, name: 'default' })
    .delete();
  await knex('records').insert({ ...key, name: 'nobody', record: '{}' });
  const { differences } = await compare(plane.client, knex, plane.name);
  const noticed = differences
    // The cluster lives on, and other kinds may be a moment behind.
    .filter(({ kind }) => kind === key.kind)
    .map(({ object }) => object);
  expect(noticed.sort()).toEqual(['shop/default', 'shop/nobody', 'shop/robot']);
}
