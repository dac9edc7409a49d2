import {
  type MetricHistorySource,
  resourceQuery,
  type ResourceQueryScope,
  storageCapacityQuery,
  USAGE_SERIES,
  USAGE_TARGET,
  type UsageResource,
} from '@portlight/plugin-portlight-common';
import type {
  HistoryLevel,
  HistoryRange,
  HistoryReader,
  HistoryValues,
  RangeSeries,
} from '../history';
import { type PrometheusSources, SourceError } from '../sources';
import type { MetricsTimeRange } from '../timeRange';
import { addUp, bridge, lastOf } from './values';

/** What is asked of a {@link ResourceReader}. */
export interface ResourceQuestion {
  cluster: string;
  /** Whose usage is added, as the history names them. */
  peers: readonly string[];
  /** The same for a Prometheus; without it none is asked. */
  scope?: ResourceQueryScope;
  range: MetricsTimeRange;
}

/** What is known of one resource. */
export interface ResourceValues {
  used: HistoryValues;
  /** Of storage: bytes. */
  capacity?: number;
  source: MetricHistorySource;
}

/** The answer to a {@link ResourceQuestion}. */
export interface ResourceAnswer {
  /** Seconds since the epoch: beginnings of the steps. */
  times: number[];
  step: number;
  /** What is known of nothing at any time is absent. */
  resources: Map<UsageResource, ResourceValues>;
  warnings: string[];
}

/** The resources, in the order of answers. */
export const RESOURCES: readonly UsageResource[] = [
  'cpu',
  'memory',
  'networkReceive',
  'networkTransmit',
  'storage',
];

const SERIES: Record<UsageResource, string> = {
  cpu: USAGE_SERIES.cpu.name,
  memory: USAGE_SERIES.memory.name,
  networkReceive: USAGE_SERIES.receiveBytes.name,
  networkTransmit: USAGE_SERIES.transmitBytes.name,
  storage: USAGE_SERIES.usedBytes.name,
};

const RESOLUTIONS: Record<HistoryLevel, number> = {
  samples: 30,
  '1m': 60,
  '5m': 300,
  '1h': 3600,
};

const ORIGINS = {
  metricsApi: 'metrics.k8s.io',
  kubelet: 'kubelets (stats/summary)',
} as const;

/** Seconds by which the beginning of history may be later than that of the range. */
const COVERAGE_SLACK = 120;
/** Seconds over which a rate is made at least; Prometheus scrapes kubelets once or twice a minute. */
const SHORTEST_WINDOW = 180;

/** Reads what is used over time: of own history, or of a Prometheus where that has more. */
export class ResourceReader {
  constructor(
    private readonly history: Pick<HistoryReader, 'range' | 'coverage'>,
    private readonly sources: Pick<PrometheusSources, 'covers' | 'evaluate'>,
  ) {}

  async read(question: ResourceQuestion): Promise<ResourceAnswer> {
    const own = await this.#own(question);
    const { cluster, scope, range } = question;
    if (!scope || !this.sources.covers(cluster)) return own;
    const target = { cluster, target: USAGE_TARGET };
    const { since } = await this.history.coverage(target);
    const oldest = Math.min(Infinity, ...Object.values(since));
    const missing = RESOURCES.filter(
      resource =>
        oldest > range.since + Math.max(COVERAGE_SLACK, own.step) ||
        !own.resources.has(resource),
    );
    return missing.length === 0 ? own : this.#complete(question, own, missing);
  }

  async #own({
    cluster,
    peers,
    range,
  }: ResourceQuestion): Promise<ResourceAnswer> {
    const found = await this.history.range({
      cluster,
      target: USAGE_TARGET,
      names: [...Object.values(SERIES), USAGE_SERIES.capacityBytes.name],
      peers,
      ...range,
    });
    const resources = new Map<UsageResource, ResourceValues>();
    for (const resource of RESOURCES) {
      const values = readOwn(found, SERIES[resource]);
      if (values) resources.set(resource, values);
    }
    const storage = resources.get('storage');
    const size = readOwn(found, USAGE_SERIES.capacityBytes.name);
    const capacity = size && lastOf(size.used);
    if (storage && capacity !== undefined) storage.capacity = capacity;
    return { times: found.times, step: found.step, resources, warnings: [] };
  }

  /** With what a Prometheus knows of some resources, at the times of the own answer. */
  async #complete(
    { cluster, scope, range }: ResourceQuestion,
    own: ResourceAnswer,
    missing: readonly UsageResource[],
  ): Promise<ResourceAnswer> {
    const { step, times } = own;
    // Prometheus' values are of the time before each point, the history's of the time after it; of the last one, which is
    // not over, Prometheus would say less than it is going to be.
    const first = times[0] ?? Math.floor(range.since / step) * step;
    try {
      const found = await this.sources.evaluate(
        cluster,
        { since: first + step, until: range.until + 1, step },
        ({ matchers, settings: { labels } }, grid) => {
          const options = {
            matchers,
            labels,
            window: Math.max(SHORTEST_WINDOW, grid.step),
          };
          return [
            ...missing.map(resource =>
              resourceQuery(resource, scope!, options),
            ),
            storageCapacityQuery(scope!, options),
          ];
        },
      );
      if (!found) return own;
      const { grid, results, source, warnings } = found;
      const gridTimes = Array.from(
        { length: grid.points },
        (_, index) => grid.start + (index - 1) * grid.step,
      );
      // On another grid only what was asked for on it can be shown.
      const same = grid.step === step && times.length >= grid.points;
      const all = same ? times : gridTimes;
      const resources = new Map(
        [...own.resources].filter(([name]) => same && !missing.includes(name)),
      );
      const add = (resource: UsageResource, values: ResourceValues) => {
        const used = all.map((_, index) => values.used[index] ?? null);
        resources.set(resource, { ...values, used });
      };
      missing.forEach((resource, index) => {
        const used = results[index][0]?.values;
        const before = own.resources.get(resource);
        if (used?.some(value => value !== null)) {
          add(resource, { used: [...used], source });
        } else if (before && same) add(resource, before);
      });
      const storage = resources.get('storage');
      const capacity = lastOf(results[missing.length][0]?.values ?? []);
      if (storage && capacity !== undefined) storage.capacity ??= capacity;
      return { times: all, step: grid.step, resources, warnings };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      return { ...own, warnings: [`${error.message}.`] };
    }
  }
}

function valuesOf(series: RangeSeries): HistoryValues {
  return series.kind === 'counter' ? series.rate : series.average;
}

/** The sum over the peers of one series; of those measured twice what metrics.k8s.io says. */
function readOwn(
  { series, level, step, times }: HistoryRange,
  name: string,
): ResourceValues | undefined {
  const byPeer = new Map<string, HistoryValues>();
  const origins = new Set<keyof typeof ORIGINS>();
  for (const each of series.filter(of => of.name === name)) {
    const values = valuesOf(each);
    if (!values.some(value => value !== null)) continue;
    const origin = new Map(each.labels).get('source');
    if (origin === 'metricsApi' || origin === 'kubelet') origins.add(origin);
    const known = byPeer.get(each.peer);
    const [first, second] =
      known && origin === 'metricsApi' ? [values, known] : [known, values];
    byPeer.set(
      each.peer,
      times.map((_, index) => first?.[index] ?? second?.[index] ?? null),
    );
  }
  if (byPeer.size === 0) return undefined;
  const kind = origins.has('metricsApi') ? 'metricsApi' : 'kubelet';
  return {
    used: addUp([...byPeer.values()].map(values => bridge(values, step))),
    source: {
      kind,
      name: `${[...origins]
        .map(origin => ORIGINS[origin])
        .join(' and ')}, kept by Portlight`,
      resolutionSeconds: RESOLUTIONS[level],
    },
  };
}
