import { metrics } from '@opentelemetry/api';

/** Why samples have no history. */
export type DropReason = 'late' | 'future' | 'waiting' | 'database' | 'lease';

/** The history's own figures. */
export interface HistoryTelemetry {
  /** Samples were committed, by transactions that took so many seconds. */
  written(samples: number, seconds: number): void;
  dropped(samples: number, reason: DropReason): void;
  /** Samples of series that are one too many. */
  capped(samples: number): void;
  /** Buckets of peers were rolled up to a level. */
  rolledUp(level: string, buckets: number, seconds: number): void;
}

const SECONDS_BUCKETS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** The instruments, on the global meter. */
export function createHistoryTelemetry(): HistoryTelemetry {
  const meter = metrics.getMeter('@portlight/plugin-portlight-backend');
  const samples = meter.createCounter('portlight.metrics.history.samples', {
    description: 'Samples that were written',
    unit: '{sample}',
  });
  const drops = meter.createCounter(
    'portlight.metrics.history.samples.dropped',
    {
      description: 'Samples that have no history, by reason',
      unit: '{sample}',
    },
  );
  const writes = meter.createHistogram(
    'portlight.metrics.history.write.duration',
    {
      description: 'One transaction with samples',
      unit: 's',
      advice: { explicitBucketBoundaries: SECONDS_BUCKETS },
    },
  );
  const rollups = meter.createHistogram(
    'portlight.metrics.history.rollup.duration',
    {
      description: 'One transaction that rolls up',
      unit: 's',
      advice: { explicitBucketBoundaries: SECONDS_BUCKETS },
    },
  );
  const buckets = meter.createCounter(
    'portlight.metrics.history.rollup.buckets',
    {
      description: 'Buckets of peers that were rolled up, by level',
      unit: '{bucket}',
    },
  );
  return {
    written: (count, seconds) => {
      samples.add(count);
      writes.record(seconds);
    },
    dropped: (count, reason) => drops.add(count, { reason }),
    capped: count => drops.add(count, { reason: 'capped' }),
    rolledUp: (level, count, seconds) => {
      buckets.add(count, { level });
      rollups.record(seconds, { level });
    },
  };
}
