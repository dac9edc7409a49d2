import {
  calendarPeriod,
  type CostDimension,
  type CostFilter,
  type CostRecord,
  filterFields,
  matchesFilter,
  monthlyCostIn,
  PortlightError,
  Sharing,
  type SharedCostRecord,
  type SharingOptions,
  startOfDay,
  type TimeSpan,
} from '@portlight/plugin-portlight-common';
import type { CostSettings } from '../settings';
import type { CostLevel, CostReader } from '../store';
import type { CostFence } from './CostFence';
import { readDetailRecords } from './readDetailRecords';
import {
  columnsOf,
  type CostField,
  pushedFilter,
  readTotals,
} from './readTotals';

/** What is to be loaded. */
export interface LoadRequest {
  level: CostLevel;
  span: TimeSpan;
  clusters?: readonly string[];
  dimensions: readonly CostDimension[];
  filter?: CostFilter;
  sharing: SharingOptions;
  /** Whether only pods and nodes of each hour tell it. */
  details?: boolean;
  /** One sum of the whole span, where nothing is shared by days. */
  withoutTimes?: boolean;
  /** Only the sum of all is looked at. */
  totalOnly?: boolean;
  /** No quantities are. */
  costsOnly?: boolean;
  /** More that has to be known of rows. */
  fields?: readonly CostField[];
  /** Of pods and nodes: told how many hours have none any more, instead of refusing them. */
  onMissing?(hours: number): void;
  /** What rows are taken for, before anything is shared; nothing for those that are left out. */
  map?(record: CostRecord): CostRecord | undefined;
}

/** Whether anything is shared out. */
function isSharing({ idle, namespaces, labels, monthlyCost }: SharingOptions) {
  return (
    idle === 'share' ||
    namespaces.length > 0 ||
    labels.length > 0 ||
    monthlyCost > 0
  );
}

function mapped(
  records: readonly CostRecord[],
  map: LoadRequest['map'],
): readonly CostRecord[] {
  if (!map) return records;
  return records.map(map).filter(record => record !== undefined);
}

/** Loads rows with their shares: shared among all there is, then narrowed to what was asked for and may be seen. */
export class CostLoader {
  constructor(
    private readonly reader: CostReader,
    /** May change while it runs. */
    private readonly settings: Pick<CostSettings, 'timeZone'>,
  ) {}

  async load(
    request: LoadRequest,
    fence: CostFence,
  ): Promise<SharedCostRecord[]> {
    const { filter, sharing: options, map } = request;
    const clusters = fence.visible(request.clusters);
    if (clusters?.length === 0) return [];
    const everything = filter === undefined && fence.seesAll;
    const rows = request.details
      ? await readDetailRecords(this.reader, { ...request, clusters }, fence)
      : mapped(await this.#rows(request, clusters, fence), map);
    const full =
      !isSharing(options) ||
      (everything && !request.details && options.monthlyCost === 0)
        ? rows
        : mapped(await this.#full(request, clusters), map);
    const sharing = this.#sharing(full, request);
    const visible = (record: SharedCostRecord) =>
      fence.sees(record.keys) && matchesFilter(filter, record.keys);
    const leftovers = sharing.leftovers().filter(({ keys }) =>
      // That of the fleet is for who sees the fleet.
      keys.cluster === ''
        ? fence.isOpen && request.clusters === undefined
        : clusters === undefined || clusters.includes(keys.cluster),
    );
    return [...sharing.apply(rows), ...leftovers].filter(visible);
  }

  /** What was asked for, and no more than has to be known of it. */
  #rows(
    request: LoadRequest,
    clusters: readonly string[] | undefined,
    fence: CostFence,
  ): Promise<CostRecord[]> {
    const { level, span, dimensions, filter, sharing, fields = [] } = request;
    // For the sum of everything it does not matter what of it is idle.
    const classes =
      !request.totalOnly ||
      !fence.seesAll ||
      sharing.idle === 'hide' ||
      isSharing(sharing);
    const known = new Set<CostField>([
      ...(classes ? (['class'] as const) : []),
      ...dimensions.map(({ name }) => name),
      ...filterFields(filter),
      ...fence.fields,
      ...fields,
      ...this.#sharedFields(sharing),
    ]);
    const timeless = request.withoutTimes && !isSharing(sharing);
    return readTotals(this.reader, {
      level,
      ...span,
      by: [...(timeless ? [] : (['at'] as const)), ...columnsOf(known)],
      ...(clusters === undefined ? {} : { clusters }),
      where: pushedFilter(filter),
      ...(request.costsOnly
        ? { measures: isSharing(sharing) ? 'costs' : 'cost' }
        : {}),
    });
  }

  /** Everything there is of the clusters, whoever asks: what is shared is shared among all. */
  #full(
    { level, span, dimensions, sharing }: LoadRequest,
    clusters: readonly string[] | undefined,
  ): Promise<CostRecord[]> {
    const even = sharing.split === 'even';
    return readTotals(this.reader, {
      level,
      ...span,
      by: [
        'at',
        ...columnsOf([
          'class',
          ...this.#sharedFields(sharing),
          ...(even ? dimensions.map(({ name }) => name) : []),
        ]),
      ],
      // A flat cost is everybody's.
      ...(clusters === undefined || sharing.monthlyCost > 0
        ? {}
        : { clusters }),
      measures: 'costs',
    });
  }

  #sharedFields(sharing: SharingOptions): CostField[] {
    if (!isSharing(sharing)) return [];
    return [
      'cluster',
      ...(sharing.namespaces.length > 0 ? (['namespace'] as const) : []),
      ...(sharing.labels.length > 0 ? (['label'] as const) : []),
    ];
  }

  #sharing(full: readonly CostRecord[], request: LoadRequest): Sharing {
    const { level, span, sharing, dimensions } = request;
    const { timeZone } = this.settings;
    const days = new Map<number, number>();
    const dayOf = (at: number) => {
      let day = days.get(at);
      if (day === undefined) {
        day = startOfDay(at, timeZone);
        days.set(at, day);
      }
      return day;
    };
    // By whole days also where hours are read, so that a finer step does not change what a row bears.
    const periodOf = level === 'month' ? (at: number) => at : dayOf;
    const periodEnd = (period: number) =>
      calendarPeriod(period, level === 'month' ? 'month' : 'day', timeZone).end;
    const feeOf = (period: number) => {
      const since = Math.max(period, span.since);
      const until = Math.min(periodEnd(period), span.until);
      return until > since
        ? monthlyCostIn(sharing.monthlyCost, { since, until }, timeZone)
        : 0;
    };
    return new Sharing(full, {
      options: sharing,
      dimensions,
      periodOf,
      ...(sharing.monthlyCost > 0 ? { feeOf } : {}),
    });
  }
}

/** The error for sharing that would tell what others cost. */
export function mayNotShare(): PortlightError {
  return new PortlightError({
    code: 'not-allowed',
    status: 403,
    parameter: 'shareNamespaces',
    message:
      'What is shared can be chosen only by who may see the whole of the clusters, because shares tell what others cost; leave `shareNamespaces`, `shareLabels` and `shareCost` out to see what the portal shares',
  });
}
