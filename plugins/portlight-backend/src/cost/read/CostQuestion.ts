import {
  type CostDimension,
  type CostFilter,
  type CostStep,
  defaultStep,
  filterFields,
  invalidParameter,
  needsDetails,
  parseAggregate,
  parseCostFilter,
  readCostWindow,
  type SharingOptions,
  stepsOf,
  type TimeSpan,
  type TimeWindow,
  toNanos,
} from '@portlight/plugin-portlight-common';
import type { QueryOf } from '../../api/operations';
import { parseSharedLabel } from './readSharingSettings';

/** The parameters of reports. */
export type CostParameters = QueryOf<'getFleetCosts'>;

/** What a report is about, besides what its filter says. */
export interface QuestionScope {
  /** All when absent. */
  clusters?: readonly string[];
  /** What rows have to be of. */
  filter?: CostFilter;
  /** What is aggregated by unless asked otherwise. */
  aggregate: readonly string[];
}

/** A question about costs that has been understood. */
export interface CostQuestion {
  window: TimeWindow;
  /** As it was asked for. */
  requested: string;
  step: CostStep;
  steps: readonly TimeSpan[];
  /** As they were asked for. */
  aggregate: readonly string[];
  dimensions: readonly CostDimension[];
  clusters?: readonly string[];
  filter?: CostFilter;
  sharing: SharingOptions;
  /** Whether what is shared is other than what is configured. */
  ownSharing: boolean;
  limit: number;
  /** Whether only pods and nodes of each hour tell it. */
  details: boolean;
  /** Seconds since the epoch. */
  now: number;
}

/** What questions are read with. */
export interface QuestionOptions {
  sharing: SharingOptions;
  timeZone: string;
  /** Seconds since the epoch. */
  now: number;
}

const DEFAULT_WINDOW = '30d';
const DEFAULT_LIMIT = 100;

/** Both filters, where there are any. */
export function bothFilters(
  one: CostFilter | undefined,
  other: CostFilter | undefined,
): CostFilter | undefined {
  return one && other ? { all: [one, other] } : one ?? other;
}

/** What rows have to be. */
export function isFilter(
  field:
    | 'namespace'
    | 'kind'
    | 'workload'
    | 'owner'
    | 'system'
    | 'domain'
    | 'entity',
  value: string,
): CostFilter {
  return { field, operator: 'equals', negated: false, values: [value] };
}

function readSharing(
  query: CostParameters,
  defaults: SharingOptions,
): { sharing: SharingOptions; ownSharing: boolean } {
  const { shareNamespaces, shareLabels, shareCost, shareSplit, idle } = query;
  const labels = shareLabels?.map(text => {
    const label = parseSharedLabel(text);
    if (label) return label;
    throw invalidParameter(
      'shareLabels',
      `\`${text.slice(
        0,
        80,
      )}\` is no label with its value; write \`name=value\`, such as \`tier=platform\``,
    );
  });
  return {
    sharing: {
      idle: idle ?? defaults.idle,
      namespaces: shareNamespaces ?? defaults.namespaces,
      labels: labels ?? defaults.labels,
      monthlyCost:
        shareCost === undefined ? defaults.monthlyCost : toNanos(shareCost),
      split: shareSplit ?? defaults.split,
    },
    ownSharing: [shareNamespaces, shareLabels, shareCost].some(
      value => value !== undefined,
    ),
  };
}

/**
 * Understands a question about costs.
 *
 * @throws PortlightError `invalid-parameter`
 */
export function readQuestion(
  query: CostParameters,
  scope: QuestionScope,
  options: QuestionOptions,
): CostQuestion {
  const requested = query.window ?? DEFAULT_WINDOW;
  const window = readCostWindow(requested, options);
  const step = query.step ?? defaultStep(window);
  const aggregate = query.aggregate?.length ? query.aggregate : scope.aggregate;
  const dimensions = parseAggregate(aggregate);
  const own =
    query.filter === undefined ? undefined : parseCostFilter(query.filter);
  const filter = bothFilters(scope.filter, own);
  const fields = [
    ...dimensions.map(({ name }) => name),
    ...filterFields(filter),
  ];
  if (fields.includes('annotation')) {
    throw invalidParameter(
      dimensions.some(({ name }) => name === 'annotation')
        ? 'aggregate'
        : 'filter',
      'Costs are not kept by annotations; use a label, or let `portlight.cost.attribution` read the annotation as team or costCenter',
    );
  }
  const details = fields.some(needsDetails);
  const shared = readSharing(query, options.sharing);
  if (details && shared.sharing.split === 'even') {
    throw invalidParameter(
      'shareSplit',
      'What is shared is not split evenly among pods, containers, nodes and Services, of which there are others every hour; split it `weighted`, or aggregate by something else',
    );
  }
  return {
    window,
    requested,
    step,
    steps: stepsOf(window, step),
    aggregate:
      dimensions.length > 0 ? dimensions.map(({ text }) => text) : ['all'],
    dimensions,
    ...(scope.clusters === undefined ? {} : { clusters: scope.clusters }),
    ...(filter === undefined ? {} : { filter }),
    ...shared,
    limit: query.limit ?? DEFAULT_LIMIT,
    details,
    now: options.now,
  };
}
