import { Aggregator, type MetricsSnapshot } from '../aggregation';
import {
  type GoldenSignalOptions,
  goldenSignals,
  type SignalContext,
} from '../signals';
import { histogramSamples, scrapeOf, type TestFamily } from './scrapeOf';

/** Two scrapes, ten seconds apart, of peers that say the same at first and what they are told to then. */
export function snapshotOf(
  peers: Record<string, TestFamily[]>,
): MetricsSnapshot {
  const aggregator = new Aggregator();
  for (const [name, now] of Object.entries(peers)) {
    const peer = { id: `id-${name}`, name };
    const zero = now.map(family => ({
      ...family,
      samples: family.samples.map(sample => ({ ...sample, value: 0 })),
    }));
    aggregator.add({ peer, at: 1000, scrape: scrapeOf(zero) });
    aggregator.add({ peer, at: 1010, scrape: scrapeOf(now) });
  }
  return aggregator.snapshot();
}

export function signalsOf(
  snapshot: MetricsSnapshot,
  options?: GoldenSignalOptions,
  context?: SignalContext,
) {
  const signals = goldenSignals(snapshot, options, context);
  return Object.fromEntries(signals.map(signal => [signal.signal, signal]));
}

export const family = (
  name: string,
  type: TestFamily['type'],
  ...samples: TestFamily['samples']
): TestFamily => ({ name, type, samples });

export const requests = (
  name: string,
  labels: Record<string, string>,
  buckets: Record<string, number>,
) => family(name, 'histogram', ...histogramSamples(labels, buckets));
