import type { AuditorService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { BodyOf, OperationHandlers } from '../../api/operations';
import { audited } from '../../clusters';
import { type Visibility, whereVisibleClusters } from '../../permissions';
import type { CostSettings } from '../settings';
import type { CostReader, CostRun } from '../store';
import type { Backfill } from './Backfill';
import type { BackfillRequests, BackfillRow } from './BackfillRequests';
import { finishedUntil } from './schedule';

type CostJob = BodyOf<'getCostJobs'>['items'][number];
type CostBackfill = NonNullable<BodyOf<'getCostJobs'>['backfill']>;

const HOUR = 3_600;

/** Seconds of which every hour is looked at; what is older is known by the day. */
const RECENT = 7 * 24 * HOUR;

/** Reasons in an answer. */
const MOST_REASONS = 20;

/** What handlers of the hourly job need. */
export interface JobHandlersOptions {
  knex: Knex;
  reader: Pick<CostReader, 'runs' | 'coverage'>;
  requests: BackfillRequests;
  backfill: Pick<Backfill, 'request'>;
  settings: CostSettings;
  auditor: AuditorService;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

interface ClusterRow {
  name: string;
  last_seconds: number | null;
  error: string | null;
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** Answers how far the hourly job is, and has hours of the past computed. */
export function createJobHandlers(
  options: JobHandlersOptions,
): Pick<OperationHandlers, 'getCostJobs' | 'startCostBackfill'> {
  const { knex, reader, requests, backfill, now = Date.now } = options;
  return {
    getCostJobs: {
      answer: async ({ query, visibility }) => {
        const names = await visibleClusters(knex, visibility, query.cluster);
        const until = finishedUntil(now() / 1000);
        const states: ClusterRow[] = await knex('cost_clusters').select(
          'name',
          'last_seconds',
          'error',
        );
        const known = new Map(states.map(state => [state.name, state]));
        const range = { clusters: names, until };
        const runs = await reader.runs({ ...range, since: until - RECENT });
        const all = await reader.coverage({
          ...range,
          level: 'hour',
          since: 0,
        });
        const items = names.map((cluster): CostJob => {
          const covered = all.find(each => each.cluster === cluster);
          const recent = runs.filter(run => run.cluster === cluster);
          const state = known.get(cluster);
          return describe({ cluster, covered, recent, state, until });
        });
        const wishes = await requests.all();
        const progress = describeBackfill(
          wishes.filter(({ cluster }) => names.includes(cluster)),
        );
        return {
          items,
          total: items.length,
          ...(progress ? { backfill: progress } : {}),
        };
      },
    },
    startCostBackfill: {
      answer: async ({ body, visibility, request }) => {
        const since = Math.floor(Date.parse(body.since) / 1000);
        const until = Math.floor(Date.parse(body.until) / 1000);
        if (!(until > since)) {
          throw new InputError('`until` has to be after `since`');
        }
        const names = await visibleClusters(knex, visibility, body.clusters);
        const started = await audited(
          options.auditor,
          {
            eventId: 'cost-backfill',
            severityLevel: 'medium',
            request,
            meta: { since: body.since, until: body.until },
          },
          () => backfill.request(names, { since, until }),
        );
        if (started === 0) {
          throw new InputError(
            'Of these hours none is missing or incomplete that anything is known of: no source of hours of the past has them, and what Portlight saw itself is computed again by itself',
          );
        }
      },
    },
  };
}

/** Names of clusters, in order. */
async function visibleClusters(
  knex: Knex,
  visibility: Visibility,
  wanted: readonly string[] | undefined,
): Promise<string[]> {
  const query = knex('clusters').orderBy('clusters.name');
  whereVisibleClusters(knex, query, visibility);
  const names: string[] = await query.pluck('clusters.name');
  const only = wanted && new Set(wanted);
  return names.filter(name => !only || only.has(name));
}

function describe(facts: {
  cluster: string;
  covered?: { since: number; until: number; hours: number; incomplete: number };
  recent: readonly CostRun[];
  state?: ClusterRow;
  until: number;
}): CostJob {
  const { cluster, covered, recent, state, until } = facts;
  const last = recent.reduce<CostRun | undefined>(
    (newest, run) =>
      !newest || run.computedAt > newest.computedAt ? run : newest,
    undefined,
  );
  const newestHour = recent.at(-1);
  const reasons = new Set(
    recent
      .filter(({ status }) => status === 'incomplete')
      .flatMap(run => run.reasons),
  );
  return {
    cluster,
    complete: covered ? covered.hours - covered.incomplete : 0,
    incomplete: covered?.incomplete ?? 0,
    missing: covered
      ? Math.max(0, (until - covered.since) / HOUR - covered.hours)
      : 0,
    usage: newestHour?.usage ?? 'unknown',
    reasons: [...reasons].slice(0, MOST_REASONS),
    ...(covered
      ? {
          computedSince: isoTime(covered.since),
          computedUntil: isoTime(covered.until + HOUR),
        }
      : {}),
    ...(last ? { lastRunAt: isoTime(last.computedAt) } : {}),
    ...(state && state.last_seconds !== null
      ? { lastSeconds: state.last_seconds }
      : {}),
    ...(state?.error ? { error: state.error } : {}),
  };
}

/** The last wish, over all its clusters. */
function describeBackfill(
  rows: readonly BackfillRow[],
): CostBackfill | undefined {
  if (rows.length === 0) return undefined;
  const running = rows.filter(({ state }) => state === 'running');
  const newest = Math.max(...rows.map(({ requestedAt }) => requestedAt));
  // Replicas ask for what is lacking of each cluster on their own; whatever runs is shown together.
  const shown =
    running.length > 0
      ? rows.filter(
          ({ requestedAt }) =>
            requestedAt >=
            Math.min(...running.map(({ requestedAt: at }) => at)),
        )
      : rows.filter(({ requestedAt }) => requestedAt === newest);
  const sum = (value: (row: BackfillRow) => number) =>
    shown.reduce((total, row) => total + value(row), 0);
  const failed = shown.find(({ state }) => state === 'failed');
  const finished = Math.max(...shown.map(({ finishedAt = 0 }) => finishedAt));
  const state = failed ? 'failed' : 'done';
  return {
    state: running.length > 0 ? 'running' : state,
    since: isoTime(Math.min(...shown.map(({ since }) => since))),
    until: isoTime(Math.max(...shown.map(({ until }) => until))),
    done: sum(({ done }) => done),
    total: sum(({ total }) => total),
    startedAt: new Date(
      Math.min(...shown.map(({ requestedAt }) => requestedAt)),
    ).toISOString(),
    ...(running.length === 0 && finished > 0
      ? { finishedAt: new Date(finished).toISOString() }
      : {}),
    ...(failed?.message ? { message: failed.message } : {}),
  };
}
