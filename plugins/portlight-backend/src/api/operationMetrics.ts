import { metrics } from '@opentelemetry/api';
import type { OperationId } from './operations';

/** Records how long an operation took, in seconds, and how it ended. */
export type RecordOperation = (options: {
  operation: OperationId;
  status: number;
  seconds: number;
}) => void;

/** The latencies of the API as a histogram of the portal's OpenTelemetry meter. */
export function createOperationMetrics(): RecordOperation {
  const duration = metrics
    .getMeter('@portlight/plugin-portlight-backend')
    .createHistogram('portlight.api.request.duration', {
      description: 'Time from an API request to its answer',
      unit: 's',
      advice: {
        explicitBucketBoundaries: [
          0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
        ],
      },
    });
  return ({ operation, status, seconds }) =>
    duration.record(seconds, { operation, status });
}
