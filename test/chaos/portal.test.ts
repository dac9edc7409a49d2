import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { distributionOf } from '@portlight/plugin-portlight-backend/src/inventory/__testUtils__/chaos';
import { type Simulator, startSimulator } from '@portlight/simulator';
import { seededRandom } from '../integration/random';
import { describeWith, waitFor } from '../parts';
import { ChaosCluster, chaosStore } from './portal/ChaosCluster';
import { ChaosPortal } from './portal/ChaosPortal';
import { type ChaosDatabase, DATABASES } from './portal/databases';
import { keepResults } from './results';

/** Scripts over all databases; each is what happens to one cluster for some seconds. */
const SCRIPTS = Number(process.env.PORTLIGHT_CHAOS_SCRIPTS || 12);
const SEED = Number(
  process.env.PORTLIGHT_CHAOS_SEED || Math.floor(Math.random() * 2 ** 31),
);
const CLUSTERS = 6;
const ROUNDS = Math.ceil(SCRIPTS / CLUSTERS / DATABASES.length);
/** Milliseconds for a mirror whose times are a tenth of the real ones; a loaded machine takes longer. */
const LONGEST_RECOVERY = 120_000;
const HOUR = 3_600_000;

jest.setTimeout(ROUNDS * (LONGEST_RECOVERY + 60_000));

describe.each(DATABASES)(
  'a fleet in chaos on $name',
  ({ name, parts, start }) => {
    describeWith(parts, `with seed ${SEED}`, () => {
      let simulator: Simulator;
      let clusters: ChaosCluster[];
      let database: ChaosDatabase;
      let portal: ChaosPortal;
      let directory: string;
      let bookmarks: NodeJS.Timeout;
      const recoveries: number[] = [];
      const answers: number[] = [];
      const happened: Record<string, number> = {};

      beforeAll(async () => {
        directory = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-chaos-'));
        simulator = await startSimulator({
          clusters: Array.from({ length: CLUSTERS }, (_, index) => ({
            name: `chaos-${index}`,
            store: chaosStore(`chaos-${index}`),
            port: 0,
          })),
        });
        clusters = [...simulator.clusters.keys()].map(
          cluster => new ChaosCluster(simulator, cluster),
        );
        bookmarks = setInterval(
          () => clusters.forEach(each => each.bookmark()),
          2_000,
        );
        const kubeconfig = path.join(directory, 'kubeconfig');
        fs.writeFileSync(kubeconfig, simulator.kubeconfig());
        database = await start();
        portal = new ChaosPortal(
          { database: database.connection, kubeconfig },
          path.join(directory, 'portal.log'),
        );
        await portal.start();
      });

      afterAll(async () => {
        clearInterval(bookmarks);
        await portal?.kill();
        await database?.stop();
        await simulator?.stop();
        fs.rmSync(directory, { recursive: true, force: true });
      });

      /** What happens to the portal itself meanwhile. */
      async function disturb(random: () => number): Promise<string[]> {
        const done: string[] = [];
        const chance = (share: number, what: string) => {
          const hit = random() < share;
          if (hit) {
            done.push(what);
            happened[what] = (happened[what] ?? 0) + 1;
          }
          return hit;
        };
        await sleep(random() * 800);
        if (chance(0.5, 'clock jump')) {
          const offset = Math.round((random() - 0.5) * 48 * HOUR);
          portal.tell({ type: 'clock', offset });
        }
        const failing = chance(0.4, 'database gone')
          ? 'gone'
          : chance(0.4, 'disk full') && 'full';
        if (failing) await database.fail(portal, failing);
        await sleep(random() * 1_500);
        if (chance(0.6, 'kill -9')) {
          await portal.kill();
          // A portal does not come up without its database; that is the operator's to see.
          if (failing) await database.mend(portal);
          await portal.start();
        } else if (failing) {
          await sleep(random() * 2_000);
          await database.mend(portal);
        }
        return done;
      }

      /** How long the API takes while everything fails; asked until told to end. */
      async function askMeanwhile(until: () => boolean): Promise<void> {
        while (!until()) {
          const began = performance.now();
          // The portal may be down, or its database.
          await portal.get('/fleet/pods?limit=50').then(
            () => answers.push(performance.now() - began),
            () => undefined,
          );
          await sleep(250);
        }
      }

      it.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
        `equals the servers after round %s of ${ROUNDS}`,
        async round => {
          const random = seededRandom(SEED + round);
          let over = false;
          const asking = askMeanwhile(() => over);
          const [disturbed] = await Promise.all([
            disturb(random),
            ...clusters.map(cluster =>
              cluster.live(
                Math.floor(random() * 2 ** 31),
                1_000 + random() * 2_000,
              ),
            ),
          ]);
          const ended = performance.now();
          try {
            await Promise.all(
              clusters.map(async cluster => {
                let difference: string | undefined;
                try {
                  await waitFor(
                    async () => {
                      difference = 'no answer';
                      difference = await cluster.difference(portal);
                      return difference === undefined;
                    },
                    {
                      what: 'the mirror',
                      timeoutMilliseconds: LONGEST_RECOVERY,
                      intervalMilliseconds: 150,
                    },
                  );
                } catch (error) {
                  throw new Error(
                    `${
                      cluster.name
                    } is not right (seed ${SEED}, round ${round}, ${disturbed.join(
                      ', ',
                    )}): ${difference}\nafter ${cluster.done.join(
                      '\n  ',
                    )}\nlog: ${fs
                      .readFileSync(path.join(directory, 'portal.log'), 'utf8')
                      .slice(-3_000)}`,
                    { cause: error },
                  );
                }
                recoveries.push(performance.now() - ended);
              }),
            );
          } finally {
            over = true;
            await asking;
          }
        },
      );

      it('recovers, and says how long that takes', async () => {
        keepResults(`portal on ${name}`, {
          seed: SEED,
          scripts: recoveries.length,
          happened,
          'milliseconds from the end of the faults (times of the mirror are a tenth)':
            distributionOf(recoveries),
          'milliseconds of a page of pods while everything fails':
            distributionOf(answers),
          'megabytes of the portal in the end': Math.round(
            (await portal.memory()) / 1024 / 1024,
          ),
        });
        expect(recoveries).toHaveLength(ROUNDS * CLUSTERS);
      });
    });
  },
);
