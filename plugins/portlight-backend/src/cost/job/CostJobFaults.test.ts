import type { Knex } from 'knex';
import { createTestFleet, testDatabases } from '../../__testUtils__';
import { type Lease, LeaseLostError } from '../../inventory';
import { LeaseTable } from '../../inventory/leases/LeaseTable';
import { costContents, forgetCosts } from '../__testUtils__/costContents';
import {
  countStatements,
  disturbances,
  PATIENCE,
  points,
} from '../__testUtils__/faults';
import {
  PODS,
  writeCluster,
  writeCoverage,
  writeUsage,
} from '../__testUtils__/testCluster';
import { BEGIN, HOUR } from '../__testUtils__/testHours';
import { ownedCluster, runAll, testJob } from '../__testUtils__/testJob';

jest.setTimeout(PATIENCE);

const databases = testDatabases();
/** Over midnight in the time zone of the job. */
const FIRST = BEGIN + 9 * HOUR;
const HOURS = 3;
const UNTIL = FIRST + HOURS * HOUR;
/** When the last of the hours is due. */
const DUE = (UNTIL + 120) * 1000;

const HELD = { type: 'cluster', name: 'east', token: 1 } as const;
const lease: Lease = { ...HELD, check: async () => {} };

describe.each(databases.eachSupportedId())(
  'faults of the hourly job on %s',
  id => {
    let knex: Knex;
    let undisturbed: Record<string, unknown[]>;

    beforeAll(async () => {
      ({ knex } = await createTestFleet(databases, id));
      await writeCluster(knex, 'east', FIRST);
      await writeUsage(knex, 'east', {
        pods: PODS,
        since: FIRST,
        until: UNTIL,
      });
      await forget();
      await run();
      undisturbed = await costContents(knex);
    });

    beforeEach(() => forget());

    afterAll(async () => {
      await knex.destroy();
    });

    async function forget() {
      await forgetCosts(knex);
      await knex('cost_coverage').delete();
      await writeCoverage(knex, 'east', { since: FIRST, until: UNTIL });
    }

    /** A replica that has the cluster, whose watches went on where those of before had ended. */
    function replica({ at = DUE, held = lease } = {}) {
      const made = testJob({ knex, now: () => at });
      const observation = () => ({ current: true, lists: 0 });
      made.job.owner.claimed(ownedCluster('east', held, observation));
      return made;
    }

    /** Does all that is due at a time. */
    async function run(options: { at?: number; held?: Lease } = {}) {
      const made = replica(options);
      await runAll(made.job);
      return made;
    }

    it('compares something', () => {
      expect(undisturbed.cost_runs).toHaveLength(HOURS);
      expect(undisturbed.cost_details).toHaveLength(HOURS);
      expect(undisturbed.cost_days_due).toEqual([]);
      for (const table of ['cost_hours', 'cost_days', 'cost_months']) {
        expect(undisturbed[table].length).toBeGreaterThan(2);
      }
      expect(
        undisturbed.cost_periods.map(row => {
          const { level, hours } = JSON.parse(String(row));
          return [level, hours];
        }),
      ).toEqual(
        expect.arrayContaining([
          ['day', 2],
          ['day', 1],
          ['month', HOURS],
        ]),
      );
    });

    it.each(disturbances(id))(
      'leave what an undisturbed run does, whichever statement it is: %s',
      async (_, disturb) => {
        const statements = await countStatements(knex, () => run());
        for (const point of points(statements, 6)) {
          await forget();
          const { job, logger } = replica();
          const happened = await disturb(knex, point, () => runAll(job));
          const gone = /killed/.test(String(logger.warn.mock.calls));
          // What one remembers that goes on is no less true than before.
          await runAll(gone ? replica().job : job);
          expect([point, happened, await costContents(knex)]).toEqual([
            point,
            true,
            undisturbed,
          ]);
        }
      },
    );

    it('are made good by what comes after: hours in which no replica was there', async () => {
      for (const hour of [1, HOURS]) {
        await run({ at: (FIRST + hour * HOUR + 120) * 1000 });
      }
      expect(await costContents(knex)).toEqual(undisturbed);
    });

    it.each([0, 1, 3, 5])(
      'do not come of another replica that takes the cluster over after %i transactions',
      async transactions => {
        await knex('leases').delete();
        const tables = ['a', 'b'].map(
          replicaName =>
            new LeaseTable({ knex, replica: replicaName, duration: 60_000 }),
        );
        await tables[0].introduce('cluster', ['east']);
        const take = async (table: LeaseTable): Promise<Lease> => {
          const [grant] = await table.claim('cluster', ['east']);
          return { ...grant, check: trx => table.check(trx, grant) };
        };
        const first = await take(tables[0]);
        let checks = 0;
        await run({
          held: {
            ...first,
            check: async trx => {
              if (checks++ >= transactions) throw new LeaseLostError('east');
              await first.check(trx);
            },
          },
        });
        await tables[0].release([first]);
        const second = await take(tables[1]);
        // The first one still believes that it has it.
        const [outdated] = await Promise.all([
          run({ held: first }),
          run({ held: second }),
        ]);
        expect(outdated.telemetry.computed).not.toHaveBeenCalled();
        expect(await costContents(knex)).toEqual(undisturbed);
      },
    );

    it('do not come of two replicas that write the same at once, whoever has the lease', async () => {
      await Promise.all([run(), run()]);
      // One that met the other tries again.
      await run();
      expect(await costContents(knex)).toEqual(undisturbed);
    });
  },
);
