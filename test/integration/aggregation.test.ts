import {
  Aggregator,
  type AggregatedSeries,
  describeFamily,
  type MetricFamily,
  parseExposition,
  type SampleValue,
  SeriesTable,
} from '@portlight/plugin-portlight-common';
import {
  type ControlPlane,
  describeWith,
  type Exposer,
  type Prometheus,
  startControlPlane,
  startExposer,
  startPrometheus,
} from '../parts';
import { TickServer } from './TickServer';

/** Seconds that peers are watched; longer than the window of a rate, with all that happens before it. */
const SECONDS = Number(process.env.PORTLIGHT_COMPARED_SECONDS ?? 100);
const WINDOW = 60;
/** Of a figure: sums of doubles in another order. */
const TOLERANCE = 1e-9;

/** An instant vector of Prometheus. */
interface Vector {
  result: { metric: Record<string, string>; value: [number, string] }[];
}

/** A range vector. */
interface Matrix {
  result: { metric: Record<string, string>; values?: [number, string][] }[];
}

/** Of one series: seconds since the epoch, and value. */
type CounterSamples = (readonly [time: number, value: number])[];

/** A program that exposes metrics, or does not. */
interface Source {
  name: string;
  read(): Promise<string | undefined>;
}

const number = (value: SampleValue | string): number => {
  switch (value) {
    case '+Inf':
      return Infinity;
    case '-Inf':
      return -Infinity;
    default:
      return Number(value);
  }
};

/** Labels as one text, whatever their order. */
const keyOf = (labels: Record<string, string>) =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([, value]) => value !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const isSame = (ours: number, theirs: number) =>
  Object.is(ours, theirs) ||
  ours === theirs ||
  Math.abs(ours - theirs) <=
    TOLERANCE * Math.max(Math.abs(ours), Math.abs(theirs));

const total = (values: readonly number[]) =>
  values.reduce((before, value) => before + value, 0);

/** How much a counter grew between its first and its last sample, corrected for resets. */
function increaseOf(samples: CounterSamples): number {
  return total(
    samples.slice(1).map(([, value], index) => {
      const [, before] = samples[index];
      return value < before ? value : value - before;
    }),
  );
}

/** The rate between the first and the last sample, as docs/concepts/aggregation.md defines it. */
function rateOf(samples: CounterSamples): number | undefined {
  if (samples.length < 2) return undefined;
  const increase = increaseOf(samples);
  const seconds = samples[samples.length - 1][0] - samples[0][0];
  return Number.isFinite(increase) ? increase / seconds : undefined;
}

/**
 * Whether PromQL extrapolates to exactly the window: the samples begin within 1.1 intervals of its start, and the counter
 * would not have been below zero there.
 */
function isWhole(samples: CounterSamples, end: number): boolean {
  if (samples.length < 2) return false;
  const [[first, value]] = samples;
  const sampled = samples[samples.length - 1][0] - first;
  const toStart = first - (end - WINDOW);
  const increase = increaseOf(samples);
  return (
    samples[samples.length - 1][0] === end &&
    toStart < (1.1 * sampled) / (samples.length - 1) &&
    (increase <= 0 || sampled * (value / increase) >= toStart)
  );
}

describeWith(
  ['kubernetes', 'prometheus', 'exporters'],
  'the aggregate of peers beside PromQL',
  () => {
    let plane: ControlPlane;
    let exposers: Exposer[];
    let server: TickServer;
    let prometheus: Prometheus;
    /** When the last samples are from, in seconds. */
    let at = 0;
    const aggregator = new Aggregator({ window: WINDOW });

    /** Of each exposer, as a peer with a name; the third and the fourth go away for a while. */
    const exposed = (exposer: Exposer, name: string): Source => ({
      name,
      read: async () => {
        const response = await fetch(`http://${exposer.address}/metrics`, {
          headers: { accept: 'text/plain;version=0.0.4' },
        }).catch(() => undefined);
        return response?.ok ? response.text() : undefined;
      },
    });

    beforeAll(async () => {
      [plane, ...exposers] = (await Promise.all([
        startControlPlane({ scheduler: false, controllerManager: false }),
        startExposer('go', 1),
        startExposer('go', 2),
        startExposer('python', 3),
        startExposer('node', 4),
        startExposer('node-exporter'),
      ])) as [ControlPlane, ...Exposer[]];
      const sources: Source[] = [
        ...exposers.map((exposer, index) =>
          exposed(exposer, `${exposer.kind}-${index}`),
        ),
        {
          name: 'kube-apiserver',
          read: async () => {
            const { status, text } = await plane.client.request('/metrics');
            return status === 200 ? text : undefined;
          },
        },
        {
          name: 'etcd',
          read: () => plane.scrape('etcd').catch(() => undefined),
        },
        {
          name: 'kwok',
          read: () => plane.scrape('kwok').catch(() => undefined),
        },
        {
          name: 'prometheus',
          read: async () => (await fetch(`${prometheus.url}/metrics`)).text(),
        },
      ];
      server = await TickServer.start(sources.map(({ name }) => name));
      prometheus = await startPrometheus({
        config: {
          global: { scrape_interval: '500ms', scrape_timeout: '500ms' },
          scrape_configs: sources.map(({ name }) => ({
            job_name: name,
            metrics_path: `/${name}`,
            honor_timestamps: true,
            track_timestamps_staleness: true,
            static_configs: [{ targets: [server.address] }],
            relabel_configs: [
              { target_label: 'instance', replacement: name },
              { target_label: 'job', replacement: 'peers' },
            ],
          })),
        },
      });
      await watch(sources);
    }, (SECONDS + 120) * 1000);

    /** Shows both the same, second by second, with restarts and peers that leave, come back and stay away. */
    async function watch(sources: Source[]): Promise<void> {
      const tables = new Map(
        sources.map(({ name }) => [name, new SeriesTable()]),
      );
      const begin = Math.ceil(Date.now() / 1000);
      const away = (name: string, second: number) =>
        (name === 'python-2' && second > 20 && second < 30) ||
        (name === 'go-1' && second > SECONDS - 12);
      for (let second = 0; second < SECONDS; ) {
        const now = Date.now() / 1000;
        second = Math.ceil(now - begin);
        await new Promise(resolve => {
          setTimeout(resolve, (begin + second - now) * 1000);
        });
        if (second === Math.floor(SECONDS / 2)) await exposers[0].restart();
        at = begin + second;
        const bodies = new Map<string, string>();
        await Promise.all(
          sources.map(async ({ name, read }) => {
            const body = away(name, second) ? undefined : await read();
            if (body !== undefined) bodies.set(name, body);
          }),
        );
        for (const { name } of sources) {
          const peer = { id: name, name };
          const body = bodies.get(name);
          if (body === undefined) {
            aggregator.fail({ peer, at, message: 'away' });
          } else {
            const scrape = parseExposition(body, {
              contentType: 'text/plain; version=0.0.4',
              table: tables.get(name),
            });
            aggregator.add({ peer, at, scrape });
          }
        }
        await server.show({ at: at * 1000, bodies });
      }
      // What was answered last has been stored.
      await new Promise(resolve => {
        setTimeout(resolve, 1000);
      });
    }

    afterAll(async () => {
      await Promise.all([
        plane?.stop(),
        server?.stop(),
        prometheus?.stop(),
        ...(exposers ?? []).map(exposer => exposer.stop()),
      ]);
    });

    const ask = async (query: string): Promise<Map<string, number>> => {
      const { result } = await prometheus.query<Vector>('query', {
        query,
        time: String(at),
      });
      return new Map(
        result.map(({ metric: { __name__, ...labels }, value }) => [
          keyOf(labels),
          number(value[1]),
        ]),
      );
    };

    /** Every family with its series, as our API answers them. */
    const families = () => {
      const snapshot = aggregator.snapshot();
      return snapshot.families.flatMap(({ name, type }) => {
        const found = describeFamily(snapshot, name);
        return found && found.family.type === type && !found.family.conflict
          ? [{ snapshot, family: found.family, series: found.series }]
          : [];
      });
    };

    /** What differs between a figure of ours and Prometheus'. */
    async function differences(
      chosen: (family: MetricFamily) => boolean,
      compared: {
        query(family: MetricFamily): string;
        ours(series: AggregatedSeries): number | undefined;
      }[],
    ): Promise<{ found: string[]; figures: number }> {
      const found: string[] = [];
      let figures = 0;
      for (const { family, series } of families()) {
        if (!chosen(family)) continue;
        for (const { query, ours } of compared) {
          const asked = query(family);
          const theirs = await ask(asked);
          for (const one of series) {
            const mine = ours(one);
            const key = keyOf(one.labels);
            const other = theirs.get(key);
            theirs.delete(key);
            if (mine === undefined && other === undefined) continue;
            figures += 1;
            if (
              mine === undefined ||
              other === undefined ||
              !isSame(mine, other)
            ) {
              found.push(`${asked} ${key}: ${mine}, Prometheus has ${other}`);
            }
          }
          if (series.length < 1000) {
            found.push(
              ...[...theirs.keys()].map(key => `${asked} ${key}: not there`),
            );
          }
        }
      }
      return { found, figures };
    }

    const OVER = 'without (instance, job)';

    it('has the same sums, averages, minima and maxima', async () => {
      const { found, figures } = await differences(
        ({ type }) =>
          type === 'counter' || type === 'gauge' || type === 'unknown',
        (
          [
            ['sum', ({ sum }) => sum],
            ['avg', ({ average }) => average],
            ['min', ({ minimum }) => minimum],
            ['max', ({ maximum }) => maximum],
            ['count', ({ count }) => count],
          ] as [string, (series: AggregatedSeries) => SampleValue | undefined][]
        ).map(([operator, value]) => ({
          query: ({ name }) => `${operator} ${OVER} (${name})`,
          ours: series => {
            const mine = value(series);
            return mine === undefined ? undefined : number(mine);
          },
        })),
      );
      expect(found).toEqual([]);
      expect(figures).toBeGreaterThan(1000);
    }, 300_000);

    const isWholeNow = (samples: CounterSamples) => isWhole(samples, at);

    /**
     * The samples in the window of a rate, by labels and instance, of what is there now: a series that has just gone is
     * stale here, and counts in PromQL until the window has passed.
     */
    const samplesOf = async (
      name: string,
    ): Promise<Map<string, CounterSamples[]>> => {
      const [{ result }, there] = await Promise.all([
        prometheus.query<Matrix>('query', {
          query: `${name}[${WINDOW}s]`,
          time: String(at),
        }),
        ask(name),
      ]);
      const byLabels = new Map<string, CounterSamples[]>();
      for (const { metric, values = [] } of result) {
        const { __name__, ...labels } = metric;
        if (!there.has(keyOf(labels))) continue;
        const { instance, job, ...rest } = labels;
        const key = keyOf(rest);
        const samples = values.map(
          ([time, value]) => [time, number(value)] as const,
        );
        byLabels.set(key, [...(byLabels.get(key) ?? []), samples]);
      }
      return byLabels;
    };

    it('has the same rates of counters, over restarts too', async () => {
      const found: string[] = [];
      let equalToPromQl = 0;
      for (const { family, series } of families()) {
        if (family.type !== 'counter') continue;
        const { name } = family;
        const [samples, theirs] = await Promise.all([
          samplesOf(name),
          ask(`sum ${OVER} (rate(${name}[${WINDOW}s]) and ${name})`),
        ]);
        for (const { labels, rate } of series) {
          const key = keyOf(labels);
          const all = samples.get(key) ?? [];
          const rates = all.flatMap(one => rateOf(one) ?? []);
          const own = rates.length > 0 ? total(rates) : undefined;
          if (own !== rate && !isSame(own ?? NaN, rate ?? NaN)) {
            found.push(`${name} ${key}: ${rate}, its samples say ${own}`);
          }
          // Where nothing is extrapolated, PromQL has to say the same.
          if (rate !== undefined && all.every(isWholeNow)) {
            equalToPromQl += 1;
            if (!isSame(rate, theirs.get(key) ?? NaN)) {
              found.push(
                `${name} ${key}: ${rate}, PromQL says ${theirs.get(key)}`,
              );
            }
          }
        }
      }
      expect(found).toEqual([]);
      expect(equalToPromQl).toBeGreaterThan(100);
    }, 300_000);

    it('has the same buckets and quantiles of histograms', async () => {
      const found: string[] = [];
      let quantiles = 0;
      for (const { family, series } of families()) {
        if (family.type !== 'histogram') continue;
        const name = `${family.name}_bucket`;
        const [samples, sums] = await Promise.all([
          samplesOf(name),
          ask(`sum ${OVER} (${name})`),
        ]);
        for (const { labels, histogram } of series) {
          const { buckets, quantiles: ours } = histogram!;
          const of = (map: Map<string, unknown>) =>
            new Map(
              [...map].flatMap(([key, value]) => {
                const { le, ...rest } = Object.fromEntries(JSON.parse(key));
                return keyOf(rest) === keyOf(labels)
                  ? [[number(le), value] as const]
                  : [];
              }),
            );
          const theirs = of(sums);
          for (const { upperBound, count } of buckets) {
            const other = theirs.get(number(upperBound)) as number;
            if (!isSame(number(count), other ?? NaN)) {
              found.push(
                `${name} ${keyOf(
                  labels,
                )} le=${upperBound}: ${count}, Prometheus has ${other}`,
              );
            }
          }
          const bounds = new Set(
            buckets.map(({ upperBound }) => number(upperBound)),
          );
          const counted = of(samples) as Map<number, CounterSamples[]>;
          const whole = [...counted]
            .filter(([bound]) => bounds.has(bound))
            .every(([, all]) => all.every(isWholeNow));
          if (!whole || bounds.size !== counted.size) continue;
          const matchers = Object.entries(labels)
            .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
            .join(',');
          for (const { quantile, value } of ours) {
            const bucket = `${name}{${matchers}}`;
            const query = `histogram_quantile(${quantile}, sum by (le) (rate(${bucket}[${WINDOW}s]) and ${bucket}))`;
            const [other] = [...(await ask(query)).values()];
            quantiles += 1;
            if (!isSame(number(value), other ?? NaN)) {
              found.push(`${query}: ${value}, Prometheus has ${other}`);
            }
          }
        }
      }
      expect(found.slice(0, 20)).toEqual([]);
      expect(quantiles).toBeGreaterThan(20);
    }, 600_000);

    it('knows the same peers, and which of them say most', async () => {
      const snapshot = aggregator.snapshot();
      const up = await ask('up{instance!=""}');
      for (const { name, up: isUp } of snapshot.peers) {
        expect([name, up.get(keyOf({ instance: name, job: 'peers' }))]).toEqual(
          [name, isUp ? 1 : 0],
        );
      }
      const { peers, series } = describeFamily(
        snapshot,
        'process_resident_memory_bytes',
      )!;
      const ours = series[0].values
        .map((value, index) => [peers[index].name, value] as const)
        .filter(([, value]) => value !== null)
        .sort(([, a], [, b]) => number(b!) - number(a!))
        .slice(0, 3)
        .map(([name]) => name);
      const { result } = await prometheus.query<Vector>('query', {
        query: 'topk(3, process_resident_memory_bytes)',
        time: String(at),
      });
      expect(ours).toEqual(result.map(({ metric }) => metric.instance));
    });
  },
);
