import { metrics } from '@opentelemetry/api';
import type { ScrapeFailure } from './ScrapeError';

/** The figures of scraping, for whatever OpenTelemetry exporter the portal has. */
export interface ScrapeTelemetry {
  /** A scrape ended, after so many seconds; `failure` where it failed. */
  scraped(cluster: string, seconds: number, failure?: ScrapeFailure): void;
  /** Samples of a scrape. */
  samples(cluster: string, count: number): void;
  /** A snapshot of so many bytes is in the database. */
  stored(cluster: string, bytes: number): void;
  /** A snapshot could not be written. */
  writeFailed(cluster: string): void;
}

/** What is asked for when metrics are collected. */
export interface ScrapeSizes {
  /** Targets that are scraped. */
  targets(): number;
  /** Series that are kept of their peers. */
  series(): number;
}

/** The instruments, on the global meter. */
export function createScrapeTelemetry(sizes: ScrapeSizes): {
  telemetry: ScrapeTelemetry;
  close: () => void;
} {
  const meter = metrics.getMeter('@portlight/plugin-portlight-backend');
  const duration = meter.createHistogram('portlight.metrics.scrape.duration', {
    description: 'From the turn of a peer to the end of its answer',
    unit: 's',
    advice: {
      explicitBucketBoundaries: [
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
      ],
    },
  });
  const failures = meter.createCounter('portlight.metrics.scrape.failures', {
    description: 'Scrapes that failed, by reason',
    unit: '{scrape}',
  });
  const samples = meter.createCounter('portlight.metrics.scrape.samples', {
    description: 'Samples that were scraped',
    unit: '{sample}',
  });
  const size = meter.createHistogram('portlight.metrics.snapshot.size', {
    description: 'The stored aggregate of a target, compressed',
    unit: 'By',
    advice: {
      explicitBucketBoundaries: [
        1_000, 4_000, 16_000, 64_000, 256_000, 1_000_000, 4_000_000,
      ],
    },
  });
  const unwritten = meter.createCounter('portlight.metrics.snapshot.failures', {
    description: 'Snapshots that could not be written; the next round tries',
    unit: '{failure}',
  });
  const targets = meter.createObservableGauge('portlight.metrics.targets', {
    description: 'Targets whose peers this replica scrapes',
    unit: '{target}',
  });
  const series = meter.createObservableGauge('portlight.metrics.series', {
    description: 'Series that this replica keeps of the peers it scrapes',
    unit: '{series}',
  });
  type Observe = Parameters<typeof targets.addCallback>[0];
  const observeTargets: Observe = result => result.observe(sizes.targets());
  const observeSeries: Observe = result => result.observe(sizes.series());
  targets.addCallback(observeTargets);
  series.addCallback(observeSeries);
  return {
    close: () => {
      targets.removeCallback(observeTargets);
      series.removeCallback(observeSeries);
    },
    telemetry: {
      scraped: (cluster, seconds, failure) => {
        duration.record(seconds, { cluster });
        if (failure) failures.add(1, { cluster, reason: failure });
      },
      samples: (cluster, count) => samples.add(count, { cluster }),
      stored: (cluster, bytes) => size.record(bytes, { cluster }),
      writeFailed: cluster => unwritten.add(1, { cluster }),
    },
  };
}
