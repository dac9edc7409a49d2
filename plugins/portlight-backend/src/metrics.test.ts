import fs from 'node:fs';
import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { createOperationMetrics } from './api';
import { createJobTelemetry } from './cost/job';
import { createHistoryTelemetry } from './metrics/history/historyTelemetry';
import { createScrapeTelemetry } from './metrics/scrape';
import { createSourceTelemetry } from './metrics/sources';
import { createUsageTelemetry } from './metrics/usage/usageTelemetry';
import { createPeerTelemetry } from './peers/telemetry';
import { testDatabases } from './__testUtils__';
import { FakeCluster } from './inventory/__testUtils__/FakeCluster';
import {
  eventually,
  mirrorHarness,
  SETTINGS,
  sourceOf,
} from './inventory/__testUtils__/MirrorHarness';

jest.setTimeout(60_000);

const HOUR = 60 * 60 * 1000;

/** The first column of the table under "Metrics". */
function documented(): string[] {
  const text = fs.readFileSync(
    require.resolve('../../../docs/operation.md'),
    'utf8',
  );
  const [, section] = text.split(/^## Metrics$/m);
  return [
    ...section.split(/^## /m)[0].matchAll(/^\| `(portlight\.[a-z.]+)`\s*\|/gm),
  ].map(([, name]) => name);
}

/** What peers, their metrics, what clusters use and what they cost bring about. */
function measurePeers(): () => void {
  const scrapes = createScrapeTelemetry({ targets: () => 1, series: () => 1 });
  scrapes.telemetry.scraped('east', 0.1, 'timeout');
  scrapes.telemetry.samples('east', 5);
  scrapes.telemetry.stored('east', 100);
  scrapes.telemetry.writeFailed('east');
  const history = createHistoryTelemetry();
  history.written(1, 0.1);
  history.dropped(1, 'late');
  history.rolledUp('1m', 1, 0.1);
  createSourceTelemetry().asked('prod', 'none', 0.1);
  const usage = createUsageTelemetry();
  usage.measured('kubelet', 0.1);
  usage.failed('kubelet');
  const peers = createPeerTelemetry({ targets: () => 1, peers: () => 1 });
  peers.telemetry.read('kubernetes', true);
  peers.telemetry.event('added');
  peers.telemetry.probed({ result: 'success', latencySeconds: 0.1 });
  const costs = createJobTelemetry();
  costs.computed('mirror', 1, 0.1);
  costs.failed('mirror');
  return () => {
    scrapes.close();
    peers.close();
  };
}

describe('the metrics', () => {
  const exporter = new InMemoryMetricExporter(
    AggregationTemporality.CUMULATIVE,
  );
  const provider = new MeterProvider({
    readers: [
      new PeriodicExportingMetricReader({
        exporter,
        // Read when the test asks.
        exportIntervalMillis: HOUR,
      }),
    ],
  });
  const harness = mirrorHarness(testDatabases(), 'SQLITE_3');

  beforeAll(() => {
    metrics.setGlobalMeterProvider(provider);
  });

  afterAll(async () => {
    metrics.disable();
    await provider.shutdown();
  });

  const measured = async (): Promise<string[]> => {
    exporter.reset();
    await provider.forceFlush();
    const names = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .filter(
        ({ scope }) => scope.name === '@portlight/plugin-portlight-backend',
      )
      .flatMap(scope => scope.metrics)
      .filter(({ dataPoints }) => dataPoints.length > 0)
      .map(({ descriptor }) => descriptor.name);
    return [...new Set(names)].sort();
  };

  it('are those that the documentation lists', async () => {
    const { knex } = harness;
    // What retention removes.
    await knex('cluster_history').insert({
      cluster: 'gone',
      at: new Date(Date.now() - 48 * HOUR).toISOString(),
      healthy: true,
    });
    const cluster = new FakeCluster('east');
    const pod = (name: string) => ({
      metadata: { name, namespace: 'shop', uid: name },
      spec: { containers: [] },
    });
    cluster.put('pods', pod('cart-a'));
    // What begins again.
    cluster.fault('/secrets', { throws: 'ECONNRESET' });
    cluster.fault('/nodes', { throws: 'ECONNRESET' });
    await harness.mirrorOf([sourceOf(cluster)], {
      ...SETTINGS,
      leases: { duration: 2_000, renew: 20, look: 20 },
      retention: { interval: 20 },
    });
    await harness.hasPods('cart-a');
    const close = measurePeers();
    createOperationMetrics()({
      operation: 'listPods',
      status: 200,
      seconds: 0.01,
    });
    // What a watch brings.
    cluster.put('pods', pod('cart-b'));
    await harness.hasPods('cart-a', 'cart-b');
    await eventually(
      () => knex('cluster_history').where({ cluster: 'gone' }),
      rows => expect(rows).toEqual([]),
    );

    // What the database refuses.
    await knex.schema.renameTable('objects', 'elsewhere');
    cluster.put('pods', pod('cart-c'));
    const has = (name: string) =>
      eventually(measured, names => expect(names).toContain(name));
    await has('portlight.mirror.write.failures');
    await knex.schema.renameTable('elsewhere', 'objects');
    await knex.schema.renameTable('leases', 'elsewhere');
    await has('portlight.lease.failures');
    await knex.schema.renameTable('elsewhere', 'leases');

    expect(documented().length).toBeGreaterThan(10);
    expect(await measured()).toEqual(documented().sort());
    close();
  });
});
