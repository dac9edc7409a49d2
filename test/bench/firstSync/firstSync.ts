import { startFleet } from '../fleet/startFleet';
import type { Suite } from '../suite';
import {
  INFORMERS,
  MIRROR,
  MIRROR_WAYS,
  PARSE,
  roundRatio,
  runSubject,
  syncSubject,
} from './subjects';
import type { SyncResult } from './SyncInput';

const SUBJECTS = [MIRROR, INFORMERS, PARSE, ...MIRROR_WAYS];

/** PF1: from nothing to queryable SQL, beside what others do with the same objects. */
export const firstSync: Suite = {
  name: 'first-sync',
  title: 'First sync of a fleet (all kinds that the mirror reads)',
  takesClusters: true,
  async run({ quick, clusters = quick ? 2 : 20, progress }) {
    const podsPerCluster = quick ? 50 : 500;
    const rounds = quick ? 1 : 5;
    const fleet = await startFleet({
      clusters,
      podsPerCluster,
      speed: 0,
      secure: true,
    });
    try {
      // The server's caches fill while nobody looks.
      await runSubject(PARSE, fleet);
      const results = new Map(
        SUBJECTS.map(({ name }): [string, SyncResult[]] => [name, []]),
      );
      for (let round = 1; round <= rounds; round++) {
        progress(`round ${round} of ${rounds}`);
        for (const subject of SUBJECTS) {
          const result = await runSubject(subject, fleet);
          results.get(subject.name)!.push(result);
        }
      }
      const mirror = results.get(MIRROR.name)!;
      const informers = results.get(INFORMERS.name)!;
      const parse = results.get(PARSE.name)!;
      const cpu = (result: SyncResult) => result.cpu;
      return {
        parameters: {
          clusters,
          'pods per cluster': podsPerCluster,
          objects: mirror[0].objects,
          rounds,
        },
        subjects: SUBJECTS.map(subject =>
          syncSubject(subject, results.get(subject.name)!),
        ),
        ratios: [
          {
            name: 'CPU, mirror / fetch + JSON.parse',
            value: roundRatio(mirror, parse, cpu),
            target: { atMost: 1.5 },
          },
          {
            name: 'CPU, mirror / informers',
            value: roundRatio(mirror, informers, cpu),
          },
          ...MIRROR_WAYS.map(({ name }) => ({
            name: `CPU, ${name} / mirror without TLS`,
            value: roundRatio(results.get(name)!, mirror, cpu),
          })),
          {
            name: 'wall time, mirror / informers',
            value: roundRatio(mirror, informers, ({ wall }) => wall),
          },
          {
            name: 'heap, informers / mirror',
            value: roundRatio(informers, mirror, ({ heap }) => heap),
            target: { atLeast: 5 },
          },
          {
            name: 'peak RSS above the start, informers / mirror',
            value: roundRatio(
              informers,
              mirror,
              ({ peakRss, rssBefore }) => peakRss - rssBefore,
            ),
          },
        ],
        skipped: [],
      };
    } finally {
      await fleet.stop();
    }
  },
};
