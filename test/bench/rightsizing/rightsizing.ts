import { availabilityOf } from '../../parts';
import { runChild } from '../children';
import { figure, type Subject } from '../report';
import type { Suite } from '../suite';
import type { RightsizingInput, RightsizingResult } from './RightsizingInput';

/** RI1: what it takes to keep usage by container, and to look at all of a large cluster. */
export const rightsizing: Suite = {
  name: 'rightsizing',
  title: 'Rightsizing: usage by container and day, a look at one cluster',
  async run({ quick, progress }) {
    const size = quick
      ? { workloads: 60, days: 2, queries: 2 }
      : { workloads: 10_000, days: 13, queries: 10 };
    const postgres = availabilityOf('postgres');
    const databases: RightsizingInput['database'][] = postgres.available
      ? ['SQLite', 'PostgreSQL']
      : ['SQLite'];
    const subjects: Subject[] = [];
    const largest: number[] = [];
    for (const database of databases) {
      progress(`${database}: ${size.workloads} workloads`);
      const { record, look, list, ...result } =
        await runChild<RightsizingResult>('rightsizing/rightsizingProcess.ts', {
          ...size,
          database,
        });
      largest.push(result.largestDay);
      subjects.push({
        name: database,
        figures: {
          'five minutes are written': figure('seconds', [record.wall]),
          'their CPU': figure('seconds', [record.cpu]),
          'a look': figure('seconds', [look.wall]),
          'its CPU': figure('seconds', [look.cpu]),
          'its longest pause': figure('milliseconds', [
            look.longestPause * 1000,
          ]),
          'a container and day': figure('bytes', [result.bytesPerDay]),
          'first 100 of the list': figure(
            'milliseconds',
            list.map(seconds => seconds * 1000),
          ),
        },
      });
    }
    return {
      parameters: size,
      subjects,
      ratios: [
        {
          name: 'a container and day, the largest',
          value: Math.max(...largest),
          unit: 'bytes',
          target: { atMost: 1024 },
        },
      ],
      skipped: postgres.available ? [] : [`PostgreSQL: ${postgres.reason}`],
    };
  },
};
