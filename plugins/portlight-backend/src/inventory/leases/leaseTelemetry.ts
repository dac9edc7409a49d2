import { metrics } from '@opentelemetry/api';
import type { LeaseType } from './LeaseTable';

/** The leases' own figures. */
export interface LeaseTelemetry {
  claimed(type: LeaseType): void;
  ended(type: LeaseType, how: 'lost' | 'released'): void;
  /** The lease table could not be used. */
  failed(): void;
}

/** The instruments, on the global meter. */
export function createLeaseTelemetry(): LeaseTelemetry {
  const meter = metrics.getMeter('@portlight/plugin-portlight-backend');
  const held = meter.createUpDownCounter('portlight.leases', {
    description: 'Leases that this replica has, by what they are for',
    unit: '{lease}',
  });
  const changes = meter.createCounter('portlight.lease.changes', {
    description: 'Leases that were claimed, released or lost',
    unit: '{lease}',
  });
  const failures = meter.createCounter('portlight.lease.failures', {
    description: 'Rounds in which the lease table could not be used',
    unit: '{failure}',
  });
  return {
    claimed: type => {
      held.add(1, { type });
      changes.add(1, { type, change: 'claimed' });
    },
    ended: (type, how) => {
      held.add(-1, { type });
      changes.add(1, { type, change: how });
    },
    failed: () => failures.add(1),
  };
}
