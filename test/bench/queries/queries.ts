import { availabilityOf } from '../../parts';
import { startFleet } from '../fleet/startFleet';
import { figure, type Figure, type Subject } from '../report';
import { percentile } from '../statistics';
import type { Suite } from '../suite';
import { FLEET_QUERIES, PARTIAL_QUERIES } from './requests';
import { startPortal, type Answer, type BenchPortal } from './startPortal';

const WARM_UP = 10;
/** Requests of one turn; the databases take turns. */
const TURN = 20;

/** PF3: what pages ask of the fleet, through the real router, on both databases. */
export const queries: Suite = {
  name: 'queries',
  title: 'Fleet queries through the API',
  async run({ quick, progress }) {
    const clusters = quick ? 2 : 20;
    const podsPerCluster = quick ? 100 : 2_500;
    const rounds = quick ? 1 : 5;
    const postgres = availabilityOf('postgres');
    const fleet = await startFleet({
      clusters,
      podsPerCluster,
      speed: 0,
      troubledEvery: 25,
    });
    const portals: [string, BenchPortal][] = [];
    try {
      portals.push(['SQLite', await startPortal('SQLite', fleet)]);
      if (postgres.available) {
        portals.push(['PostgreSQL', await startPortal('PostgreSQL', fleet)]);
      }
      const subjects: Subject[] = [];
      let slowest = 0;
      let slowestFirst = 0;
      let largest = 0;
      for (const query of [...FLEET_QUERIES, ...PARTIAL_QUERIES]) {
        progress(query.name);
        const asked = await Promise.all(
          portals.map(async ([name, portal]) => ({
            name,
            portal,
            path: await query.path(portal),
            answers: [] as Pick<Answer, 'milliseconds' | 'bytes'>[],
          })),
        );
        const first: Record<string, number> = {};
        for (const { name, portal, path } of asked) {
          // Nothing of it is known yet: the totals of later requests are counted where something changed.
          const { milliseconds } = await portal.get(path, query.partial);
          first[name] = milliseconds;
          slowestFirst = Math.max(slowestFirst, milliseconds);
          for (let turn = 0; turn < WARM_UP; turn++)
            await portal.get(path, query.partial);
        }
        for (let round = 0; round < rounds; round++) {
          for (const { portal, path, answers } of asked) {
            for (let turn = 0; turn < TURN; turn++) {
              const { milliseconds, bytes } = await portal.get(
                path,
                query.partial,
              );
              answers.push({ milliseconds, bytes });
            }
          }
        }
        const figures: Record<string, Figure> = {};
        for (const { name, answers } of asked) {
          figures[`${name} first`] = figure('milliseconds', [first[name]]);
          const times = answers.map(({ milliseconds }) => milliseconds);
          for (const [of, share] of [
            ['p50', 0.5],
            ['p95', 0.95],
          ] as const) {
            figures[`${name} ${of}`] = figure('milliseconds', [
              percentile(times, share),
            ]);
          }
          slowest = Math.max(slowest, percentile(times, 0.95));
          largest = Math.max(largest, answers[0].bytes);
        }
        figures.page = figure('bytes', [asked[0].answers[0].bytes]);
        subjects.push({ name: query.name, figures });
      }
      return {
        parameters: {
          clusters,
          pods: fleet.pods,
          'requests per query': rounds * TURN,
          ...Object.fromEntries(
            portals.map(([name, { synced }]) => [
              `first sync to ${name}, s`,
              Math.round(synced / 100) / 10,
            ]),
          ),
        },
        subjects,
        ratios: [
          {
            name: 'slowest p95',
            value: slowest,
            unit: 'milliseconds',
            target: { atMost: 50 },
          },
          {
            name: 'slowest first request of a kind',
            value: slowestFirst,
            unit: 'milliseconds',
          },
          {
            name: 'largest page',
            value: largest,
            unit: 'bytes',
            target: { atMost: 60 * 1024 },
          },
        ],
        skipped: postgres.available ? [] : [`PostgreSQL: ${postgres.reason}`],
      };
    } finally {
      await Promise.all(portals.map(([, portal]) => portal.stop()));
      await fleet.stop();
    }
  },
};
