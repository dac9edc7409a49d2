import {
  DEFAULT_EXPOSITION_LIMITS,
  type ExpositionLimits,
  type GoldenSignalOptions,
} from '@portlight/plugin-portlight-common';

/** Bounds of what is kept of scrapes. */
export interface MetricsLimits {
  /** Of one scrape, which fails where it breaks one of them, as in Prometheus. */
  exposition: Required<ExpositionLimits>;
  /** Series of all peers that one replica keeps; what comes beyond is not scraped. */
  series: number;
  /** Bytes of one target's snapshot as it is stored, compressed; the largest families are left out beyond. */
  snapshotBytes: number;
}

/** How peers are scraped. Times are in milliseconds. */
export interface MetricsSettings {
  /** Between two scrapes of a peer. */
  scrapeInterval: number;
  /** Until a scrape is given up; at most the interval. */
  scrapeTimeout: number;
  /** After the last question about a target until its peers are left alone. */
  idleAfter: number;
  limits: MetricsLimits;
  /** What golden signals are made of where the well-known families do not fit. */
  goldenSignals: GoldenSignalOptions;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const MEBIBYTE = 1024 * 1024;

/** What is done unless the configuration says otherwise. */
export const DEFAULT_METRICS_SETTINGS: MetricsSettings = {
  scrapeInterval: 15 * SECOND,
  scrapeTimeout: 10 * SECOND,
  idleAfter: 5 * MINUTE,
  limits: {
    exposition: {
      ...DEFAULT_EXPOSITION_LIMITS,
      // Many peers are scraped at once, and each of their samples is aggregated.
      bodySize: 32 * MEBIBYTE,
      samples: 100_000,
    },
    series: 1_000_000,
    snapshotBytes: 4 * MEBIBYTE,
  },
  goldenSignals: {},
};
