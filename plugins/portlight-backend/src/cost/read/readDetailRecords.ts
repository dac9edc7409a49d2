import {
  type CostKeys,
  type CostRecord,
  type DetailContext,
  detailRecords,
  filterFields,
  invalidParameter,
  matchesFilter,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import type { CostDetails, CostReader } from '../store';
import type { CostFence } from './CostFence';
import type { LoadRequest } from './CostLoader';
import { keysOf, recordOf } from './readTotals';

/** Hours of clusters that are opened for one answer at most; each may have thousands of pods. */
const MAXIMUM_HOURS = 500;
const HOUR = 3600;

/** Classes that no pod and no node has. */
const OTHER_CLASSES = [
  'unmounted',
  'unallocated-load-balancer',
  'management-fee',
] as const;

const ATTRIBUTION = [
  'owner',
  'system',
  'domain',
  'entity',
  'team',
  'costCenter',
] as const;

/** How many hours there are to open; more than one answer may open are refused. */
async function countHours(
  reader: CostReader,
  { span, clusters }: Hours,
): Promise<number> {
  const runs = await reader.coverage({
    level: 'hour',
    ...span,
    ...(clusters === undefined ? {} : { clusters }),
  });
  const hours = runs.reduce((sum, each) => sum + each.hours, 0);
  if (hours > MAXIMUM_HOURS) {
    throw invalidParameter(
      'window',
      `Pods, containers, nodes and Services are looked up hour by hour, and the window has ${hours} hours of clusters; the most is ${MAXIMUM_HOURS}. Ask for fewer clusters or a shorter window, such as \`12h\``,
    );
  }
  return hours;
}

function workloadKey(keys: CostKeys): string {
  return JSON.stringify([
    keys.cluster,
    keys.namespace ?? '',
    keys.kind ?? '',
    keys.workload ?? '',
  ]);
}

/** What the sums of an hour say and its pods do not: owners, and what the bill adds to each price. */
async function readHour(reader: CostReader, cluster: string, at: number) {
  const hour = {
    level: 'hour' as const,
    since: at,
    until: at + HOUR,
    clusters: [cluster],
  };
  const [totals, byPrice] = await Promise.all([
    reader.totals({
      ...hour,
      by: ['cluster', 'class', 'namespace', 'kind', 'name', ...ATTRIBUTION],
    }),
    reader.totals({ ...hour, by: ['price'] }),
  ]);
  const prices = await reader.prices(byPrice.map(({ price }) => price!));
  const adjustments = new Map(
    byPrice.map(each => {
      const cost =
        each.cpuCost + each.memoryCost + each.gpuCost + each.otherCost;
      return [
        prices.get(each.price!)?.key ?? '',
        cost > 0 ? each.adjustment / cost : 0,
      ];
    }),
  );
  const attributions = new Map<string, Partial<CostKeys>>();
  const others: CostRecord[] = [];
  for (const each of totals) {
    const keys = keysOf(each);
    if (keys.class === 'workload') {
      const { owner, system, domain, entity, team, costCenter } = keys;
      attributions.set(workloadKey(keys), {
        owner,
        system,
        domain,
        entity,
        team,
        costCenter,
      });
    } else if (OTHER_CLASSES.some(name => name === keys.class)) {
      others.push(recordOf(each, at));
    }
  }
  return { adjustments, attributions, others };
}

/** Which hours of which clusters. */
type Hours = Pick<LoadRequest, 'span' | 'clusters'>;

/**
 * Hours that still have their pods and nodes, one at a time, with what is needed to make rows of them.
 *
 * @param onMissing - told how many hours have none any more, instead of refusing them
 * @throws PortlightError `invalid-parameter` where these hours are too many or too old
 */
export async function* eachDetailedHour(
  reader: CostReader,
  hours: Hours,
  onMissing?: (hours: number) => void,
): AsyncGenerator<{
  details: CostDetails;
  context: Omit<DetailContext, 'containers'>;
  /** Rows of what is no pod's and no node's. */
  others: readonly CostRecord[];
}> {
  const all = await countHours(reader, hours);
  let known = 0;
  for await (const details of reader.eachDetails({
    ...hours.span,
    ...(hours.clusters === undefined ? {} : { clusters: hours.clusters }),
  })) {
    known += 1;
    const { cluster } = details;
    const hour = await readHour(reader, cluster, details.hour);
    yield {
      details,
      others: hour.others,
      context: {
        adjustmentOf: price => hour.adjustments.get(price) ?? 0,
        attributionOf: ({ namespace, workload }) =>
          hour.attributions.get(
            workloadKey({
              cluster,
              class: 'workload',
              namespace,
              kind: workload.kind,
              workload: workload.name,
            }),
          ),
      },
    };
  }
  if (onMissing) {
    if (known < all) onMissing(all - known);
    return;
  }
  // A part of the hours would be taken for all.
  if (known < all) throw tooOld();
  if (known === 0) await refuseOld(reader, hours);
}

/** Rows of pods or containers with their nodes. Only what passes the filter and may be seen is kept in memory. */
export async function readDetailRecords(
  reader: CostReader,
  request: LoadRequest,
  fence: CostFence,
): Promise<CostRecord[]> {
  const { dimensions, filter, map } = request;
  const containers =
    dimensions.some(({ name }) => name === 'container') ||
    filterFields(filter).has('container');
  const records: CostRecord[] = [];
  for await (const hour of eachDetailedHour(
    reader,
    request,
    request.onMissing,
  )) {
    const all = [
      ...detailRecords(hour.details, { ...hour.context, containers }),
      ...hour.others,
    ];
    for (const record of all) {
      const taken = map ? map(record) : record;
      if (
        taken &&
        fence.sees(taken.keys) &&
        matchesFilter(filter, taken.keys)
      ) {
        records.push(taken);
      }
    }
  }
  return records;
}

function tooOld(): PortlightError {
  return invalidParameter(
    'window',
    'Pods, containers, nodes and Services are known only of the last days (`portlight.cost.retention.details`); ask for a later window, or aggregate by workload',
  );
}

/** Hours that are kept no more were once known. */
async function refuseOld(
  reader: CostReader,
  { span, clusters }: Hours,
): Promise<void> {
  const days = await reader.coverage({
    level: 'day',
    ...span,
    ...(clusters === undefined ? {} : { clusters }),
  });
  if (days.length > 0) throw tooOld();
}
