import type {
  CostCoverage,
  CostNotice,
  TimeSpan,
} from '@portlight/plugin-portlight-common';
import type { CostLevel, CostReader } from '../store';

const HOUR = 3600;
/** The latest hour is looked for among those of so long. */
const LATEST = 48 * HOUR;
/** Clusters that a notice names. */
const NAMED = 20;

/** How much of a span is known of clusters, with what there is to say about it. */
export async function readCoverage(
  reader: CostReader,
  options: {
    level: CostLevel;
    span: TimeSpan;
    clusters: readonly string[] | undefined;
    now: number;
  },
): Promise<{ coverage: CostCoverage; notices: CostNotice[] }> {
  const { level, span, clusters, now } = options;
  const of = clusters === undefined ? {} : { clusters };
  const hour = Math.floor(now / HOUR) * HOUR;
  const [rows, latest] = await Promise.all([
    reader.coverage({ level, ...span, ...of }),
    reader.coverage({
      level: 'hour',
      since: now - LATEST,
      until: now + HOUR,
      ...of,
    }),
  ]);
  let expected = 0;
  let computed = 0;
  let incomplete = 0;
  const incompleteClusters: string[] = [];
  for (const row of rows) {
    // Before its first hour a cluster was not there, or not known.
    const since = Math.max(span.since, row.since);
    const until = Math.min(span.until, hour);
    expected += Math.max(Math.round((until - since) / HOUR), row.hours);
    computed += row.hours;
    incomplete += row.incomplete;
    if (row.incomplete > 0) incompleteClusters.push(row.cluster);
  }
  const last = Math.max(...latest.map(({ until }) => until));
  return {
    coverage: {
      expected,
      computed,
      incomplete,
      ...(latest.length > 0
        ? { computedUntil: new Date((last + HOUR) * 1000).toISOString() }
        : {}),
    },
    notices:
      incomplete > 0
        ? [
            {
              code: 'incomplete-hours',
              message: `${incomplete} of ${computed} hours of clusters are incomplete: something of them is not known, and they are computed again as soon as it is`,
              clusters: incompleteClusters.sort().slice(0, NAMED),
              hours: incomplete,
            },
          ]
        : [],
  };
}
