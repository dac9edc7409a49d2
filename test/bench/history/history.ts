import { availabilityOf } from '../../parts';
import { runChild } from '../children';
import { type Figure, figure, type Ratio, type Subject } from '../report';
import { median, percentile } from '../statistics';
import type { Suite } from '../suite';
import type { HistoryInput, HistoryResult } from './HistoryInput';

function figuresOf(results: readonly HistoryResult[]): Record<string, Figure> {
  const of = (
    unit: Figure['unit'],
    read: (result: HistoryResult) => number | undefined,
  ) => {
    const values = results.flatMap(result => read(result) ?? []);
    return values.length > 0 ? figure(unit, values) : undefined;
  };
  const figures: Record<string, Figure | undefined> = {
    'samples/s': of('count', ({ samples, ingest }) =>
      Math.round(samples / ingest.wall),
    ),
    'CPU per sample': of(
      'microseconds',
      ({ samples, ingest }) => (ingest.cpu / samples) * 1e6,
    ),
    'longest pause': of(
      'milliseconds',
      ({ longestPause }) => longestPause * 1000,
    ),
    'bytes per sample': of('count', ({ bytesPerSample }) => bytesPerSample),
    'rollup per sample': of(
      'microseconds',
      ({ rollup, samples }) => rollup && (rollup.wall / samples) * 1e6,
    ),
    'its longest pause': of(
      'milliseconds',
      ({ rollup }) => rollup && rollup.longestPause * 1000,
    ),
    '7 days by hour, p50': of(
      'milliseconds',
      ({ byHour }) => median(byHour) * 1000,
    ),
    p95: of('milliseconds', ({ byHour }) => percentile(byHour, 0.95) * 1000),
    'by 10 min, p50': of(
      'milliseconds',
      ({ byTenMinutes }) => byTenMinutes && median(byTenMinutes) * 1000,
    ),
    'all samples, p50': of(
      'milliseconds',
      ({ bySample }) => bySample && median(bySample) * 1000,
    ),
  };
  return Object.fromEntries(
    Object.entries(figures).filter(
      (entry): entry is [string, Figure] => entry[1] !== undefined,
    ),
  );
}

/** ME5: what history costs, beside a table that has a row per sample and nothing else. */
export const history: Suite = {
  name: 'history',
  title: 'History of metrics, beside a plain table of samples',
  async run({ quick, progress }) {
    const size: Omit<HistoryInput, 'database' | 'way'> = quick
      ? { peers: 3, series: 80, scrapes: 8, days: 2, queries: 3 }
      : { peers: 50, series: 400, scrapes: 40, days: 7, queries: 20 };
    const rounds = quick ? 1 : 2;
    const postgres = availabilityOf('postgres');
    const databases: HistoryInput['database'][] = postgres.available
      ? ['SQLite', 'PostgreSQL']
      : ['SQLite'];
    const subjects: Subject[] = [];
    const ratios: Ratio[] = [];
    for (const database of databases) {
      const found: Record<HistoryInput['way'], HistoryResult[]> = {
        history: [],
        plain: [],
      };
      for (let round = 0; round < rounds; round++) {
        for (const way of ['plain', 'history'] as const) {
          progress(`${database}, ${way}, ${round + 1} of ${rounds}`);
          found[way].push(
            await runChild<HistoryResult>('history/historyProcess.ts', {
              ...size,
              database,
              way,
            }),
          );
        }
      }
      const ratio = (read: (result: HistoryResult) => number) =>
        median(
          found.history.map(
            (result, round) => read(result) / read(found.plain[round]),
          ),
        );
      for (const way of ['history', 'plain'] as const) {
        subjects.push({
          name: `${database}, ${way === 'history' ? 'Portlight' : 'plain'}`,
          figures: figuresOf(found[way]),
        });
      }
      ratios.push(
        {
          name: `${database}: samples per second against the plain table`,
          value: ratio(({ samples, ingest }) => samples / ingest.wall),
        },
        {
          name: `${database}: bytes per sample against the plain table`,
          value: ratio(({ bytesPerSample }) => bytesPerSample),
        },
        {
          name: `${database}: plain table against rollups, ${size.days} days of 50 series by the hour`,
          value: 1 / ratio(({ byHour }) => median(byHour)),
        },
      );
    }
    const { peers, series, scrapes, queries } = size;
    return {
      parameters: {
        peers,
        'series of each': series,
        'scrapes of each': scrapes,
        queries,
        rounds,
      },
      subjects,
      ratios,
      skipped: postgres.available ? [] : [`PostgreSQL: ${postgres.reason}`],
    };
  },
};
