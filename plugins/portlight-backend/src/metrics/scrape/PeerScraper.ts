import {
  type DiscoveredPeer,
  SeriesTable,
} from '@portlight/plugin-portlight-common';
import { traced } from '../../inventory';
import type { PeerClient } from '../../peers';
import type { MetricsSettings } from '../settings';
import { ScrapeError } from './ScrapeError';
import {
  exposesMetrics,
  scrapePeer,
  type ScrapeOptions,
  type ScrapeOutcome,
} from './scrapePeer';
import type { SeriesBudget } from './SeriesBudget';
import type { ScrapeTelemetry } from './telemetry';

/** A peer without metrics is asked again after so many milliseconds: it may have been rolled out anew. */
const ABSENT_INTERVAL = 5 * 60 * 1000;

/** A failed scrape that leaves more in the table than this many times what the last good one had, and some, spoilt it. */
const SPOILT_TABLE = 2;
const SPOILT_TABLE_BASE = 1000;

/** A peer whose series are longer than this on the average counts as one with more of them: what is short is memory. */
const BYTES_PER_SERIES = 1024;

/** What a {@link PeerScraper} needs. */
export interface PeerScraperOptions {
  client: PeerClient;
  settings: MetricsSettings;
  budget: SeriesBudget;
  telemetry: ScrapeTelemetry;
}

/** One peer between its scrapes. */
export class PeerScraper {
  readonly #options: PeerScraperOptions;
  #peer: DiscoveredPeer;
  #table = new SeriesTable();
  /** Series of the last scrape that was answered. */
  #live = 0;
  /** Of the same. */
  #bytes = 0;
  #running?: AbortController;
  /** By the monotonic clock; set where there were no metrics at the last look. */
  #absentUntil?: number;

  constructor(peer: DiscoveredPeer, options: PeerScraperOptions) {
    this.#peer = peer;
    this.#options = options;
  }

  get peer(): DiscoveredPeer {
    return this.#peer;
  }

  /** Whether it is to be scraped in a round that begins now. */
  get due(): boolean {
    return (
      exposesMetrics(this.#peer) &&
      this.#running === undefined &&
      !(performance.now() < (this.#absentUntil ?? 0))
    );
  }

  /** The peer as it is now. */
  update(peer: DiscoveredPeer): void {
    const moved =
      JSON.stringify([peer.metrics, peer.host]) !==
      JSON.stringify([this.#peer.metrics, this.#peer.host]);
    this.#peer = peer;
    if (!moved) return;
    this.#running?.abort();
    this.#running = undefined;
    this.#absentUntil = undefined;
  }

  /**
   * Scrapes it.
   *
   * @returns nothing where the peer went or moved in the meantime
   */
  async scrape(): Promise<ScrapeOutcome | undefined> {
    const { client, settings, telemetry } = this.#options;
    const peer = this.#peer;
    if (!exposesMetrics(peer)) return undefined;
    const running = new AbortController();
    this.#running = running;
    const { cluster = '' } = peer;
    try {
      const outcome = await traced('portlight.scrape', { cluster }, () =>
        this.#bounded({
          client,
          table: this.#table,
          limits: settings.limits.exposition,
          timeout: settings.scrapeTimeout,
          signal: running.signal,
        }),
      );
      if (this.#running !== running) return undefined;
      const { report, scrape, error } = outcome;
      this.#absentUntil =
        error?.failure === 'absent'
          ? performance.now() + ABSENT_INTERVAL
          : undefined;
      telemetry.scraped(cluster, report.durationSeconds ?? 0, error?.failure);
      if (scrape) telemetry.samples(cluster, scrape.values.length);
      return outcome;
    } catch (error) {
      if (running.signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  /** Ends it, and gives back what it holds. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#options.budget.hold(this, 0);
  }

  /** Within what this replica may keep. */
  async #bounded(options: ScrapeOptions): Promise<ScrapeOutcome> {
    const { budget, settings } = this.#options;
    const allowance = budget.allowance(this);
    const samples = Math.min(options.limits.samples, allowance);
    const peer = this.#peer;
    if (!exposesMetrics(peer)) throw new Error('The peer has no metrics');
    const outcome = await scrapePeer(peer, {
      ...options,
      limits: { ...options.limits, samples },
    });
    if (options.signal.aborted) return outcome;
    const { scrape, error } = outcome;
    this.#live = scrape?.series.length ?? this.#live;
    // The table itself forgets what is gone, but a peer that never ends well must not fill it scrape by scrape.
    if (
      !scrape &&
      this.#table.size > SPOILT_TABLE * this.#live + SPOILT_TABLE_BASE
    ) {
      this.#table = new SeriesTable();
    }
    this.#bytes = scrape?.bytes ?? this.#bytes;
    budget.hold(
      this,
      Math.max(
        this.#table.size,
        this.#live,
        Math.ceil(this.#bytes / BYTES_PER_SERIES),
      ),
    );
    if (error?.failure !== 'limit' || samples === options.limits.samples) {
      return outcome;
    }
    const message = `It is not scraped: this replica keeps as many series as it may (\`portlight.metrics.limits.series\`, ${settings.limits.series}); raise that, or have fewer targets scraped`;
    return {
      ...outcome,
      report: { ...outcome.report, message },
      error: new ScrapeError('series-limit', message),
    };
  }
}
