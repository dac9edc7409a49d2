import {
  Aggregator,
  type AggregatorOptions,
  describeFamily,
  type MetricsSnapshot,
} from '../aggregation';
import { scrapeOf, type TestFamily } from './scrapeOf';

/** What each peer says; a text is why it failed. */
export type Round = Record<string, TestFamily[] | string>;

/** Scrapes peers in rounds 15 seconds apart; a peer that is in no later round has left. */
export function aggregate(
  rounds: Round[],
  options?: AggregatorOptions,
): MetricsSnapshot {
  const aggregator = new Aggregator(options);
  const known = new Set<string>();
  rounds.forEach((round, index) => {
    const at = 1000 + index * 15;
    for (const name of known) {
      if (!(name in round)) {
        aggregator.remove({ id: name });
      }
    }
    for (const [name, said] of Object.entries(round)) {
      known.add(name);
      const peer = { id: name, name };
      if (typeof said === 'string') {
        aggregator.fail({ peer, at, message: said });
      } else {
        aggregator.add({ peer, at, scrape: scrapeOf(said) });
      }
    }
  });
  return aggregator.snapshot();
}

/** The only series of a family. */
export function only(snapshot: MetricsSnapshot, name: string) {
  const detail = describeFamily(snapshot, name);
  if (detail?.series.length !== 1) {
    throw new Error(`${name} has not one series`);
  }
  return detail.series[0];
}
