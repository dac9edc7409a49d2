import { metrics } from '@opentelemetry/api';

/** The hourly job's own figures. */
export interface JobTelemetry {
  /** An hour of so many pods was computed and written within so many seconds. */
  computed(source: string, pods: number, seconds: number): void;
  failed(source: string): void;
}

/** The instruments, on the global meter. */
export function createJobTelemetry(): JobTelemetry {
  const meter = metrics.getMeter('@portlight/plugin-portlight-backend');
  const durations = meter.createHistogram('portlight.cost.hour.duration', {
    description: 'One hour of one cluster computed and written',
    unit: 's',
    advice: {
      explicitBucketBoundaries: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30],
    },
  });
  const pods = meter.createCounter('portlight.cost.pods', {
    description: 'Pods whose costs of an hour were computed',
    unit: '{pod}',
  });
  const failures = meter.createCounter('portlight.cost.hour.failures', {
    description: 'Hours whose costs could not be computed, and are tried again',
    unit: '{hour}',
  });
  return {
    computed: (source, count, seconds) => {
      pods.add(count, { source });
      durations.record(seconds, { source });
    },
    failed: source => failures.add(1, { source }),
  };
}
