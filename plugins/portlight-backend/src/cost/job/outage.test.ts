import type { Knex } from 'knex';
import { createTestFleet, testDatabases } from '../../__testUtils__';
import type { Lease } from '../../inventory';
import { SourceError } from '../../metrics/sources';
import { costContents, forgetAll } from '../__testUtils__/costContents';
import { podRecord, writeCluster } from '../__testUtils__/testCluster';
import { BEGIN, HOUR } from '../__testUtils__/testHours';
import {
  NO_SOURCES,
  ownedCluster,
  runAll,
  testJob,
} from '../__testUtils__/testJob';
import { SqlCostReader } from '../store';

jest.setTimeout(60_000);

const databases = testDatabases();
const MINUTE = 60;
/** Between two looks of the job. */
const LOOK = 10 * MINUTE;
/** The cluster does not answer from here on. */
const DOWN = BEGIN + HOUR + 20 * MINUTE;
const BACK = DOWN + 6 * HOUR;
const UNTIL = BEGIN + 9 * HOUR;
const WATCHED = { since: BEGIN, until: UNTIL - HOUR };

const lease: Lease = {
  type: 'cluster',
  name: 'east',
  token: 1,
  check: async () => {},
};

/** A Prometheus that runs in the cluster, and is as unreachable. */
function prometheusIn(reachable: () => boolean): typeof NO_SOURCES {
  const values = Array<number>(12).fill(0.25);
  return {
    covers: () => true,
    evaluate: async (_, { since }) => {
      if (!reachable()) {
        throw new SourceError(
          'unreachable',
          'Prometheus inside does not answer',
        );
      }
      const results = [0, 1].map(() =>
        ['web-0', 'web-1', 'web-2', 'web-3', 'worker-1'].map(pod => ({
          labels: new Map([
            ['namespace', 'shop'],
            ['pod', pod],
          ]),
          values,
        })),
      );
      return {
        grid: { start: since, step: 300, points: 12 },
        results,
        warnings: [],
        source: { kind: 'prometheus', name: 'inside', resolutionSeconds: 300 },
      };
    },
  };
}

describe.each(databases.eachSupportedId())(
  'a cluster that is down for six hours, on %s',
  id => {
    let knex: Knex;

    beforeAll(async () => {
      ({ knex } = await createTestFleet(databases, id));
    });

    beforeEach(async () => {
      await forgetAll(knex);
      await writeCluster(knex, 'east', BEGIN);
      await knex('ended_objects').delete();
    });

    afterAll(async () => {
      await knex.destroy();
    });

    /** What happened in the meantime, as a watch that goes on where it had ended brings it: with its times. */
    async function learn() {
      await knex('ended_objects').insert({
        cluster: 'east',
        kind: 'Pod',
        namespace: 'shop',
        name: 'web-0',
        uid: 'uid-web-0',
        ended_at: DOWN + 100 * MINUTE,
        noticed: false,
        record: JSON.stringify(podRecord('web-0', { start: BEGIN - HOUR })),
      });
      const added = podRecord('web-3', { start: DOWN + 200 * MINUTE });
      await knex('records').insert({
        cluster: 'east',
        kind: 'Pod',
        namespace: 'shop',
        name: 'web-3',
        record: JSON.stringify(added),
      });
    }

    /** One replica all the time, which looks every few minutes. */
    async function live({
      down = true,
      relisted = false,
      look = async (_: number) => {},
    } = {}) {
      let now = BEGIN - HOUR;
      const isUp = () => !down || now < DOWN || now >= BACK;
      const { job, telemetry, store } = testJob({
        knex,
        now: () => now * 1000,
        sources: prometheusIn(isUp),
      });
      const order: number[] = [];
      const replace = store.replaceHours.bind(store);
      store.replaceHours = async (trx, cluster, hours) => {
        order.push(...hours.map(({ allocation }) => allocation.hour));
        await replace(trx, cluster, hours);
      };
      const observation = () => ({
        current: isUp(),
        lists: relisted && now >= BACK ? 4 : 2,
      });
      const owned = ownedCluster('east', lease, observation);
      let learned = false;
      for (; now < UNTIL; now += LOOK) {
        if (now >= DOWN && isUp() && !learned) {
          await learn();
          learned = true;
        }
        // Without the minute in which there is nothing to look for.
        job.owner.claimed(owned);
        await runAll(job);
        await look(now);
      }
      return { telemetry, order };
    }

    const runs = () => new SqlCostReader(knex).runs(WATCHED);
    const hourly = (since: number, count: number) =>
      Array.from({ length: count }, (_, index) => since + index * HOUR);
    const incomplete = async () =>
      (await runs()).filter(({ status }) => status === 'incomplete');

    it('has rows as if nothing had been, once it is back', async () => {
      await live({ down: false });
      const undisturbed = await costContents(knex);
      expect(await incomplete()).toEqual([]);
      await forgetAll(knex);
      await writeCluster(knex, 'east', BEGIN);
      await knex('ended_objects').delete();
      const shown: unknown[] = [];
      const { order } = await live({
        look: async now => {
          if (now === BACK - LOOK) shown.push(...(await runs()));
        },
      });
      // In the meantime they are there, and say what is wrong with them.
      expect(shown).toEqual([
        expect.objectContaining({ at: BEGIN, status: 'complete' }),
        ...hourly(BEGIN + HOUR, 6).map(at =>
          expect.objectContaining({
            at,
            status: 'incomplete',
            reasons: expect.arrayContaining([
              expect.stringContaining('Nodes and pods were watched in'),
              'Prometheus inside does not answer.',
            ]),
          }),
        ),
      ]);
      // Then all of them are done again at once, in order, and it goes on.
      expect(order.slice(-7)).toEqual(hourly(BEGIN + HOUR, 7));
      expect(await costContents(knex)).toEqual(undisturbed);
    });

    it('stays marked where what happened in the meantime was not seen', async () => {
      await live({ relisted: true });
      expect(
        (await incomplete()).map(({ at, observedMinutes, usage }) => ({
          at,
          observedMinutes,
          usage,
        })),
      ).toEqual(
        hourly(BEGIN + HOUR, 7).map((at, index) => ({
          at,
          observedMinutes: [11, 0, 0, 0, 0, 0, 40][index],
          usage: 'complete',
        })),
      );
      // But with what is known by now: when a pod that is there began.
      const details = await new SqlCostReader(knex).details(
        'east',
        BEGIN + 4 * HOUR,
      );
      expect(details?.pods.map(({ name, hours }) => [name, hours])).toEqual(
        expect.arrayContaining([['web-3', expect.closeTo(20 / 60, 5)]]),
      );
    });
  },
);
