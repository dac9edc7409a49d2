import { metrics } from '@opentelemetry/api';

/** The mirror's own figures, for whatever OpenTelemetry exporter the portal has. */
export interface MirrorTelemetry {
  /** A watch brought changes. */
  event(cluster: string, kind: string): void;
  /** A list was complete, so many seconds after it began. */
  listed(cluster: string, kind: string, seconds: number): void;
  /** List and watch had to begin again. */
  restarted(cluster: string, kind: string, cause: string): void;
  /** A batch is in the database, after so many seconds. */
  written(cluster: string, rows: number, seconds: number): void;
  /** Seconds from the arrival of the newest change of a kind to its commit. */
  lag(cluster: string, kind: string, seconds: number): void;
  /** A batch could not be written. */
  writeFailed(cluster: string): void;
}

/** What is asked for when metrics are collected. */
export interface MirrorSizes {
  /** Objects in the mirror. */
  objects(): Iterable<{ cluster: string; kind: string; objects: number }>;
  /** Changes that wait for the database. */
  waiting(): Iterable<{ cluster: string; waiting: number }>;
  /** Complete lists that are being read, and those that wait for their turn. */
  lists(): { running: number; waiting: number };
}

const SECONDS_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
];

/** The instruments, on the global meter. */
export function createTelemetry(sizes: MirrorSizes): {
  telemetry: MirrorTelemetry;
  close: () => void;
} {
  const meter = metrics.getMeter('@portlight/plugin-portlight-backend');
  const events = meter.createCounter('portlight.mirror.events', {
    description: 'Changes of objects that watches brought',
    unit: '{event}',
  });
  const restarts = meter.createCounter('portlight.mirror.restarts', {
    description: 'How often list and watch of a kind had to begin again',
    unit: '{restart}',
  });
  const lists = meter.createHistogram('portlight.mirror.list.duration', {
    description: 'From the turn to list until the list was complete',
    unit: 's',
    advice: { explicitBucketBoundaries: SECONDS_BUCKETS },
  });
  const batches = meter.createHistogram('portlight.mirror.batch.duration', {
    description: 'One transaction of the mirror',
    unit: 's',
    advice: { explicitBucketBoundaries: SECONDS_BUCKETS },
  });
  const lag = meter.createHistogram('portlight.mirror.lag', {
    description: 'From the arrival of a change to its commit',
    unit: 's',
    advice: { explicitBucketBoundaries: SECONDS_BUCKETS },
  });
  const rows = meter.createCounter('portlight.mirror.rows', {
    description: 'Rows written or deleted',
    unit: '{row}',
  });
  const failures = meter.createCounter('portlight.mirror.write.failures', {
    description: 'Transactions that failed and are tried again',
    unit: '{failure}',
  });
  const objects = meter.createObservableGauge('portlight.mirror.objects', {
    description: 'Objects in the mirror',
    unit: '{object}',
  });
  const waiting = meter.createObservableGauge(
    'portlight.mirror.changes.waiting',
    { description: 'Changes that wait for the database', unit: '{change}' },
  );
  const slots = meter.createObservableGauge('portlight.mirror.lists', {
    description: 'Complete lists that are being read or wait for their turn',
    unit: '{list}',
  });
  const observed: [
    typeof objects,
    Parameters<typeof objects.addCallback>[0],
  ][] = [
    [
      objects,
      result => {
        for (const { cluster, kind, objects: count } of sizes.objects()) {
          result.observe(count, { cluster, kind });
        }
      },
    ],
    [
      waiting,
      result => {
        for (const { cluster, waiting: changes } of sizes.waiting()) {
          result.observe(changes, { cluster });
        }
      },
    ],
    [
      slots,
      result => {
        for (const [state, count] of Object.entries(sizes.lists())) {
          result.observe(count, { state });
        }
      },
    ],
  ];
  observed.forEach(([gauge, callback]) => gauge.addCallback(callback));
  return {
    close: () =>
      observed.forEach(([gauge, callback]) => gauge.removeCallback(callback)),
    telemetry: {
      event: (cluster, kind) => events.add(1, { cluster, kind }),
      listed: (cluster, kind, seconds) =>
        lists.record(seconds, { cluster, kind }),
      restarted: (cluster, kind, cause) =>
        restarts.add(1, { cluster, kind, cause }),
      written: (cluster, count, seconds) => {
        rows.add(count, { cluster });
        batches.record(seconds, { cluster });
      },
      lag: (cluster, kind, seconds) => lag.record(seconds, { cluster, kind }),
      writeFailed: cluster => failures.add(1, { cluster }),
    },
  };
}
