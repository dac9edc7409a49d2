import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { ClusterReader } from '../clusters/read';
import type { Mirror } from '../inventory';
import { RecordReader } from '../inventory/read';
import type { RetentionTask } from '../inventory/retention';
import type { PeerService } from '../peers';
import {
  createHistory,
  type HistorySettings,
  type MetricHistory,
} from './history';
import { createPeerMetricsHandlers } from './read';
import { Scraper } from './scrape';
import type { MetricsSettings } from './settings';
import { snapshotRetention, SnapshotStore } from './snapshots';
import {
  createSourceTelemetry,
  PrometheusRange,
  PrometheusSources,
  type PrometheusSourceSettings,
  sourceRetention,
  SourceStates,
} from './sources';
import {
  createUsage,
  type PodUsageListener,
  type UsageSettings,
} from './usage';

/** Milliseconds that the end of the portal waits for what is being written. */
const STOP_WITHIN = 1000;

/** What is kept of metrics; made before the mirror, whose retention removes what is old. */
export interface MetricsStore {
  snapshots: SnapshotStore;
  history: MetricHistory;
  /** For the mirror's retention. */
  retention: RetentionTask[];
  /** From here on this replica does what one does for all, where the mirror says that it is the one. */
  attach(mirror: Pick<Mirror, 'taskLease'>): void;
}

/** What is kept of metrics in the database. */
export function createMetricsStore(options: {
  knex: Knex;
  logger: LoggerService;
  settings: HistorySettings;
}): MetricsStore {
  let mirror: Pick<Mirror, 'taskLease'> | undefined;
  const history = createHistory({
    ...options,
    taskLease: () => mirror?.taskLease('metrics'),
  });
  return {
    history,
    snapshots: new SnapshotStore(options.knex),
    retention: [
      ...history.retention,
      snapshotRetention(Date.now),
      sourceRetention(),
    ],
    attach: attached => {
      mirror = attached;
    },
  };
}

/** What {@link createMetrics} needs. */
export interface MetricsOptions {
  knex: Knex;
  logger: LoggerService;
  store: MetricsStore;
  mirror: Pick<Mirror, 'follow' | 'reach' | 'taskLease'>;
  peers: PeerService;
  settings: {
    metrics: MetricsSettings;
    prometheus: readonly PrometheusSourceSettings[];
    usage: UsageSettings;
  };
  /** Peers or metrics of the target with this topic are new in SQL. */
  onTargetChanged: (topic: string) => void;
}

type MetricsHandlers = ReturnType<typeof createPeerMetricsHandlers> &
  ReturnType<typeof createUsage>['handlers'];

/** The metrics of peers and clusters: read by the replica that owns their cluster, answered by all. */
export interface Metrics {
  handlers: MetricsHandlers;
  /** For the operations about sources. */
  parts: {
    mirror: Pick<Mirror, 'reach'>;
    sources: PrometheusSources;
    states: SourceStates;
  };
  /** Hears from here on what pods of the clusters of this replica use. */
  followPodUsage(listener: PodUsageListener): void;
  /** Follows the fleet from here on. */
  start(): void;
  /** Ends all work; what is being written is written, or dropped after a second. */
  stop(): Promise<void>;
}

/** Scrapes peers, measures clusters, keeps both over time and answers questions about them. */
export async function createMetrics(options: MetricsOptions): Promise<Metrics> {
  const { knex, logger, store, mirror, peers, settings } = options;
  const { snapshots, history } = store;
  store.attach(mirror);
  const { scrapeInterval, goldenSignals } = settings.metrics;
  const states = new SourceStates(knex);
  const sources = new PrometheusSources({
    settings: settings.prometheus,
    mirror,
    telemetry: createSourceTelemetry(),
    onAnswer: (cluster, source, failure) => {
      states
        .note(
          { cluster, source },
          failure
            ? { status: 'failing', message: failure.message }
            : { status: 'available' },
        )
        .catch(error =>
          logger.debug(`The state of the source ${source}: ${error.message}`),
        );
    },
  });
  const listeners: PodUsageListener[] = [];
  const usage = createUsage({
    knex,
    logger,
    mirror,
    history,
    sources,
    states,
    settings: settings.usage,
    clusters: await ClusterReader.create(knex),
    records: new RecordReader(knex),
    onPodUsage: (...pods) => listeners.forEach(listener => listener(...pods)),
  });
  const scraper = new Scraper({
    peers,
    snapshots,
    history: history.writer,
    settings: settings.metrics,
    logger,
    onStored: ({ topic }) => options.onTargetChanged(topic),
  });
  let unfollow = () => {};
  return {
    handlers: {
      ...createPeerMetricsHandlers({
        knex,
        peers,
        snapshots,
        history: history.reader,
        source: new PrometheusRange(sources),
        interval: scrapeInterval,
        goldenSignals,
      }),
      ...usage.handlers,
    },
    parts: { mirror, sources, states },
    followPodUsage: listener => listeners.push(listener),
    start() {
      unfollow = mirror.follow(history.owner);
      history.start();
      usage.start();
      scraper.start();
    },
    async stop() {
      unfollow();
      usage.stop();
      const ended = Promise.all([
        scraper.stop(),
        history.stop(),
        sources.close(),
      ]);
      await Promise.race([
        ended,
        new Promise<void>(resolve => {
          setTimeout(resolve, STOP_WITHIN).unref();
        }),
      ]);
    },
  };
}
