import { metrics } from '@opentelemetry/api';
import type {
  DiscoveryEvent,
  ProbeOutcome,
} from '@portlight/plugin-portlight-common';

/** Figures of the work on peers, for whatever OpenTelemetry exporter the portal has. */
export interface PeerTelemetry {
  /** A method has read its peers, or failed to. */
  read(method: string, success: boolean): void;
  /** Something happened to a peer. */
  event(type: DiscoveryEvent['type']): void;
  /** A peer was probed. */
  probed(outcome: ProbeOutcome): void;
}

const SECONDS_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** The instruments, on the global meter; `sizes` is asked when metrics are collected. */
export function createPeerTelemetry(sizes: {
  targets(): number;
  peers(): number;
}): { telemetry: PeerTelemetry; close: () => void } {
  const meter = metrics.getMeter('@portlight/plugin-portlight-backend');
  const reads = meter.createCounter('portlight.peers.discoveries', {
    description: 'Readings of the peers of a target, by method and result',
    unit: '{reading}',
  });
  const events = meter.createCounter('portlight.peers.events', {
    description: 'Peers that were added, updated or removed',
    unit: '{event}',
  });
  const probes = meter.createHistogram('portlight.peers.probe.duration', {
    description:
      'Liveness probes that were answered, until the headers arrived',
    unit: 's',
    advice: { explicitBucketBoundaries: SECONDS_BUCKETS },
  });
  const outcomes = meter.createCounter('portlight.peers.probes', {
    description: 'Liveness probes by result',
    unit: '{probe}',
  });
  const targets = meter.createObservableGauge('portlight.peers.targets', {
    description: 'Targets that this replica works on',
    unit: '{target}',
  });
  const peers = meter.createObservableGauge('portlight.peers.count', {
    description: 'Peers of these targets',
    unit: '{peer}',
  });
  const observe = (observer: {
    observe(gauge: typeof targets, value: number): void;
  }) => {
    observer.observe(targets, sizes.targets());
    observer.observe(peers, sizes.peers());
  };
  meter.addBatchObservableCallback(observe, [targets, peers]);
  return {
    telemetry: {
      read: (method, success) =>
        reads.add(1, { method, result: success ? 'success' : 'failure' }),
      event: type => events.add(1, { type }),
      probed: ({ result, latencySeconds }) => {
        outcomes.add(1, { result });
        if (latencySeconds !== undefined) probes.record(latencySeconds);
      },
    },
    close: () => meter.removeBatchObservableCallback(observe, [targets, peers]),
  };
}
