import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { distributionOf } from '@portlight/plugin-portlight-backend/src/inventory/__testUtils__/chaos';
import { type Simulator, startSimulator } from '@portlight/simulator';
import { describeWith, waitFor } from '../parts';
import { ChaosCluster, chaosStore } from './portal/ChaosCluster';
import { ChaosPortal } from './portal/ChaosPortal';
import { type ChaosDatabase, DATABASES } from './portal/databases';
import {
  chooseSeed,
  type Disturbance,
  DISTURBANCES,
  planRound,
  type Round,
} from './portal/plan';
import { keepResults } from './results';

/** Scripts over all databases; each is what happens to one cluster for some seconds. */
const SCRIPTS = Number(process.env.PORTLIGHT_CHAOS_SCRIPTS || 12);
const CLUSTERS = 6;
const ROUNDS = Math.ceil(SCRIPTS / CLUSTERS / DATABASES.length);
/** A run so long has each disturbance in it. */
const COMPLETE = SCRIPTS >= 50;
const SEED = Number(
  process.env.PORTLIGHT_CHAOS_SEED ||
    chooseSeed(ROUNDS, CLUSTERS, COMPLETE ? DISTURBANCES : []),
);
/** Milliseconds for a mirror whose times are a tenth of the real ones; a loaded machine takes longer. */
const LONGEST_RECOVERY = 120_000;

/** What plays the rounds of this seed on a database again; `round` leaves the others out. */
function replayCommand(database: string, round?: number): string {
  const tests = `on ${database} with${
    round === undefined ? '' : `.* round ${round} of`
  }`;
  return `PORTLIGHT_CHAOS_SEED=${SEED} PORTLIGHT_CHAOS_SCRIPTS=${SCRIPTS} yarn workspace @portlight/test suite --no-watch chaos/portal -t '${tests}'`;
}

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
      const happened: Partial<Record<Disturbance, number>> = {};

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

      /** What happens to the portal itself meanwhile; answers what was done. */
      async function disturb(round: Round): Promise<Disturbance[]> {
        const done: Disturbance[] = [];
        const note = (what: Disturbance) => {
          done.push(what);
          happened[what] = (happened[what] ?? 0) + 1;
        };
        await sleep(round.pause);
        if (round.clock !== undefined) {
          portal.tell({ type: 'clock', offset: round.clock });
          note('clock jump');
        }
        if (round.database) {
          await database.fail(portal, round.database);
          note(round.database === 'gone' ? 'database gone' : 'disk full');
        }
        await sleep(round.failing);
        if (round.kill) {
          await portal.kill();
          note('kill -9');
          // A portal does not come up without its database; that is the operator's to see.
          if (round.database) await database.mend(portal);
          await portal.start();
        } else if (round.database) {
          await sleep(round.failingLonger);
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

      /** Plays a round, until the API says what the servers have; of how many it does. */
      async function play(round: number): Promise<number> {
        const planned = planRound(SEED + round, CLUSTERS);
        let over = false;
        const asking = askMeanwhile(() => over);
        const [disturbed] = await Promise.all([
          disturb(planned),
          ...clusters.map((cluster, index) => {
            const { seed, length } = planned.lives[index];
            return cluster.live(seed, length);
          }),
        ]);
        const ended = performance.now();
        try {
          const right = await Promise.all(
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
              return performance.now() - ended;
            }),
          );
          recoveries.push(...right);
          return right.length;
        } finally {
          over = true;
          await asking;
        }
      }

      it.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
        `equals the servers after round %s of ${ROUNDS}`,
        async round => {
          const played = play(round).catch(error => {
            throw new Error(
              `${
                error.message
              }\n\nPlay round ${round} again with\n  ${replayCommand(
                name,
                round,
              )}\nor, on what the rounds before it left, with\n  ${replayCommand(
                name,
              )}`,
              { cause: error },
            );
          });
          expect(await played).toBe(CLUSTERS);
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
        const missing = COMPLETE
          ? DISTURBANCES.filter(each => !happened[each])
          : [];
        expect(missing).toEqual([]);
      });
    });
  },
);
