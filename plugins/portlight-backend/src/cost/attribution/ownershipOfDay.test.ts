import { mockServices } from '@backstage/backend-test-utils';
import type {
  CostHour,
  EntityOwnership,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { createTestFleet, testDatabases } from '../../__testUtils__';
import {
  BEGIN,
  HOUR,
  testHour,
  testLease,
  testPrices,
} from '../__testUtils__/testHours';
import { forgetCosts } from '../__testUtils__/costContents';
import { ownedCluster } from '../__testUtils__/testJob';
import { Backfill, BackfillRequests, HourComputer } from '../job';
import { DEFAULT_COST_SETTINGS } from '../settings';
import { type ComputedHour, SqlCostReader, SqlCostStore } from '../store';
import { createAttribution } from './createAttribution';
import { ownershipNotices } from './ownershipNotices';
import { OwnershipStore } from './OwnershipStore';

jest.setTimeout(60_000);

const databases = testDatabases();
const DAY = 24 * HOUR;
const TIME_ZONE = 'Europe/Berlin';
const NOW = (BEGIN + 600) * 1000;
/** Midnight in Berlin, when 2026-11-16 begins. */
const FIRST = Date.UTC(2026, 10, 15, 23) / 1000;
const SPAN = { since: FIRST, until: FIRST + 4 * DAY };
const OLD = 'group:default/old';
const NEW = 'group:default/new';

/** The entities of all that runs. */
function ownedBy(owner: string): EntityOwnership[] {
  return [
    {
      ref: 'component:default/app',
      selector: { labelSelector: 'app' },
      owner,
      system: owner.replace('group', 'system'),
    },
  ];
}

const hourAt = (hour: number): CostHour =>
  testHour({ hour, nodes: 1, podsPerNode: 2, workloads: 1 });

describe.each(databases.eachSupportedId())(
  'costs of a day are those of who owned it then, on %s',
  id => {
    let knex: Knex;
    let ownership: OwnershipStore;

    let time: number;

    beforeAll(async () => {
      ({ knex } = await createTestFleet(databases, id));
      ownership = new OwnershipStore(knex);
    });

    beforeEach(async () => {
      time = NOW;
      await forgetCosts(knex);
      await knex('cost_backfills').delete();
      await knex('cost_ownership').delete();
    });

    afterAll(() => knex.destroy());

    const settings = { ...DEFAULT_COST_SETTINGS, timeZone: TIME_ZONE };
    const now = () => time;

    /** As a replica that has just started. */
    const open = () => {
      const logger = mockServices.logger.mock();
      const store = new SqlCostStore({ knex, settings, now });
      const computer = new HourComputer({
        prices: testPrices(1),
        attribution: createAttribution({
          store: ownership,
          read: async () => [],
          logger,
          options: {},
          timeZone: TIME_ZONE,
          taskLease: () => undefined,
          now,
          pause: 1,
          patience: 0,
        }),
        settings,
      });
      const requests = new BackfillRequests(knex, now);
      const telemetry = { computed: jest.fn(), failed: jest.fn() };
      const backfill = new Backfill({
        ...{ knex, logger, store, computer, requests, telemetry, settings },
        now,
        sources: [
          {
            name: 'past',
            range: () => SPAN,
            async *hours(_, since, until) {
              for (let hour = since; hour < until; hour += HOUR) {
                yield hourAt(hour);
              }
            },
          },
        ],
      });
      return { store, computer, requests, backfill };
    };

    const compute = async (hours: readonly number[], incomplete = false) => {
      const { store, computer } = open();
      const computed: ComputedHour[] = [];
      for (const hour of hours) {
        computed.push(
          await computer.compute(
            incomplete
              ? {
                  ...hourAt(hour),
                  coverage: {
                    observedMinutes: 30,
                    usage: 'complete',
                    reasons: ['not watched for 30 minutes'],
                  },
                }
              : hourAt(hour),
            { workloads: new Map(), namespaces: new Map() },
            { source: 'mirror', details: false },
          ),
        );
      }
      await knex.transaction(trx => store.replaceHours(trx, 'east', computed));
      await store.rollUp('east', async () => {});
    };

    const fill = async () => {
      const { backfill } = open();
      await backfill.request(['east'], SPAN);
      const { signal } = new AbortController();
      await backfill.run(ownedCluster('east', testLease()), signal);
    };

    const ownersByDay = async () => {
      const totals = await new SqlCostReader(knex).totals({
        level: 'day',
        ...SPAN,
        by: ['at', 'owner', 'system'],
        where: { class: ['workload'] },
      });
      return totals
        .sort((left, right) => left.at! - right.at!)
        .map(({ at, owner, system }) => [
          new Date(at! * 1000).toLocaleDateString('sv', {
            timeZone: TIME_ZONE,
          }),
          owner,
          system,
        ]);
    };

    /** Its owner changed on the third day. */
    const EXPECTED = [
      ['2026-11-16', OLD, 'system:default/old'],
      ['2026-11-17', OLD, 'system:default/old'],
      ['2026-11-18', NEW, 'system:default/new'],
      ['2026-11-19', NEW, 'system:default/new'],
    ];
    const allHours = Array.from(
      { length: 4 * 24 },
      (_, index) => FIRST + index * HOUR,
    );

    const snapshots = async () => {
      await ownership.add({ day: '2026-11-16', entities: ownedBy(OLD) });
      await ownership.add({ day: '2026-11-17', entities: ownedBy(OLD) });
      await ownership.add({ day: '2026-11-18', entities: ownedBy(NEW) });
    };

    it('when hours are computed as they pass', async () => {
      await snapshots();
      await compute(allHours);
      expect(await ownersByDay()).toEqual(EXPECTED);
      expect(await ownershipNotices(knex, SPAN, TIME_ZONE)).toEqual([]);
    });

    it('when they are computed again later, by the job or a backfill', async () => {
      await snapshots();
      await compute(allHours, true);
      // Today it has another owner again.
      await ownership.add({
        day: '2026-11-21',
        entities: ownedBy('group:default/newest'),
      });
      await compute(allHours.slice(20, 60), true);
      expect(await ownersByDay()).toEqual(EXPECTED);
      time += HOUR * 1000;
      await fill();
      expect(await ownersByDay()).toEqual(EXPECTED);
      const runs = await knex('cost_runs').where({ source: 'past' });
      expect(runs).toHaveLength(96);
    });

    it('when a backfill computes them the first time', async () => {
      await snapshots();
      await fill();
      expect(await ownersByDay()).toEqual(EXPECTED);
    });

    it('of days that nobody knows those of the first that is known, which is said', async () => {
      await ownership.add({ day: '2026-11-18', entities: ownedBy(NEW) });
      await fill();
      expect((await ownersByDay()).map(([, owner]) => owner)).toEqual(
        Array(4).fill(NEW),
      );
      expect(await ownershipNotices(knex, SPAN, TIME_ZONE)).toEqual([
        {
          code: 'ownership-of-later-day',
          message:
            'Who owned what is known since 2026-11-18; costs of the days before are those of who owned it then',
        },
      ]);
      // The second half of the 17th, and the 18th alone; then a time before anything cost something.
      const noon = FIRST + 1.5 * DAY;
      for (const [since, until, count] of [
        [noon, SPAN.until, 1],
        [FIRST + 2 * DAY, SPAN.until, 0],
        [FIRST - 9 * DAY, FIRST - DAY, 0],
      ]) {
        const span = { since, until };
        expect(await ownershipNotices(knex, span, TIME_ZONE)).toHaveLength(
          count,
        );
      }
    });

    it('whatever people write on their workloads and namespaces', async () => {
      const long = 'x'.repeat(10_000);
      const { store, computer } = open();
      const texts = ['__proto__', long, `a\u0000\n\u202e${long}`, '\ud83d'];
      for (const [index, text] of texts.entries()) {
        const metadata = {
          annotations: { 'portlight.io/team': text, 'cost-center': text },
          labels: { owner: text },
        };
        const computed = await computer.compute(
          hourAt(FIRST + index * HOUR),
          {
            workloads: new Map(),
            namespaces: new Map([
              ['team-0', { metadata }],
              ['team-1', { metadata }],
            ]),
          },
          { source: 'mirror', details: true },
        );
        await knex.transaction(trx =>
          store.replaceHours(trx, 'east', [computed]),
        );
      }
      const totals = await new SqlCostReader(knex).totals({
        level: 'hour',
        ...SPAN,
        by: ['at', 'owner', 'team', 'costCenter'],
        where: { class: ['workload'] },
      });
      const words = totals
        .sort((left, right) => left.at! - right.at!)
        .map(({ owner, team, costCenter }) => [owner, team, costCenter]);
      expect(words).toHaveLength(4);
      expect(words[0]).toEqual(['__proto__', '__proto__', '__proto__']);
      for (const [owner = '', team = '', costCenter] of words.slice(1)) {
        expect(owner.length).toBeLessThanOrEqual(253);
        expect(team.length).toBeLessThanOrEqual(253);
        expect(team).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(costCenter).toBe(team);
      }
    });

    it('of which nothing is said where costs began with the first day that is known, or nobody knows any', async () => {
      await compute(allHours.slice(48));
      expect(await ownershipNotices(knex, SPAN, TIME_ZONE)).toEqual([]);
      await ownership.add({ day: '2026-11-18', entities: ownedBy(NEW) });
      expect(await ownershipNotices(knex, SPAN, TIME_ZONE)).toEqual([]);
    });
  },
);
