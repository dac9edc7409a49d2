import {
  asOpenCostRecord,
  type CostDimension,
  type CostFilter,
  type CostStep,
  filterFields,
  invalidParameter,
  needsDetails,
  OPENCOST_AGGREGATE,
  openCostSet,
  type OpenCostSet,
  parseAggregate,
  parseCostFilter,
  readCostWindow,
  type SharedCostRecord,
  startOfDay,
  stepIndex,
  stepsOf,
  summarizeAllocation,
  type TimeSpan,
  type TimeWindow,
} from '@portlight/plugin-portlight-common';
import type { QueryOf } from '../../api/operations';
import type { CostSettings } from '../settings';
import type { CostFence } from './CostFence';
import type { CostLoader } from './CostLoader';
import { bothFilters } from './CostQuestion';
import { planLevel } from './levels';

const HOUR = 3600;
const MAXIMUM_STEPS = 1000;

type AllocationParameters = QueryOf<'getAllocation'>;

const STEP_NAMES: Record<string, CostStep> = {
  hour: 'hour',
  '1h': 'hour',
  day: 'day',
  '1d': 'day',
  '24h': 'day',
  week: 'week',
  month: 'month',
};

const DURATION = /^(\d{1,4})([hdw])$/;

/** Days or hours of a number, from the beginning of the window on. */
function durationSteps(
  window: TimeWindow,
  count: number,
  unit: string,
): TimeSpan[] {
  const steps: TimeSpan[] = [];
  for (let since = window.since; since < window.until; ) {
    const end =
      unit === 'h'
        ? since + count * HOUR
        : startOfDay(since, window.timeZone, unit === 'w' ? 7 * count : count);
    const until = Math.min(end, window.until);
    steps.push({ since, until });
    if (steps.length > MAXIMUM_STEPS) {
      throw invalidParameter(
        'step',
        `The window has more than ${MAXIMUM_STEPS} steps; ask for a longer step or a shorter window`,
      );
    }
    since = until;
  }
  return steps;
}

/** The parts of a window that are answered by themselves. */
export function allocationSteps(
  window: TimeWindow,
  { step, accumulate }: Pick<AllocationParameters, 'step' | 'accumulate'>,
): { steps: TimeSpan[]; hourly: boolean } {
  const whole = [{ since: window.since, until: window.until }];
  const wish = accumulate?.trim().toLowerCase();
  if (wish === 'true' || wish === 'all' || wish === '1') {
    return { steps: whole, hourly: false };
  }
  const text =
    wish === undefined || ['', 'false', '0', 'none'].includes(wish)
      ? step?.trim().toLowerCase()
      : wish;
  if (text === undefined || text === '' || text === 'window') {
    return { steps: whole, hourly: false };
  }
  const name = Object.hasOwn(STEP_NAMES, text) ? STEP_NAMES[text] : undefined;
  if (name) return { steps: stepsOf(window, name), hourly: name === 'hour' };
  const match = DURATION.exec(text);
  const [count, unit] = match ? [Number(match[1]), match[2]] : [0, ''];
  if (count === 0) {
    throw invalidParameter(
      text === wish ? 'accumulate' : 'step',
      `\`${text.slice(
        0,
        20,
      )}\` is no step; a step is \`1h\`, \`6h\`, \`1d\`, \`1w\`, hour, day, week or month`,
    );
  }
  return {
    steps: durationSteps(window, count, unit),
    hourly: unit === 'h' && count % 24 !== 0,
  };
}

function readShareIdle(text: string | undefined): boolean {
  switch (text?.trim().toLowerCase()) {
    case undefined:
    case '':
    case 'false':
    case '0':
      return false;
    case 'true':
    case '1':
    case 'weighted':
      return true;
    default:
      throw invalidParameter(
        'shareIdle',
        'Idle cost is shared in proportion only: `shareIdle` is true, weighted or false',
      );
  }
}

/** A question in OpenCost's words that has been understood. */
interface AllocationQuestion {
  window: TimeWindow;
  steps: TimeSpan[];
  dimensions: CostDimension[];
  records: SharedCostRecord[];
  /** What of the window is not known, in sentences. */
  warnings: readonly string[];
}

/** Clients that know Kubecost say the namespaces apart from the filter. */
function readFilter({
  filter,
  filterNamespaces = '',
}: AllocationParameters): CostFilter | undefined {
  const values = filterNamespaces
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  return bothFilters(
    parseCostFilter(filter ?? ''),
    values.length > 0
      ? { field: 'namespace', operator: 'equals', negated: false, values }
      : undefined,
  );
}

async function readAllocations(
  query: AllocationParameters,
  fence: CostFence,
  {
    loader,
    settings,
    now,
  }: { loader: CostLoader; settings: CostSettings; now: number },
): Promise<AllocationQuestion> {
  if (query.idleByNode) {
    throw invalidParameter(
      'idleByNode',
      'Idle cost is told by cluster, not by node; leave `idleByNode` out, or aggregate a report of costs by node',
    );
  }
  const window = readCostWindow(query.window, {
    now,
    timeZone: settings.timeZone,
  });
  const dimensions = parseAggregate(
    query.aggregate?.trim() ? [query.aggregate] : OPENCOST_AGGREGATE,
  );
  const filter = readFilter(query);
  const fields = [
    ...dimensions.map(({ name }) => name),
    ...filterFields(filter),
  ];
  if (fields.includes('annotation')) {
    throw invalidParameter(
      'aggregate',
      'Costs are not kept by annotations; aggregate by a label instead',
    );
  }
  const { steps, hourly } = allocationSteps(window, query);
  const details = fields.some(needsDetails);
  const { level, span, notice } = planLevel(
    { window, step: hourly ? 'hour' : 'day', details, now },
    settings,
  );
  const share = readShareIdle(query.shareIdle);
  const includeIdle = query.includeIdle || query.idle;
  const unshared = includeIdle ? 'separate' : 'hide';
  const warnings = [...window.notices, ...(notice ? [notice] : [])];
  const records = await loader.load(
    {
      level,
      span,
      dimensions,
      details,
      ...(filter === undefined ? {} : { filter }),
      fields: ['cluster', 'namespace', 'kind'],
      sharing: {
        idle: share ? 'share' : unshared,
        namespaces: [],
        labels: [],
        monthlyCost: 0,
        split: 'weighted',
      },
      map: asOpenCostRecord,
      // Its clients ask for two weeks of pods, and show nothing of an error.
      onMissing: hours =>
        warnings.push(
          `${hours} hours of clusters are not in this: their pods, containers, nodes and Services are kept no more (\`portlight.cost.retention.details\`)`,
        ),
    },
    fence,
  );
  return {
    window,
    steps,
    dimensions,
    warnings,
    // What OpenCost calls idle is a row only where it was asked for.
    records:
      includeIdle || !share
        ? records
        : records.filter(({ keys }) => keys.class !== 'idle'),
  };
}

function setsOf({
  steps,
  dimensions,
  records,
}: AllocationQuestion): OpenCostSet[] {
  const byStep = steps.map((): SharedCostRecord[] => []);
  for (const record of records) {
    const index = stepIndex(steps, Math.max(record.at, steps[0].since));
    if (index >= 0) byStep[index].push(record);
  }
  return steps.map((span, index) =>
    openCostSet(byStep[index], dimensions, span),
  );
}

/** What the answers are read with. */
type AllocationOptions = Parameters<typeof readAllocations>[2];

function succeeded({ warnings }: AllocationQuestion) {
  return {
    code: 200,
    status: 'success',
    ...(warnings.length > 0 ? { warning: warnings.join('. ') } : {}),
  };
}

/** The answer of OpenCost's `/allocation`. */
export async function answerAllocation(
  query: AllocationParameters,
  fence: CostFence,
  options: AllocationOptions,
) {
  const question = await readAllocations(query, fence, options);
  const sets = setsOf(question);
  return {
    ...succeeded(question),
    data: sets.map(({ allocations }) => allocations),
  };
}

function describeWindow({ since, until }: TimeSpan) {
  const time = (at: number) =>
    new Date(at * 1000).toISOString().replace('.000Z', 'Z');
  return { start: time(since), end: time(until) };
}

/** The answer of OpenCost's `/allocation/summary`. */
export async function answerAllocationSummary(
  query: AllocationParameters,
  fence: CostFence,
  options: AllocationOptions,
) {
  const question = await readAllocations(query, fence, options);
  const sets = setsOf(question);
  const { since, until } = question.steps[0];
  return {
    ...succeeded(question),
    data: {
      // Nanoseconds, as Go has durations.
      step: (until - since) * 1e9,
      sets: sets.map(({ span, allocations }) => ({
        allocations: Object.fromEntries(
          Object.entries(allocations).map(([name, allocation]) => [
            name,
            summarizeAllocation(allocation),
          ]),
        ),
        window: describeWindow(span),
      })),
      window: describeWindow(question.window),
    },
  };
}
