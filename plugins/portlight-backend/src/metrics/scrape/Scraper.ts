import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DiscoveredPeer } from '@portlight/plugin-portlight-common';
import {
  type ActiveTarget,
  type PeerListener,
  type PeerService,
  targetKeyText,
} from '../../peers';
import type { HistoryWriter } from '../history';
import type { MetricsSettings } from '../settings';
import type { SnapshotStore } from '../snapshots';
import { SeriesBudget } from './SeriesBudget';
import { TargetScraper } from './TargetScraper';
import { createScrapeTelemetry } from './telemetry';

/** What a {@link Scraper} needs. */
export interface ScraperOptions {
  peers: Pick<PeerService, 'client' | 'follow' | 'reportScrape'>;
  snapshots: Pick<SnapshotStore, 'write'>;
  history: HistoryWriter;
  settings: MetricsSettings;
  logger: LoggerService;
  /** A new snapshot of the target is in SQL. */
  onStored: (target: ActiveTarget) => void;
  /** From 0 up to 1, for jitter. */
  random?: () => number;
}

/** Scrapes the peers of all targets that this replica works on. */
export class Scraper implements PeerListener {
  readonly #options: ScraperOptions;
  readonly #budget: SeriesBudget;
  readonly #targets = new Map<string, TargetScraper>();
  readonly #ending = new Set<Promise<void>>();
  readonly #telemetry;
  #unfollow?: () => void;

  constructor(options: ScraperOptions) {
    this.#options = options;
    this.#budget = new SeriesBudget(options.settings.limits.series);
    this.#telemetry = createScrapeTelemetry({
      targets: () => this.#targets.size,
      series: () => this.#budget.total,
    });
  }

  /** Follows the targets from here on. */
  start(): void {
    this.#unfollow ??= this.#options.peers.follow(this);
  }

  /** Ends all scrapes; what is being written is written. */
  async stop(): Promise<void> {
    this.#unfollow?.();
    this.#telemetry.close();
    for (const [key, scraper] of this.#targets) this.#end(key, scraper);
    await Promise.all(this.#ending);
  }

  peers(target: ActiveTarget, peers: readonly DiscoveredPeer[]): void {
    const key = targetKeyText(target);
    let scraper = this.#targets.get(key);
    if (!scraper) {
      const { peers: service, random = Math.random } = this.#options;
      scraper = new TargetScraper(target, {
        ...this.#options,
        random,
        client: service.client,
        report: (...scrape) => service.reportScrape(...scrape),
        budget: this.#budget,
        telemetry: this.#telemetry.telemetry,
      });
      this.#targets.set(key, scraper);
    }
    scraper.peers(target, peers);
  }

  stored(target: ActiveTarget): void {
    this.#options.onStored(target);
  }

  ended(target: ActiveTarget): void {
    const key = targetKeyText(target);
    const scraper = this.#targets.get(key);
    if (scraper) this.#end(key, scraper);
  }

  #end(key: string, scraper: TargetScraper): void {
    this.#targets.delete(key);
    const ending = scraper.stop().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}
