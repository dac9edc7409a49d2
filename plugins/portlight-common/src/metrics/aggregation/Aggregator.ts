import type { Family, Scrape } from '../exposition/types';
import { describeSeries } from './describeSeries';
import { type Increases, LOOK_BACK, PeerWindow } from './PeerWindow';
import { toSampleValue } from './sampleValue';
import {
  comparePeers,
  peerKey,
  type Row,
  SnapshotBuilder,
} from './SnapshotBuilder';
import type {
  AggregatedPeer,
  AggregatorOptions,
  MetricsSnapshot,
  PeerFailure,
  PeerSamples,
  SnapshotPeer,
} from './types';

const DEFAULT_WINDOW = 60;

interface Answer {
  scrape: Scrape;
  growth: Increases;
  isStale: (index: number) => boolean;
  stale: number;
}

interface PeerState {
  peer: AggregatedPeer;
  window: PeerWindow;
  at?: number;
  message?: string;
  /** Absent when the last scrape failed. */
  answer?: Answer;
}

/** Tells samples with an explicit timestamp that Prometheus would not show any more. */
function staleness(scrape: Scrape, at: number): (index: number) => boolean {
  const { timestamps } = scrape;
  return timestamps ? index => timestamps[index] < at - LOOK_BACK : () => false;
}

function countStale({ series }: Scrape, isStale: (index: number) => boolean) {
  let stale = 0;
  for (let index = 0; index < series.length; index++) {
    stale += isStale(index) ? 1 : 0;
  }
  return stale;
}

/**
 * Makes one picture of what the peers of a service expose, from their scrapes as they come. What each figure
 * means is defined in docs/concepts/aggregation.md.
 *
 * @public
 */
export class Aggregator {
  private readonly states = new Map<string, PeerState>();
  private readonly window: number;

  constructor(private readonly options: AggregatorOptions = {}) {
    this.window = options.window ?? DEFAULT_WINDOW;
  }

  /** A peer is known, whether it was scraped or not. */
  know(peer: AggregatedPeer): void {
    this.state(peer);
  }

  /** Puts in a scrape that was answered. */
  add({ peer, at, scrape }: PeerSamples): void {
    const state = this.state(peer);
    const isStale = staleness(scrape, at);
    state.at = at;
    state.message = undefined;
    state.answer = {
      scrape,
      growth: state.window.add(at, scrape, isStale),
      isStale,
      stale: scrape.timestamps ? countStale(scrape, isStale) : 0,
    };
  }

  /** Puts in a scrape that failed: what the peer said before does not count any more. */
  fail({ peer, at, message }: PeerFailure): void {
    const state = this.state(peer);
    state.at = at;
    state.message = message;
    state.answer = undefined;
  }

  /** Forgets a peer that is gone. */
  remove(peer: Pick<AggregatedPeer, 'id' | 'cluster'>): void {
    this.states.delete(peerKey(peer));
  }

  /** What all peers said last. */
  snapshot(): MetricsSnapshot {
    const states = [...this.states.values()]
      .map(state => ({ state, peer: toSnapshotPeer(state) }))
      .sort((a, b) => comparePeers(a.peer, b.peer));
    const builder = new SnapshotBuilder(
      states.map(({ peer }) => peer),
      this.options.limits,
    );
    const notices: string[] = [];
    states.forEach(({ state: { answer }, peer }, column) => {
      if (!answer) {
        return;
      }
      putIn(builder, answer, peer, column);
      if (answer.stale > 0) {
        notices.push(
          `${answer.stale} samples of ${peer.name} have timestamps more than five minutes old and do not count.`,
        );
      }
    });
    return builder.finish(notices);
  }

  private state(peer: AggregatedPeer): PeerState {
    const key = peerKey(peer);
    let state = this.states.get(key);
    if (!state) {
      state = { peer, window: new PeerWindow(this.window) };
      this.states.set(key, state);
    }
    state.peer = peer;
    return state;
  }
}

function toSnapshotPeer(state: PeerState): SnapshotPeer {
  const { peer, at, message, answer } = state;
  return {
    id: peer.id,
    name: peer.name,
    ...(peer.cluster === undefined ? {} : { cluster: peer.cluster }),
    up: answer !== undefined,
    ...(at === undefined ? {} : { at }),
    ...(message === undefined ? {} : { message }),
    ...(answer ? { samples: answer.scrape.series.length } : {}),
    ...(answer?.growth.span === undefined
      ? {}
      : { seconds: answer.growth.span }),
  };
}

function putIn(
  builder: SnapshotBuilder,
  { scrape: { series, values }, growth, isStale }: Answer,
  peer: SnapshotPeer,
  column: number,
): void {
  let described: Family | undefined;
  for (let index = 0; index < series.length; index++) {
    if (isStale(index)) {
      continue;
    }
    const { family } = series[index];
    const row = builder.row(describeSeries(series[index]));
    if (!row) {
      continue;
    }
    const { sample } = row;
    // Of a series that was exposed twice, the first one counts.
    if (sample.values[column] !== null) {
      continue;
    }
    sample.values[column] = toSampleValue(values[index]);
    putIncrease(row, growth, index, peer, column);
    row.family.exposed[column] = 1;
    if (family !== described) {
      described = family;
      builder.describe(row, {
        help: family.help,
        units: family.unit ? [family.unit] : [],
      });
    }
  }
}

function putIncrease(
  { sample }: Row,
  { increases, seconds }: Increases,
  index: number,
  peer: SnapshotPeer,
  column: number,
): void {
  if (!sample.increases || Number.isNaN(increases[index])) {
    return;
  }
  sample.increases[column] = increases[index];
  if (seconds[index] !== peer.seconds) {
    sample.seconds ??= {};
    sample.seconds[column] = seconds[index];
  }
}
