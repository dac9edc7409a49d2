import { metrics } from '@opentelemetry/api';

/** How measuring of what clusters use goes, for whatever OpenTelemetry exporter the portal has. */
export interface UsageTelemetry {
  /** A source of a cluster was read and kept, in so many seconds. */
  measured(source: string, seconds: number): void;
  /** What was read could not be kept. */
  failed(source: string): void;
}

/** The instruments, on the global meter. */
export function createUsageTelemetry(): UsageTelemetry {
  const meter = metrics.getMeter('@portlight/plugin-portlight-backend');
  const rounds = meter.createHistogram('portlight.usage.round.duration', {
    description: 'Reading what a cluster uses from one source, and keeping it',
    unit: 's',
    advice: {
      explicitBucketBoundaries: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    },
  });
  const failures = meter.createCounter('portlight.usage.round.failures', {
    description: 'What was read of what a cluster uses and could not be kept',
    unit: '{failure}',
  });
  return {
    measured: (source, seconds) => rounds.record(seconds, { source }),
    failed: source => failures.add(1, { source }),
  };
}
