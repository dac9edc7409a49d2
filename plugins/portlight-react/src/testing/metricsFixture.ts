import type {
  GoldenSignal,
  HistorySeries,
  MetricFamily,
  MetricFamilyDetail,
  MetricHistory,
  MetricHistoryQuery,
  MetricHistorySource,
  MetricPeer,
  Metrics,
  Peers,
  ResourceMetrics,
  ResourceScope,
  Timeline,
  TimeRange,
} from '@portlight/plugin-portlight-common';
import {
  byTimeOfDay,
  FAMILY_PLANS,
  latencyOf,
  noise,
  requestsOf,
  SLOW_PEER,
  type FamilyPlan,
} from './metricsPlan';
import { resourceUsages, timelineOf } from './resourcesFixture';
import { known, seriesNow, sum } from './seriesFixture';

/** What peers and clusters say in metrics, as the API would answer it. */
export interface MetricsFixture {
  metrics: Metrics;
  /** Undefined for a family that nobody exposes. */
  family(name: string): MetricFamilyDetail | undefined;
  history(query: MetricHistoryQuery): MetricHistory;
  resources(scope: ResourceScope, range?: TimeRange): ResourceMetrics;
  timeline: Timeline;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const POINTS = 240;

const OWN: MetricHistorySource = {
  kind: 'history',
  name: "Portlight's own history",
  resolutionSeconds: 15,
};
const PROMETHEUS: MetricHistorySource = {
  kind: 'prometheus',
  name: 'Prometheus prod',
  resolutionSeconds: 60,
};

type Values = (number | null)[];

/** A peer at a time: silent since it is down, before it was started, and while nobody scraped. */
function isSilent(peer: MetricPeer, index: number, at: number, now: number) {
  const isDown = !peer.up && at > now - 24 * MINUTE;
  const isUnborn = index === 10 && at < now - 31 * MINUTE;
  const isGap = at > now - 44 * MINUTE && at < now - 41 * MINUTE;
  return isDown || isUnborn || isGap;
}

/** What each peer says now. */
const signalValues = (
  peers: readonly MetricPeer[],
  now: number,
  valueAt: (at: number, peer: number) => number,
): GoldenSignal['peers'] =>
  peers.map(({ id, up }, index) =>
    up ? { peer: id, value: valueAt(now, index) } : { peer: id },
  );

/** Metrics of the peers of a fixture: one is slow, one is down, one was restarted, two have other buckets. */
export function metricsFixture(options: {
  now: number;
  peers: Peers;
}): MetricsFixture {
  const { now, peers: found } = options;
  const peers: MetricPeer[] = found.peers.map(
    ({ id, name, cluster, scrape }) => ({
      id,
      name,
      cluster,
      up: scrape?.up ?? false,
      message: scrape?.message,
      scrapedAt: scrape?.at,
    }),
  );
  const answering = peers.filter(({ up }) => up).length;
  const familyOf = (plan: FamilyPlan): MetricFamily => ({
    ...plan.family,
    series: plan.labels.length,
    peers: answering,
  });

  const timesOf = (range: TimeRange = {}) => {
    const until = range.until ? Date.parse(range.until) : now;
    const since = range.since ? Date.parse(range.since) : until - HOUR;
    const step = Math.max(
      15_000,
      Math.round((until - since) / POINTS / 1e3) * 1e3,
    );
    const first = Math.ceil(since / step) * step;
    return {
      step,
      until,
      since,
      times: Array.from(
        { length: Math.max(0, Math.floor((until - first) / step) + 1) },
        (_, index) => first + index * step,
      ),
    };
  };

  /** What each peer says over time. */
  const perPeer = (
    times: readonly number[],
    valueAt: (at: number, peer: number) => number,
  ) =>
    peers.map((peer, index) => ({
      peer: peer.id,
      name: peer.name,
      values: times.map(at =>
        isSilent(peer, index, at, now) ? null : valueAt(at, index),
      ),
    }));

  const series = (
    labels: Record<string, string>,
    statistic: HistorySeries['statistic'],
    said: { peer: string; name: string; values: Values }[],
  ): HistorySeries => {
    const at = (index: number) =>
      known(said.map(({ values }) => values[index]));
    const over = (combine: (values: number[]) => number) =>
      said[0].values.map((_, index) => {
        const values = at(index);
        return values.length === 0 ? null : combine(values);
      });
    const isTotal = statistic === 'sum' || statistic === 'rate';
    return {
      labels,
      statistic,
      values: over(values =>
        isTotal ? sum(values) : sum(values) / values.length,
      ),
      minimum: over(values => Math.min(...values)),
      maximum: over(values => Math.max(...values)),
      peers: said.filter(({ values }) => known(values).length > 0),
    };
  };

  const quantileSeries = (times: readonly number[], labels = {}) =>
    (
      [
        ['p50', 0.5],
        ['p95', 0.95],
        ['p99', 0.99],
      ] as const
    ).map(([statistic, quantile]) =>
      series(
        labels,
        statistic,
        perPeer(times, (at, peer) => latencyOf(at, peer, quantile)),
      ),
    );

  const signalSeries = (
    signal: NonNullable<MetricHistoryQuery['signal']>,
    times: readonly number[],
  ): HistorySeries[] => {
    switch (signal) {
      case 'requestRate':
        return [series({}, 'rate', perPeer(times, requestsOf))];
      case 'errorRate':
        return [
          series(
            {},
            'ratio',
            perPeer(times, (at, peer) =>
              Math.max(0, 0.004 + 0.002 * noise(peer, at)),
            ),
          ),
        ];
      case 'latency':
        return quantileSeries(times);
      case 'activeConnections':
        return [
          series(
            {},
            'sum',
            perPeer(times, at => Math.round(11 * byTimeOfDay(at))),
          ),
        ];
      default:
        return [];
    }
  };

  const familySeries = (
    plan: FamilyPlan,
    times: readonly number[],
    wanted: readonly string[] = [],
  ): HistorySeries[] => {
    // As the backend has it: the quantiles of all series of a histogram, or of those asked for.
    if (plan.family.type === 'histogram') return quantileSeries(times);
    if (plan.family.type === 'summary') {
      return ['0.5', '0.9', '0.99'].map(quantile => ({
        ...series(
          { service: 'pricing', quantile },
          'value',
          perPeer(times, (at, peer) => latencyOf(at, peer, Number(quantile))),
        ),
      }));
    }
    return plan.labels
      .map((labels, index) => ({ labels, index }))
      .filter(({ labels }) =>
        wanted.every(text => {
          const [name, value] = text.split(/=(.*)/s);
          return labels[name] === value;
        }),
      )
      .flatMap(({ labels, index }) => {
        const said = perPeer(times, (at, peer) =>
          plan.valueAt(at, peer, index),
        );
        const statistic = plan.family.type === 'counter' ? 'rate' : 'average';
        return series(labels, statistic, said);
      });
  };

  const history = (query: MetricHistoryQuery): MetricHistory => {
    const { step, until, since, times } = timesOf(query);
    const plan = FAMILY_PLANS.find(
      ({ family }) => family.name === query.family,
    );
    let all: HistorySeries[] = [];
    if (query.signal) all = signalSeries(query.signal, times);
    else if (plan) all = familySeries(plan, times, query.label);
    return {
      start: new Date(since).toISOString(),
      end: new Date(until).toISOString(),
      stepSeconds: step / 1000,
      source: until - since > 48 * HOUR ? PROMETHEUS : OWN,
      type: plan?.family.type,
      unit: plan?.family.unit,
      times: times.map(at => at / 1000),
      series: all,
      total: all.length,
      warnings: [],
    };
  };

  const detailOf = (plan: FamilyPlan): MetricFamilyDetail => ({
    family: familyOf(plan),
    peers,
    total: plan.labels.length,
    series: plan.labels.map((labels, index) =>
      seriesNow({ plan, labels, index, peers, now }),
    ),
  });

  const rates = signalValues(peers, now, requestsOf);
  const latencies = signalValues(peers, now, (at, peer) =>
    latencyOf(at, peer, 0.95),
  );
  const slow = peers[SLOW_PEER];
  const goldenSignals: GoldenSignal[] = [
    {
      signal: 'requestRate',
      unit: 'requestsPerSecond',
      value: sum(rates.flatMap(({ value }) => value ?? [])),
      peers: rates,
      families: ['http_requests_total'],
    },
    {
      signal: 'errorRate',
      unit: 'ratio',
      value: 0.004,
      peers: [],
      families: ['http_requests_total'],
    },
    {
      signal: 'latency',
      unit: 'seconds',
      value: 0.0523,
      quantiles: [
        { quantile: 0.5, value: 0.0121, error: 0.004 },
        { quantile: 0.95, value: 0.0523, error: 0.025 },
        { quantile: 0.99, value: 0.1804, error: 0.075 },
      ],
      peers: latencies,
      outlier: {
        peer: slow?.id ?? '',
        message: `${slow?.name}: 4.1 times the median of 11 peers`,
      },
      families: ['http_request_duration_seconds'],
    },
    {
      signal: 'saturation',
      unit: 'ratio',
      peers: [],
      message:
        'No family says how full it is. Expose a gauge from 0 to 1, such as worker_pool_utilization_ratio, and name it in portlight.metrics.signals.saturation.',
    },
    {
      signal: 'activeConnections',
      unit: 'connections',
      value: sum(
        signalValues(peers, now, at =>
          Math.round(11 * byTimeOfDay(at)),
        ).flatMap(({ value }) => value ?? []),
      ),
      peers: [],
      families: ['http_server_active_connections'],
    },
  ];

  return {
    metrics: {
      targets: found.targets,
      scrapedAt: new Date(now - 4_000).toISOString(),
      intervalSeconds: 15,
      peers,
      total: peers.length,
      answered: answering,
      goldenSignals,
      families: FAMILY_PLANS.map(familyOf),
      notices: [],
    },
    family: name => {
      const plan = FAMILY_PLANS.find(({ family }) => family.name === name);
      return plan && detailOf(plan);
    },
    history,
    resources: (_scope, range) => {
      const { step, until, since, times } = timesOf(range);
      return {
        start: new Date(since).toISOString(),
        end: new Date(until).toISOString(),
        stepSeconds: step / 1000,
        times: times.map(at => at / 1000),
        resources: resourceUsages(times),
        warnings: [],
      };
    },
    timeline: timelineOf(now, peers),
  };
}
