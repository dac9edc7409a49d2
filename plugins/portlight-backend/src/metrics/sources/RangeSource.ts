import type {
  GoldenSignalQuery,
  HistorySeries,
  LabelMatcher,
  MetricHistorySource,
  MetricType,
} from '@portlight/plugin-portlight-common';

/** What a {@link RangeSource} is asked for: one family of metrics, or one golden signal as it is computed now. */
export type RangeQuery =
  | { family: string; type: MetricType }
  | { signal: Pick<GoldenSignalQuery, 'unit' | 'queries'> };

/** A question about the past of a service's pods. */
export interface RangeRequest {
  cluster: string;
  namespace: string;
  /** Exact names. */
  pods: readonly string[];
  /**
   * Workloads whose former pods count too, found by the names that controllers give to pods. Leave it out for
   * whoever may not see the whole namespace: a name can look like that of another workload's pod.
   */
  workloads?: readonly { kind: string; name: string }[];
  query: RangeQuery;
  matchers?: readonly LabelMatcher[];
  /** Seconds since the epoch. */
  since: number;
  /** Seconds since the epoch. */
  until: number;
  /** Seconds; the source may raise it, see `stepSeconds` of the answer. */
  step: number;
}

/** What a {@link RangeSource} answers. */
export interface RangeAnswer {
  /** Seconds since the epoch, multiples of `stepSeconds`. */
  times: number[];
  stepSeconds: number;
  /** At most 100, the largest; with minimum, maximum and peers (by the name of their pod) where these make sense. */
  series: HistorySeries[];
  /** Series before the bound. */
  total: number;
  /** One sentence each: a raised step, an answer in part, what the server warns of. */
  warnings: string[];
  source: MetricHistorySource;
}

/** Answers for times that own history does not cover. */
export interface RangeSource {
  /** Whether a source is configured for the cluster; nothing is asked. */
  covers(cluster: string): boolean;
  /**
   * Asks the sources of the cluster, the first one that answers wins.
   *
   * @returns nothing where no source is configured for the cluster
   * @throws SourceError where all of them fail; its message is one sentence without anything secret
   */
  range(request: RangeRequest): Promise<RangeAnswer | undefined>;
}
