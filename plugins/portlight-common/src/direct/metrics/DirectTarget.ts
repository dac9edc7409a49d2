import type { PeerScrape } from '../../api/types';
import type { DiscoveredPeer } from '../../peers';
import { Aggregator, type MetricsSnapshot } from '../../metrics/aggregation';
import { SeriesTable } from '../../metrics/exposition';
import type { SnapshotPoint } from '../../metrics/history';
import type { ServicePeers } from './servicePeers';
import type { ProxyReader } from './ProxyReader';
import { scrapeDirect } from './scrapeDirect';

/** Seconds between scrapes, while somebody looks. */
export const SCRAPE_INTERVAL = 15;
/** Milliseconds. A little less: who asks every 15 s must not get every second scrape. */
const SCRAPE_AGE = 13_000;
/** Milliseconds that an answer waits for peers; what comes later is in the next one. */
const PATIENCE = 4_000;
/** An hour. */
const MAXIMUM_POINTS = 240;
/** Values that are kept of the past, all points together. */
const MAXIMUM_CELLS = 2_000_000;

function cellsOf({ peers, families }: MetricsSnapshot): number {
  const samples = families.reduce(
    (sum, { series }) =>
      sum + series.reduce((some, one) => some + one.samples.length, 0),
    0,
  );
  return samples * peers.length;
}

/** The peers of one Service, scraped by the browser while somebody looks. */
export class DirectTarget {
  /** Oldest first. */
  readonly points: SnapshotPoint[] = [];
  readonly scrapes = new Map<string, PeerScrape>();
  service: ServicePeers = { peers: [] };
  private readonly aggregator = new Aggregator();
  private readonly tables = new Map<string, SeriesTable>();
  private readonly sizes: number[] = [];
  /** Of the aggregator as it is; absent when that has changed. */
  private current?: MetricsSnapshot;
  private round?: Promise<void>;
  /** Milliseconds since the epoch. */
  private roundAt = -Infinity;

  constructor(
    private readonly cluster: string,
    private readonly reader: ProxyReader,
    private readonly now: () => number,
  ) {}

  /** Takes what is behind the Service now, and scrapes it when that is due, for all who ask together. */
  async update(service: ServicePeers): Promise<void> {
    this.service = service;
    const ids = new Set(service.peers.map(({ id }) => id));
    for (const id of this.tables.keys()) {
      if (!ids.has(id)) {
        this.tables.delete(id);
        this.scrapes.delete(id);
        this.aggregator.remove({ id, cluster: this.cluster });
        this.current = undefined;
      }
    }
    for (const peer of service.peers) {
      if (!this.tables.has(peer.id)) {
        this.tables.set(peer.id, new SeriesTable());
        this.aggregator.know(this.aggregated(peer));
        this.current = undefined;
      }
    }
    const age = this.now() - this.roundAt;
    if (!this.round && (age >= SCRAPE_AGE || age < 0)) {
      this.roundAt = this.now();
      this.round = this.scrapeAll(service.peers).finally(() => {
        this.round = undefined;
      });
    }
    await this.patiently(this.round);
  }

  /** What the peers said last. */
  snapshot(): MetricsSnapshot {
    this.current ??= this.aggregator.snapshot();
    return this.current;
  }

  private aggregated({ id, name }: DiscoveredPeer) {
    return { id, name, cluster: this.cluster };
  }

  private async patiently(round: Promise<void> | undefined): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const enough = new Promise<void>(resolve => {
      timer = setTimeout(resolve, PATIENCE);
    });
    await Promise.race([round, enough]);
    clearTimeout(timer);
  }

  private async scrapeAll(peers: readonly DiscoveredPeer[]): Promise<void> {
    await Promise.all(peers.map(peer => this.scrape(peer)));
    if (peers.length === 0) {
      return;
    }
    const snapshot = this.snapshot();
    this.points.push({ at: this.roundAt / 1000, snapshot });
    this.sizes.push(cellsOf(snapshot));
    while (
      this.points.length > 1 &&
      (this.points.length > MAXIMUM_POINTS ||
        this.sizes.reduce((sum, size) => sum + size, 0) > MAXIMUM_CELLS)
    ) {
      this.points.shift();
      this.sizes.shift();
    }
  }

  private async scrape(peer: DiscoveredPeer): Promise<void> {
    const table = this.tables.get(peer.id);
    if (!table) {
      return;
    }
    const { at, report, scrape } = await scrapeDirect(
      this.reader,
      { ...peer, cluster: this.cluster },
      table,
      this.now,
    );
    // It may have gone while it was asked.
    if (this.tables.get(peer.id) !== table) {
      return;
    }
    this.current = undefined;
    this.scrapes.set(peer.id, report);
    const aggregated = this.aggregated(peer);
    if (scrape) {
      this.aggregator.add({ peer: aggregated, at, scrape });
    } else {
      const message = report.message ?? 'It did not answer';
      this.aggregator.fail({ peer: aggregated, at, message });
    }
  }
}
