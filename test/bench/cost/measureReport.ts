import {
  KEY_COLUMNS,
  SUMMED_COLUMNS,
} from '@portlight/plugin-portlight-backend/src/cost/store/columns';
import {
  CachedCostReader,
  type CostTotalsQuery,
  SqlCostReader,
} from '@portlight/plugin-portlight-backend/src/cost/store';
import { createCostReadHandlers } from '@portlight/plugin-portlight-backend/src/cost/read';
import { DEFAULT_SHARING } from '@portlight/plugin-portlight-backend/src/cost/read/readSharingSettings';
import { SEES_EVERYTHING } from '@portlight/plugin-portlight-backend/src/permissions';
import type { Knex } from 'knex';
import type { BenchDatabase } from '../history/openDatabase';
import { isPostgres } from '../history/samples';
import type { CostInput, CostResult } from './CostInput';
import { BEGIN, DAY, HOUR, prepare, taken } from './parts';

const TODAY = Math.floor(BEGIN / DAY) * DAY;

/** Namespaces of a cluster, and owners in the fleet. */
const NAMESPACES = 10;
const OWNERS = 60;

/** What belongs to a cluster as a whole. */
const OWN = ['idle', 'overhead'];

/** Days that a report looks back for its forecast. */
const BEFORE = 60;

async function writeNames(
  knex: Knex,
  { clusters, workloads }: Extract<CostInput, { what: 'report' }>,
): Promise<void> {
  for (let cluster = 1; cluster <= clusters; cluster++) {
    await knex('cost_clusters').insert({
      id: cluster,
      name: `bench-${cluster}`,
      time_zone: 'UTC',
    });
    const scopes = [
      ...Array.from({ length: workloads }, (_, index) => ({
        namespace: `team-${index % NAMESPACES}`,
        class: 'workload',
        kind: 'Deployment',
        name: `app-${index}`,
      })),
      ...OWN.map(name => ({ namespace: '', class: name, kind: '', name: '' })),
    ];
    await knex.batchInsert(
      'cost_scopes',
      scopes.map((scope, index) => ({
        id: (cluster - 1) * scopes.length + index + 1,
        cluster,
        ...scope,
        labels: '{}',
      })),
      50,
    );
  }
  await knex('cost_attributions').insert(
    Array.from({ length: OWNERS }, (_, index) => ({
      id: index + 1,
      hash: String(index),
      owner: `group:default/team-${index}`,
      system: `system:default/system-${index % 30}`,
      domain: '',
      entity: '',
      team: `team-${index}`,
      cost_center: '',
    })),
  );
  await knex('cost_prices').insert(
    ['m5.large', 'm5.xlarge'].map((type, index) => ({
      id: index + 1,
      hash: type,
      key: type,
      kind: 'node',
      instance_type: type,
      capacity_type: 'on-demand',
      region: '',
      hourly: 0.1,
      source: 'seed',
      version: '1',
      published_at: '',
      note: '',
    })),
  );
}

/** A row of each workload for each of some times, in one statement. */
async function fill(
  knex: Knex,
  table: string,
  { since, times, step }: { since: number; times: number; step: number },
): Promise<void> {
  const until = since + (times - 1) * step;
  const values = SUMMED_COLUMNS.map(name => {
    if (name === 'incomplete') return '0';
    return name.endsWith('cost') || name === 'adjustment'
      ? 'cast(s.id as bigint) * 1000003 % 97000000'
      : '(s.id % 97) * 1.37';
  });
  const columns = `s.cluster, 1 + (s.id % ${OWNERS}), s.id, 1 + s.id % 2, ${values.join(
    ', ',
  )}`;
  const into = `insert into ${table} (${[
    ...KEY_COLUMNS,
    ...SUMMED_COLUMNS,
  ].join(', ')})`;
  const order = 'order by 1, 2, 3, 4, 5';
  await knex.raw(
    isPostgres(knex)
      ? `${into} select t, ${columns} from cost_scopes s, generate_series(${since}, ${until}, ${step}) t ${order}`
      : `with recursive t(at) as (select ${since} union all select at + ${step} from t where at < ${until})
         ${into} select t.at, ${columns} from t, cost_scopes s where true ${order}`,
  );
}

/** What people ask of a month of a fleet. */
export async function measureReport(
  { knex, size }: BenchDatabase,
  input: Extract<CostInput, { what: 'report' }>,
): Promise<CostResult> {
  const { clusters, workloads, days, queries } = input;
  const { settings } = await prepare(knex, () => BEGIN * 1000);
  await writeNames(knex, input);
  const since = TODAY - days * DAY;
  const rows = clusters * (workloads + OWN.length);
  const empty = await size();
  await fill(knex, 'cost_days', { since, times: days, step: DAY });
  const ofDays = (await size()) - empty;
  await fill(knex, 'cost_hours', { since: TODAY - DAY, times: 24, step: HOUR });
  const ofHours = (await size()) - empty - ofDays;
  const before = { since: since - BEFORE * DAY, times: BEFORE, step: DAY };
  await fill(knex, 'cost_months', { ...before, times: 10 });
  const ofMonths = (await size()) - empty - ofDays - ofHours;
  await fill(knex, 'cost_days', before);
  await knex.batchInsert(
    'cost_periods',
    Array.from({ length: clusters * (days + BEFORE) }, (_, index) => ({
      cluster: 1 + (index % clusters),
      level: 'day',
      at: TODAY - (1 + Math.floor(index / clusters)) * DAY,
      hours: 24,
      incomplete: 0,
      sealed: false,
    })),
    500,
  );
  if (isPostgres(knex)) await knex.raw('vacuum analyze');
  const reader = new SqlCostReader(knex);
  const timed = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return (performance.now() - began) / 1000;
  };
  const ask = async (query: Partial<CostTotalsQuery>, groups: number) => {
    const times: number[] = [];
    for (let turn = 0; turn < queries; turn++) {
      let found = 0;
      times.push(
        await timed(async () => {
          const range = { since, until: TODAY };
          found = (
            await reader.totals({ level: 'day', ...range, by: [], ...query })
          ).length;
        }),
      );
      if (found !== groups) throw new Error(`${found} groups were found`);
    }
    return times;
  };
  const readReport = async (remembering: CachedCostReader, query: object) => {
    const window = [since, TODAY]
      .map(at => new Date(at * 1000).toISOString())
      .join(',');
    const { getFleetCosts } = createCostReadHandlers({
      knex,
      reader: remembering,
      settings: { cost: settings, sharing: DEFAULT_SHARING },
      now: () => BEGIN * 1000,
    });
    await getFleetCosts.answer({
      query: { window, aggregate: ['owner'], ...query },
      path: {},
      visibility: SEES_EVERYTHING,
    } as never);
  };
  const turns = async (work: () => Promise<void>, change = async () => {}) => {
    const times: { cpu: number; wall: number }[] = [];
    for (let turn = 0; turn < queries; turn++) {
      await change();
      times.push(await taken(work));
    }
    return times;
  };
  const report = async (query: object) => {
    const remembering = new CachedCostReader(knex);
    await readReport(remembering, query);
    // An hour of each cluster was computed.
    return turns(
      () => readReport(remembering, query),
      async () => {
        await knex('cost_periods')
          .where({ level: 'day', at: TODAY - DAY })
          .increment('revision', 1);
      },
    );
  };
  const owners = Math.min(OWNERS, rows);
  return {
    bytesPerWorkloadDay: {
      hours: ofHours / rows,
      days: ofDays / (rows * days),
      // Ten rows are there, each of which is of 30 days.
      months: ofMonths / (rows * 10 * 30),
    },
    report: await report({}),
    firstReport: await turns(() => readReport(new CachedCostReader(knex), {})),
    sharedReport: await report({ idle: 'share' }),
    byOwner: await ask({ by: ['owner'] }, owners),
    byDayAndOwner: await ask({ by: ['at', 'owner'] }, owners * days),
    byWorkload: await ask(
      {
        by: ['namespace', 'kind', 'name'],
        clusters: ['bench-1'],
        where: { class: ['workload'] },
      },
      workloads,
    ),
  };
}
