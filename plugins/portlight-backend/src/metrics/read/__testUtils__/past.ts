import type {
  HistoryQuery,
  HistoryRange,
  HistoryReader,
  HistoryValues,
  RangeSeries,
} from '../../history';

/** A counter of one peer. */
export function counter(
  name: string,
  peer: string,
  labels: Record<string, string>,
  rate: HistoryValues,
  type: RangeSeries['type'] = 'counter',
): RangeSeries {
  return {
    kind: 'counter',
    name,
    peer,
    type,
    labels: Object.entries(labels).sort(([one], [other]) =>
      one < other ? -1 : 1,
    ),
    rate,
    increase: rate,
  };
}

/** A gauge of one peer. */
export function gauge(
  name: string,
  peer: string,
  labels: Record<string, string>,
  average: HistoryValues,
  type: RangeSeries['type'] = 'gauge',
): RangeSeries {
  const moved = (by: number) =>
    average.map(value => (value === null ? null : value + by));
  return {
    kind: 'gauge',
    name,
    peer,
    type,
    labels: Object.entries(labels).sort(([one], [other]) =>
      one < other ? -1 : 1,
    ),
    average,
    minimum: moved(-1),
    maximum: moved(1),
    last: average,
  };
}

/** History in memory: of each target a range that it answers whatever the times. */
export class FakeHistory implements HistoryReader {
  readonly queries: HistoryQuery[] = [];

  constructor(
    private readonly ranges: Readonly<Record<string, Partial<HistoryRange>>>,
  ) {}

  async range(query: HistoryQuery): Promise<HistoryRange> {
    this.queries.push(query);
    const { names, peers } = query;
    const range = this.ranges[query.target] ?? {};
    const step = Math.max(query.step, range.step ?? 0);
    const times: number[] = [];
    const first = Math.floor(query.since / step) * step;
    for (let at = first; at < query.until; at += step) times.push(at);
    return {
      step,
      level: 'samples',
      times,
      ...range,
      series: (range.series ?? []).filter(
        ({ name, peer }) =>
          (names ?? [name]).includes(name) && (peers ?? [peer]).includes(peer),
      ),
    };
  }

  async known({ target, peers }: Pick<HistoryQuery, 'target' | 'peers'>) {
    const { series = [] } = this.ranges[target] ?? {};
    return series.filter(({ peer }) => (peers ?? [peer]).includes(peer));
  }

  async coverage() {
    return { since: {} };
  }
}
