import type {
  CostItem,
  CostQuery,
  CostReport,
  CostScope,
  CostSource,
} from '@portlight/plugin-portlight-common';
import { has } from '../fakeLists';
import {
  fakeWindow,
  noticesOf,
  sumHours,
  visibleRows,
  type CostState,
} from './costBasics';
import {
  addCell,
  DAY,
  emptyCell,
  HOUR,
  PRICES,
  type CostCell,
  type CostRowPlan,
} from './costsPlan';

/** Whether a row belongs to a scope. */
function isInScope(row: CostRowPlan, scope: CostScope): boolean {
  const { keys } = row;
  if ('entityRef' in scope) {
    const kind = scope.entityRef.split(':')[0];
    const field =
      { group: 'owner', user: 'owner', system: 'system', domain: 'domain' }[
        kind
      ] ?? 'entity';
    return keys[field] === scope.entityRef;
  }
  if ('cluster' in scope) {
    return Object.entries(scope).every(
      ([key, value]) => keys[key === 'name' ? 'workload' : key] === value,
    );
  }
  return has('clusters' in scope ? scope.clusters : undefined, keys.cluster);
}

/** The one form of filter that views write: `cluster:"a"+namespace:"b","c"`. */
export function isFiltered(
  row: CostRowPlan,
  filter: string | undefined,
): boolean {
  if (!filter) return true;
  return filter.split('+').every(part => {
    const colon = part.indexOf(':"');
    const isNegated = part[colon - 1] === '!';
    const field = part
      .slice(0, isNegated ? colon - 1 : colon)
      .replace(/^label\["?(.*?)"?\]$/, 'label:$1');
    // Nothing here says on which node it ran: any stands for all.
    if (field === 'node') return true;
    const values = [...part.slice(colon + 1).matchAll(/"([^"]*)"/g)];
    const name =
      { controllerName: 'workload', controllerKind: 'kind' }[field] ?? field;
    const own = name === 'class' ? row.class : row.keys[name];
    const isOneOf = values.some(
      ([, value]) =>
        (own ?? '').toLowerCase() === value.toLowerCase() ||
        (value === '__unallocated__' && own === undefined),
    );
    return isOneOf !== isNegated;
  });
}

/** The value that rows without a name for an aggregate are grouped under. */
function nameOf(row: CostRowPlan, aggregate: string): string {
  if (aggregate === 'all') return 'all';
  const named = row.keys[aggregate];
  if (named !== undefined) return named;
  if (row.class === 'idle') return '__idle__';
  if (row.class === 'overhead') return '__overhead__';
  return row.class === 'managementFee' ? '__management__' : '__unallocated__';
}

function pointsOf(
  start: number,
  end: number,
  step: NonNullable<CostQuery['step']>,
): number[] {
  const times: number[] = [];
  if (step === 'month') {
    const first = new Date(start);
    for (let month = first.getUTCMonth(); ; month++) {
      const at = Date.UTC(first.getUTCFullYear(), month, 1);
      if (at >= end) return times;
      times.push(at);
    }
  }
  const length = { hour: HOUR, day: DAY, week: 7 * DAY }[step];
  // Weeks begin on a Monday; the epoch began on a Thursday.
  const offset = step === 'week' ? 4 * DAY : 0;
  const first = Math.floor((start - offset) / length) * length + offset;
  for (let at = first; at < end; at += length) times.push(at);
  return times;
}

function efficiencyOf({ amounts, quantities }: CostCell) {
  const ratio = (used: number, requested: number) =>
    requested > 0 ? used / requested : undefined;
  const cpu = ratio(quantities.cpuUsageHours, quantities.cpuRequestHours);
  const memory = ratio(
    quantities.memoryUsageByteHours,
    quantities.memoryRequestByteHours,
  );
  const cost = amounts.cpu + amounts.memory;
  return {
    cpu,
    memory,
    total:
      cpu === undefined || memory === undefined
        ? undefined
        : (cpu * amounts.cpu + memory * amounts.memory) / cost,
  };
}

interface Group {
  rows: CostRowPlan[];
  keys: string[];
  cell: CostCell;
}

/** A report as the backend would give it; the parts of every row add up to its total, and the rows to the total. */
export function fakeReport(
  all: readonly CostRowPlan[],
  scope: CostScope,
  query: CostQuery,
  options: { now: number; state: CostState },
): CostReport {
  const { now, state } = options;
  const window = fakeWindow(query.window, now);
  const start = Date.parse(window.start);
  const end = Date.parse(window.end);
  const step = query.step ?? (end - start > 2 * DAY ? 'day' : 'hour');
  const aggregate = query.aggregate ?? defaultAggregate(scope);
  const idle = query.idle ?? 'separate';
  const times = pointsOf(start, end, step);
  const seen = visibleRows(all, state).filter(
    row => isInScope(row, scope) && isFiltered(row, query.filter),
  );
  const isWhole = 'clusters' in scope || Object.keys(scope).length < 2;
  const rows = seen.filter(
    row =>
      (isWhole || row.class === 'workload') &&
      (idle === 'separate' || row.class !== 'idle'),
  );

  const valued = (row: CostRowPlan, from: number, to: number) => {
    const cell = sumHours(row, from, to);
    if (idle === 'share' && row.class === 'workload') {
      cell.amounts.idle = idleShare(all, row, from, to);
      cell.amounts.total += cell.amounts.idle;
    }
    return cell;
  };
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const keys = aggregate.map(name => nameOf(row, name));
    // What is no workload's stands apart, whatever it is grouped by.
    const apart = row.class === 'workload' ? '' : nameOf(row, 'class');
    const name = [...new Set([...keys, apart])].filter(Boolean).join('/');
    const group = groups.get(name) ?? { rows: [], keys, cell: emptyCell() };
    group.rows.push(row);
    addCell(group.cell, valued(row, start, end));
    groups.set(name, group);
  }
  const itemOf = (name: string, { rows: own, keys, cell }: Group): CostItem => {
    const only = (key: string) =>
      own.length > 0 && own.every(row => row.keys[key] === own[0].keys[key])
        ? own[0].keys[key]
        : undefined;
    const previous = own.reduce(
      (sum, row) => sum + valued(row, 2 * start - end, start).amounts.total,
      0,
    );
    return {
      name,
      key: aggregate.map((item, index) => ({
        aggregate: item,
        value: keys[index],
      })),
      class: own.every(row => row.class === own[0].class)
        ? own[0]?.class ?? 'workload'
        : 'workload',
      amounts: cell.amounts,
      quantities: cell.quantities,
      efficiency: efficiencyOf(cell),
      share: 0,
      previousTotal: own.length ? previous : undefined,
      trend: times.map((at, index) =>
        own.length === 0
          ? null
          : own.reduce(
              (sum, row) =>
                sum +
                valued(row, Math.max(at, start), times[index + 1] ?? end)
                  .amounts.total,
              0,
            ),
      ),
      cluster: only('cluster'),
      namespace: only('namespace'),
      kind: only('kind'),
      workload: only('workload'),
      owner: only('owner'),
      entity: only('entity'),
    };
  };
  const total = itemOf('total', {
    rows,
    keys: aggregate.map(() => 'total'),
    cell: [...groups.values()].reduce(
      (sum, group) => addCell(sum, group.cell),
      emptyCell(),
    ),
  });
  total.share = 1;
  const found = [...groups]
    .map(([name, group]) => itemOf(name, group))
    .map(item => ({
      ...item,
      share: item.amounts.total / total.amounts.total,
    }))
    .sort((a, b) => b.amounts.total - a.amounts.total);
  const items = found.slice(0, query.limit ?? found.length);
  if (items.length < found.length) {
    const names = new Set(items.map(({ name }) => name));
    const beyond = [...groups]
      .filter(([name]) => !names.has(name))
      .map(([, group]) => group);
    const other = itemOf('__other__', {
      rows: beyond.flatMap(group => group.rows),
      keys: aggregate.map(() => '__other__'),
      cell: beyond.reduce(
        (sum, group) => addCell(sum, group.cell),
        emptyCell(),
      ),
    });
    items.push({
      ...other,
      class: 'other',
      share: other.amounts.total / total.amounts.total,
    });
  }
  const hours = (end - start) / HOUR;
  const clusters = new Set(all.map(({ keys }) => keys.cluster)).size;
  const incomplete = state === 'incomplete' ? Math.min(37, hours) : 0;
  return {
    currency: 'EUR',
    timeZone: 'UTC',
    window,
    step,
    aggregate,
    idle,
    policy: 'proportional',
    times: times.map(at => new Date(at).toISOString()),
    total,
    items,
    count: found.length,
    sources: sourcesOf(rows, start, end, state),
    coverage: {
      expected: hours * clusters,
      computed: state === 'empty' ? 0 : hours * clusters - incomplete / 2,
      incomplete,
      computedUntil: state === 'empty' ? undefined : window.end,
    },
    ...(state === 'empty' ? {} : monthOf(rows, now)),
    notices: noticesOf(state),
  };
}

function defaultAggregate(scope: CostScope): string[] {
  if ('namespace' in scope || 'entityRef' in scope) return ['workload'];
  return 'cluster' in scope ? ['namespace'] : ['cluster'];
}

/** Per cluster and hour: what is idle for each unit of what workloads cost. */
const idleRatios = new WeakMap<readonly CostRowPlan[], Map<string, number>>();

function idleRatio(
  all: readonly CostRowPlan[],
  cluster: string | undefined,
  hour: number,
): number {
  const known = idleRatios.get(all) ?? new Map<string, number>();
  idleRatios.set(all, known);
  const key = `${cluster}/${hour}`;
  let ratio = known.get(key);
  if (ratio === undefined) {
    const totalOf = (kind: CostRowPlan['class']) =>
      all
        .filter(row => row.class === kind && row.keys.cluster === cluster)
        .reduce((sum, row) => sum + row.at(hour).amounts.total, 0);
    const direct = totalOf('workload');
    ratio = direct > 0 ? totalOf('idle') / direct : 0;
    known.set(key, ratio);
  }
  return ratio;
}

/** A workload's part of the idle cost of its cluster, hour by hour, by what it costs itself. */
function idleShare(
  all: readonly CostRowPlan[],
  row: CostRowPlan,
  from: number,
  to: number,
): number {
  let share = 0;
  for (let hour = from / HOUR; hour < to / HOUR; hour++) {
    share +=
      row.at(hour).amounts.total * idleRatio(all, row.keys.cluster, hour);
  }
  return share;
}

function sourcesOf(
  rows: readonly CostRowPlan[],
  start: number,
  end: number,
  state: CostState,
): CostSource[] {
  const sums = new Map<string, CostSource>();
  let total = 0;
  for (const row of rows) {
    const price =
      state === 'default-prices'
        ? PRICES.sandbox
        : PRICES[row.keys.cluster ?? 'sandbox'] ?? PRICES.sandbox;
    const cost = sumHours(row, start, end).amounts.total;
    const found = sums.get(price.source) ?? {
      source: price.source,
      cost: 0,
      share: 0,
      version: price.version,
      at: price.at,
    };
    found.cost += cost;
    total += cost;
    sums.set(price.source, found);
  }
  return [...sums.values()]
    .map(source => ({ ...source, share: source.cost / total }))
    .sort((a, b) => b.cost - a.cost);
}

/** This month so far, the last one, and the end of this one at the pace of the last 14 days. */
function monthOf(
  rows: readonly CostRowPlan[],
  now: number,
): Pick<CostReport, 'forecast' | 'monthToDate' | 'previousMonth'> {
  const sum = (from: number, to: number) =>
    rows.reduce((all, row) => all + sumHours(row, from, to).amounts.total, 0);
  const month = fakeWindow('month', now);
  const last = fakeWindow('lastmonth', now);
  const end = Date.parse(month.end);
  const monthToDate = sum(Date.parse(month.start), end);
  const at = new Date(now);
  const monthEnd = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
  const rest = (sum(end - 14 * DAY, end) / (14 * DAY)) * (monthEnd - end);
  return {
    monthToDate,
    previousMonth: sum(Date.parse(last.start), Date.parse(last.end)),
    forecast: {
      month: at.toISOString().slice(0, 7),
      expected: monthToDate + rest,
      low: monthToDate + rest * 0.94,
      high: monthToDate + rest * 1.07,
      method:
        'What is spent, and for the days that are left the mean of the same weekdays of the last 4 weeks; 80% of months end within the interval',
      days: 67,
    },
  };
}
