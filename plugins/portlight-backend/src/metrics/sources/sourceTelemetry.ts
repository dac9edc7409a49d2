import { metrics } from '@opentelemetry/api';

/** How Prometheus-compatible sources answer, for whatever OpenTelemetry exporter the portal has. */
export interface SourceTelemetry {
  /** A source was asked; `failure` is `none` or why it gave nothing. */
  asked(source: string, failure: string, seconds: number): void;
}

/** The instruments, on the global meter. */
export function createSourceTelemetry(): SourceTelemetry {
  const duration = metrics
    .getMeter('@portlight/plugin-portlight-backend')
    .createHistogram('portlight.metrics.source.request.duration', {
      description: 'Questions to Prometheus-compatible sources of metrics',
      unit: 's',
      advice: {
        explicitBucketBoundaries: [
          0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
        ],
      },
    });
  return {
    asked: (source, failure, seconds) =>
      duration.record(seconds, { source, failure }),
  };
}
