import type { HistorySeries } from '../../api/types';
import {
  type LabelMatcher,
  type PromQl,
  type RangeSelector,
  Selector,
} from './PromQl';
import { escapeRegex } from './quote';

/** A series that an expression evaluates to. @public */
export interface EvaluatedSeries {
  /** Of the series. */
  labels: ReadonlyMap<string, string>;
  /** By time; null is a gap. */
  values: readonly (number | null)[];
}

/** Expressions, and what to make of their answers. @public */
export interface RangePlan {
  /** To be evaluated on one grid. */
  expressions: readonly PromQl[];
  /** The lines of a chart, from the answers in the order of the expressions. */
  read(answers: readonly (readonly EvaluatedSeries[])[]): HistorySeries[];
}

/** Whose series a plan is about. @public */
export interface RangePlanOptions {
  /** What every selector has: cluster, namespace and pods. */
  matchers: readonly LabelMatcher[];
  /** The label that tells peers apart. */
  peer: string;
  /** Labels that Prometheus or its operator adds to what peers say; see `TARGET_LABELS`. */
  dropped: readonly string[];
  /** Seconds over which each point is made. */
  window: number;
}

/** What Prometheus and the configurations of its operator add to the labels of peers. @public */
export const TARGET_LABELS: readonly string[] = [
  'instance',
  'job',
  'endpoint',
  'service',
  'container',
  'prometheus',
  'prometheus_replica',
  'metrics_path',
  'pod_template_hash',
  'app_kubernetes_io_instance',
  'app_kubernetes_io_managed_by',
  'app_kubernetes_io_name',
  'helm_sh_chart',
];

/**
 * The samples of one name. A counter of OpenMetrics is called without the `_total` that its samples end with, which is
 * what a server stores.
 */
export function select(
  name: string,
  { matchers, window }: RangePlanOptions,
  {
    counter = false,
    more = [],
  }: { counter?: boolean; more?: readonly LabelMatcher[] } = {},
): RangeSelector {
  const all = [...matchers, ...more];
  return (
    counter && !name.endsWith('_total')
      ? Selector.series(undefined, [
          {
            name: '__name__',
            operator: '=~',
            value: `${escapeRegex(name)}(_total)?`,
          },
          ...all,
        ])
      : Selector.series(name, all)
  ).range(window);
}
