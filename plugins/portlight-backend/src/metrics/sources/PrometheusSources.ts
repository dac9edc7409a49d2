import type {
  LabelMatcher,
  MetricHistorySource,
  PromQl,
} from '@portlight/plugin-portlight-common';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import type { Mirror } from '../../inventory';
import {
  gridOf,
  type Grid,
  type Matrix,
  PrometheusClient,
} from './PrometheusClient';
import {
  type PrometheusTransport,
  ServiceTransport,
  UrlTransport,
} from './PrometheusTransport';
import { SharedAnswers } from './SharedAnswers';
import { SourceError } from './SourceError';
import type { PrometheusSourceSettings } from './sourceSettings';
import type { SourceTelemetry } from './sourceTelemetry';

/** What a {@link PrometheusSources} is made of. */
export interface PrometheusSourcesOptions {
  settings: readonly PrometheusSourceSettings[];
  mirror: Pick<Mirror, 'reach'>;
  telemetry: SourceTelemetry;
  /** How a source answered a question about a cluster; must not throw. */
  onAnswer?: (cluster: string, source: string, failure?: SourceError) => void;
}

/** A source as it is asked about one cluster. */
export interface SourceOfCluster {
  settings: PrometheusSourceSettings;
  client: PrometheusClient;
  /** What every selector has to have, so that nothing of another cluster is in an answer. */
  matchers: readonly LabelMatcher[];
}

/** What several expressions of one source answered. */
export interface Evaluation {
  grid: Grid;
  /** In the order of the expressions. */
  results: Matrix['series'][];
  warnings: string[];
  source: MetricHistorySource;
}

/** Expressions of one source; labels and matchers are different for each. */
export type Expressions = (
  source: Pick<SourceOfCluster, 'settings' | 'matchers'>,
  grid: Grid,
) => readonly PromQl[];

const CLUSTER = '{cluster}';
/** Values of an answer that is kept for others. */
const SMALL = 20_000;

/** The configured Prometheus-compatible servers. */
export class PrometheusSources {
  readonly #options: PrometheusSourcesOptions;
  readonly #answers = new SharedAnswers<Matrix>();
  readonly #transports = new Map<string, PrometheusTransport>();
  readonly #connections = new Map<
    string,
    { fingerprint: string; connection: ClusterConnection }
  >();

  constructor(options: PrometheusSourcesOptions) {
    this.#options = options;
    for (const settings of options.settings) {
      const { name, url } = settings;
      if (url !== undefined) {
        this.#transports.set(name, new UrlTransport({ ...settings, url }));
      }
    }
  }

  get settings(): readonly PrometheusSourceSettings[] {
    return this.#options.settings;
  }

  /** Whether a source is configured for the cluster. */
  covers(cluster: string): boolean {
    return this.#options.settings.some(source => isOf(source, cluster));
  }

  /** The sources that are configured for a cluster, in the order of the configuration. */
  of(cluster: string): SourceOfCluster[] {
    return this.#options.settings
      .filter(source => isOf(source, cluster))
      .map(settings => this.ask(settings, cluster));
  }

  /** A source as it is asked about a cluster, also one that is not configured. */
  ask(settings: PrometheusSourceSettings, cluster: string): SourceOfCluster {
    return {
      settings,
      matchers: settings.matchers.map(({ name, value }) => ({
        name,
        operator: '=',
        value: value.split(CLUSTER).join(cluster),
      })),
      client: new PrometheusClient({
        title: titleOf(settings),
        type: settings.type,
        timeout: settings.timeout,
        transport: this.#transport(settings, cluster),
      }),
    };
  }

  /**
   * Evaluates expressions on one grid; the first source of the cluster that answers all of them wins.
   *
   * @param range - `series`: how many an answer may have, where these are more than people look at
   * @returns nothing where no source is configured for the cluster
   * @throws SourceError of the first source, where all of them fail
   */
  async evaluate(
    cluster: string,
    range: { since: number; until: number; step: number; series?: number },
    expressions: Expressions,
  ): Promise<Evaluation | undefined> {
    const grid = gridOf(range);
    let failure: SourceError | undefined;
    for (const source of this.of(cluster)) {
      try {
        const answers = await this.#measured(source.settings.name, () =>
          Promise.all(
            expressions(source, grid).map(expression =>
              this.#answers.ask(
                JSON.stringify([
                  source.settings.name,
                  cluster,
                  grid,
                  expression.text,
                ]),
                () =>
                  source.client.range(
                    expression,
                    grid,
                    undefined,
                    range.series,
                  ),
                ({ series }) => series.length * grid.points <= SMALL,
              ),
            ),
          ),
        );
        this.#options.onAnswer?.(cluster, source.settings.name);
        return {
          grid,
          results: answers.map(({ series }) => series),
          warnings: [
            ...raised(range.step, grid),
            ...(failure ? [`${failure.message}.`] : []),
            ...new Set(answers.flatMap(({ warnings }) => warnings)),
          ],
          source: {
            kind: 'prometheus',
            name: titleOf(source.settings),
            resolutionSeconds: grid.step,
          },
        };
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        this.#options.onAnswer?.(cluster, source.settings.name, error);
        failure ??= error;
      }
    }
    if (failure) throw failure;
    return undefined;
  }

  async close(): Promise<void> {
    await Promise.all([
      ...[...this.#transports.values()].map(each => each.close()),
      ...[...this.#connections.values()].map(each => each.connection.close()),
    ]);
  }

  #transport(
    settings: PrometheusSourceSettings,
    cluster: string,
  ): PrometheusTransport {
    const known = this.#transports.get(settings.name);
    if (known) return known;
    const service = settings.service!;
    return new ServiceTransport(service, settings, () =>
      this.#connect(service.cluster ?? cluster),
    );
  }

  /** Any replica may be asked, also one that does not read the cluster. */
  #connect(cluster: string): ClusterConnection {
    const address = this.#options.mirror.reach(cluster);
    const known = this.#connections.get(cluster);
    if (known && known.fingerprint === address?.fingerprint) {
      return known.connection;
    }
    this.#connections.delete(cluster);
    known?.connection.close().catch(() => {});
    if (!address) {
      throw new SourceError(
        'unreachable',
        `The cluster ${cluster} cannot be asked: the portal does not know it, it is in maintenance, or needs your own sign-in`,
      );
    }
    const connection = address.connect();
    const { fingerprint } = address;
    this.#connections.set(cluster, { fingerprint, connection });
    return connection;
  }

  async #measured<Result>(
    source: string,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const began = performance.now();
    let failure = 'none';
    try {
      return await work();
    } catch (error) {
      failure = error instanceof SourceError ? error.failure : 'other';
      throw error;
    } finally {
      const seconds = (performance.now() - began) / 1000;
      this.#options.telemetry.asked(source, failure, seconds);
    }
  }
}

/** How people call a source. */
export function titleOf({ name, type }: PrometheusSourceSettings): string {
  const titles = {
    prometheus: 'Prometheus',
    thanos: 'Thanos',
    mimir: 'Mimir',
    victoriametrics: 'VictoriaMetrics',
  };
  return `${titles[type]} ${name}`;
}

function isOf({ clusters }: PrometheusSourceSettings, cluster: string) {
  return clusters === undefined || clusters.includes(cluster);
}

function raised(wished: number, { step }: Grid): string[] {
  return step > Math.ceil(wished)
    ? [
        `The range has more points of ${wished} s than a source answers; they are ${step} s apart`,
      ]
    : [];
}
