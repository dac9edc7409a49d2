import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  Aggregator,
  type DiscoveredPeer,
  type MetricsSnapshot,
} from '@portlight/plugin-portlight-common';
import { LeaseLostError, traced } from '../../inventory';
import type { ActiveTarget, PeerService } from '../../peers';
import type { HistoryWriter, PeerSamples } from '../history';
import type { SnapshotStore } from '../snapshots';
import { PeerScraper, type PeerScraperOptions } from './PeerScraper';
import { exposesMetrics, type ScrapeOutcome } from './scrapePeer';

/** So soon after a change a round that has not ended is shown as far as it is, in milliseconds. */
const SHOW_AFTER = 1000;

/** Milliseconds per peer over which the requests of a round are spread, and the part of an interval that takes at most. */
const SPREAD_PER_PEER = 50;
const MOST_SPREAD = 0.5;

/** Different ones that are shown; the first say enough. */
const MOST_WARNINGS = 10;

/** What a {@link TargetScraper} needs. */
export interface TargetScraperOptions extends PeerScraperOptions {
  logger: LoggerService;
  snapshots: Pick<SnapshotStore, 'write'>;
  history: HistoryWriter;
  report: PeerService['reportScrape'];
  /** A new snapshot is in SQL. */
  onStored: (target: ActiveTarget) => void;
  /** From 0 up to 1, for jitter. */
  random: () => number;
}

/** Scrapes the peers of one target in rounds, and keeps the aggregate in SQL. */
export class TargetScraper {
  #target: ActiveTarget;
  readonly #options: TargetScraperOptions;
  readonly #aggregator: Aggregator;
  readonly #peers = new Map<string, PeerScraper>();
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Scrapes that are to begin or have not ended. */
  #open = 0;
  #rounds = 0;
  #show?: NodeJS.Timeout;
  /** Of the last scrapes, by the ids of peers. */
  readonly #warnings = new Map<string, readonly string[]>();
  /** What was scraped since the last write. */
  #samples: PeerSamples[] = [];
  #changed = false;
  #writing?: Promise<void>;
  #failing = false;
  #stopped = false;

  constructor(target: ActiveTarget, options: TargetScraperOptions) {
    this.#target = target;
    this.#options = options;
    this.#aggregator = new Aggregator();
  }

  /** The target and its peers as they are now, all of them. */
  peers(target: ActiveTarget, peers: readonly DiscoveredPeer[]): void {
    if (this.#stopped) return;
    this.#target = target;
    const current = new Set(peers.map(({ id }) => id));
    for (const [id, scraper] of this.#peers) {
      if (current.has(id)) continue;
      scraper.stop();
      this.#peers.delete(id);
      this.#warnings.delete(id);
      this.#aggregator.remove(aggregated(scraper.peer));
      this.#note();
    }
    const added: PeerScraper[] = [];
    for (const peer of peers) {
      if (exposesMetrics(peer)) this.#aggregator.know(aggregated(peer));
      else this.#aggregator.remove(aggregated(peer));
      const known = this.#peers.get(peer.id);
      if (known) {
        known.update(peer);
        continue;
      }
      const scraper = new PeerScraper(peer, this.#options);
      this.#peers.set(peer.id, scraper);
      added.push(scraper);
    }
    if (this.#rounds === 0) this.#round();
    // It is not kept from view until the next round.
    else this.#begin(added);
    // That there is nothing to scrape is worth knowing too.
    if (this.#open === 0) this.#note();
  }

  /** Ends all requests, and drops what is not written yet. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timers.forEach(clearTimeout);
    this.#timers.clear();
    clearTimeout(this.#show);
    this.#peers.forEach(scraper => scraper.stop());
    this.#peers.clear();
    this.#samples = [];
    await this.#writing;
  }

  #round(): void {
    const { settings, random } = this.#options;
    this.#rounds += 1;
    // The second round finds its own place in the interval: targets that begin together do not stay together.
    const wait =
      settings.scrapeInterval * (this.#rounds === 1 ? 0.5 + random() / 2 : 1);
    this.#later(wait, () => this.#round());
    this.#begin([...this.#peers.values()]);
  }

  /** Scrapes those that are due: at once in the first round, for which somebody waits, else one after the other. */
  #begin(scrapers: readonly PeerScraper[]): void {
    const { settings, random } = this.#options;
    const due = scrapers.filter(scraper => scraper.due);
    const spread =
      this.#rounds === 1
        ? 0
        : Math.min(
            due.length * SPREAD_PER_PEER,
            settings.scrapeInterval * MOST_SPREAD,
          );
    for (const scraper of due) {
      this.#open += 1;
      this.#later(spread * random(), () => this.#scrape(scraper));
    }
  }

  async #scrape(scraper: PeerScraper): Promise<void> {
    try {
      const current = this.#peers.get(scraper.peer.id) === scraper;
      const outcome =
        current && scraper.due ? await scraper.scrape() : undefined;
      if (outcome && !this.#stopped) this.#take(scraper.peer, outcome);
    } catch (error) {
      this.#options.logger.error(
        `A scrape of ${this.#target.spec.name} failed`,
        error as Error,
      );
    } finally {
      this.#open -= 1;
      if (this.#open === 0) this.#flush();
    }
  }

  #take(
    peer: DiscoveredPeer,
    { at, report, scrape, error }: ScrapeOutcome,
  ): void {
    const identity = aggregated(peer);
    this.#warnings.set(peer.id, scrape?.warnings ?? []);
    if (scrape) {
      this.#aggregator.add({ peer: identity, at, scrape });
      const { series, values } = scrape;
      this.#samples.push({ peer: peer.id, at, series, values });
    } else {
      this.#aggregator.fail({ peer: identity, at, message: error!.message });
    }
    this.#options.report(this.#target, peer.id, report);
    this.#note();
  }

  #note(): void {
    this.#changed = true;
    if (this.#stopped || this.#show) return;
    this.#show = setTimeout(() => this.#flush(), SHOW_AFTER);
  }

  /** Writes what changed; one write after the other. */
  #flush(): void {
    clearTimeout(this.#show);
    this.#show = undefined;
    if (this.#stopped || !this.#changed || this.#writing) return;
    this.#changed = false;
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
      if (this.#changed) this.#note();
    });
  }

  async #write(): Promise<void> {
    const { logger, telemetry, onStored } = this.#options;
    const { cluster, spec } = this.#target;
    const samples = this.#samples;
    this.#samples = [];
    try {
      const bytes = await traced('portlight.snapshot', { cluster }, () =>
        this.#store(),
      );
      telemetry.stored(cluster, bytes);
      this.#failing = false;
      onStored(this.#target);
    } catch (error) {
      if (error instanceof LeaseLostError) {
        this.stop();
        return;
      }
      telemetry.writeFailed(cluster);
      if (!this.#failing) {
        logger.warn(
          `The metrics of ${spec.name} cannot be stored; every round tries again`,
          error as Error,
        );
      }
      this.#failing = true;
    }
    await this.#remember(samples);
  }

  /** @returns bytes as stored */
  async #store(): Promise<number> {
    const { snapshots, settings } = this.#options;
    const target = this.#target;
    return snapshots.write(
      target,
      this.#snapshot(),
      Date.now(),
      settings.limits.snapshotBytes,
    );
  }

  #snapshot(): MetricsSnapshot {
    const { history } = this.#options;
    const { cluster, id } = this.#target;
    const snapshot = this.#aggregator.snapshot();
    const silent = [...this.#peers.values()].filter(
      ({ peer }) => !exposesMetrics(peer),
    );
    return {
      ...snapshot,
      notices: [
        ...snapshot.notices,
        ...this.#peerWarnings(),
        ...(silent.length > 0
          ? [
              `Of ${silent.length} of ${
                this.#peers.size
              } peers it is not known where they expose metrics; name the port in the annotation \`prometheus.io/port\` of the pods or the Service, or in \`portlight.io/metrics-port\` of the entity`,
            ]
          : []),
        ...history.notices({ cluster, target: id }),
      ],
    };
  }

  /** Each once, with how many peers it is of. */
  #peerWarnings(): string[] {
    const peers = new Map<string, number>();
    for (const warnings of this.#warnings.values()) {
      for (const warning of new Set(warnings)) {
        peers.set(warning, (peers.get(warning) ?? 0) + 1);
      }
    }
    return [...peers]
      .slice(0, MOST_WARNINGS)
      .map(([warning, count]) =>
        this.#peers.size > 1
          ? `${count} of ${this.#peers.size} peers: ${warning}`
          : warning,
      );
  }

  async #remember(samples: readonly PeerSamples[]): Promise<void> {
    const { history, logger } = this.#options;
    const { cluster, id, lease, spec } = this.#target;
    if (samples.length === 0) return;
    try {
      await history.append({ cluster, target: id, lease, samples });
    } catch (error) {
      logger.error(
        `The history of ${spec.name} cannot be written`,
        error as Error,
      );
    }
  }

  #later(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, milliseconds);
    this.#timers.add(timer);
  }
}

/** A peer as the aggregation knows it. */
function aggregated({ id, name, cluster }: DiscoveredPeer) {
  return { id, name, ...(cluster !== undefined && { cluster }) };
}
