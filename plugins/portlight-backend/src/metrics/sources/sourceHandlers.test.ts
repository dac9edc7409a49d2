import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type {
  MetricsSource,
  MetricsSourceTest,
} from '@portlight/plugin-portlight-common';
import { parse } from 'yaml';
import {
  clusterDocument,
  createTestFleet,
  nodeRow,
  objectRow,
  testDatabases,
} from '../../__testUtils__';
import { ClusterReader } from '../../clusters/read';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import {
  FakeApiServer,
  podMetrics,
  statsSummary,
} from '../usage/__testUtils__/FakeApiServer';
import { PrometheusSources } from './PrometheusSources';
import { readSourceSettings } from './readSourceSettings';
import { createSourceHandlers } from './sourceHandlers';
import { SourceStates } from './SourceStates';

jest.setTimeout(60_000);

const databases = testDatabases();

const PROXY =
  '/api/v1/namespaces/monitoring/services/prometheus-server:80/proxy';

function service(cluster: string, name: string, port: number) {
  return objectRow('Service', cluster, {
    namespace: 'monitoring',
    name,
    record: {
      spec: {
        ports: [
          { name: 'other', port: 1 },
          { name: 'http', port },
        ],
      },
    },
  });
}

describe.each(databases.eachSupportedId())('sources of metrics on %s', id => {
  let server: FakeApiServer;
  let handlers: ReturnType<typeof createSourceHandlers>;
  let states: SourceStates;

  beforeEach(async () => {
    server = new FakeApiServer();
    const { knex, write } = await createTestFleet(databases, id);
    await write(clusterDocument('east'), [
      nodeRow('east', { name: 'node-1' }),
      service('east', 'prometheus-server', 80),
      service('east', 'release-thanos-query', 9090),
      service('east', 'mimir-nginx', 8080),
      service('east', 'prometheus-node-exporter', 9100),
      service('east', 'alertmanager', 9093),
    ]);
    await write(clusterDocument('west'), []);
    states = new SourceStates(knex);
    const sources = new PrometheusSources({
      settings: readSourceSettings(
        new ConfigReader({
          metrics: {
            sources: [
              {
                name: 'own',
                clusters: ['east'],
                service: {
                  namespace: 'monitoring',
                  name: 'release-thanos-query',
                  port: 9090,
                },
              },
            ],
          },
        }),
      ),
      mirror: { reach: () => undefined },
      telemetry: { asked: () => {} },
    });
    const reach = (cluster: string) =>
      cluster === 'east'
        ? { fingerprint: '1', connect: () => server.connection }
        : undefined;
    const asked = new PrometheusSources({
      settings: sources.settings,
      mirror: { reach },
      telemetry: { asked: () => {} },
    });
    handlers = createSourceHandlers({
      knex,
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      mirror: { reach },
      clusters: await ClusterReader.create(knex),
      sources: asked,
      states,
    });
  });

  const list = async (visibility = SEES_EVERYTHING) =>
    (
      (await handlers.listMetricsSources.answer({
        visibility,
      } as never)) as { items: MetricsSource[] }
    ).items;

  const test = async (
    source: string,
    cluster?: string,
    visibility: Visibility = SEES_EVERYTHING,
  ) =>
    (await handlers.testMetricsSource.answer({
      path: { source },
      query: { cluster },
      visibility,
      request: {},
    } as never)) as MetricsSourceTest;

  it('are listed with what was configured and what looks like a source', async () => {
    await states.note(
      { cluster: 'east', source: 'kubelet' },
      { status: 'failing', message: 'refused' },
    );
    const items = await list();
    expect(
      items.map(({ cluster, name, status, configured }) => [
        cluster,
        name,
        status,
        configured,
      ]),
    ).toEqual([
      ['east', 'peers', 'available', true],
      ['east', 'metricsApi', 'unknown', undefined],
      ['east', 'kubelet', 'failing', undefined],
      ['east', 'own', 'unknown', true],
      ['east', 'mimir-nginx.monitoring', 'unknown', false],
      ['east', 'prometheus-server.monitoring', 'unknown', false],
      ['west', 'peers', 'available', true],
      ['west', 'metricsApi', 'unknown', undefined],
      ['west', 'kubelet', 'unknown', undefined],
    ]);
    expect(await list({ ...SEES_EVERYTHING, clusters: 'nothing' })).toEqual([]);
  });

  it('are detected with lines of configuration that are read as they stand', async () => {
    const detected = (await list()).filter(
      ({ configured }) => configured === false,
    );
    for (const { message } of detected) {
      const { portlight } = parse(message!.slice(message!.indexOf('\n\n')));
      expect(readSourceSettings(new ConfigReader(portlight))).toHaveLength(1);
    }
  });

  it('are tested by asking them', async () => {
    server.answers.set('/apis/metrics.k8s.io/v1beta1/nodes', {
      body: {
        items: [
          { metadata: { name: 'node-1' }, usage: { cpu: '1', memory: '1' } },
        ],
      },
    });
    expect(await test('metricsApi', 'east')).toMatchObject({
      success: false,
      checks: [
        { success: true, message: 'It has figures of 1 nodes.' },
        { success: false, message: expect.stringContaining('404') },
      ],
    });
    server.answers.set(
      '/apis/metrics.k8s.io/v1beta1/pods',
      podMetrics([{ namespace: 's', name: 'p', cpu: '1', memory: '1' }]),
    );
    expect(await test('metricsApi', 'east')).toMatchObject({ success: true });
    server.answers.set(
      '/api/v1/nodes/node-1/proxy/stats/summary',
      statsSummary('node-1', { rxBytes: 1 }),
    );
    expect(await test('kubelet', 'east')).toMatchObject({ success: true });
    server.answers.set(
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      { status: 201, body: { status: { allowed: false } } },
    );
    expect(await test('peers', 'east')).toMatchObject({
      success: false,
      checks: [{ message: expect.stringContaining('pods/proxy') }],
    });
  });

  it('are tested before they are configured', async () => {
    const result = await test('prometheus-server.monitoring', 'east');
    expect(result).toMatchObject({
      success: false,
      checks: [{ name: 'Connection', success: true }, { name: 'Queries' }],
    });
    expect(server.requests[0]).toBe(`${PROXY}/api/v1/status/buildinfo?`);
    expect(server.requests[1]).toContain(`${PROXY}/api/v1/query?query=`);
  });

  it('of a cluster that cannot be asked fail with the reason', async () => {
    expect(await test('kubelet', 'west')).toMatchObject({
      success: false,
      checks: [{ message: expect.stringContaining('maintenance') }],
    });
  });

  it('remember how the test of a configured one went', async () => {
    // Its only cluster needs no name.
    await test('own');
    expect((await states.read(['east'])).get('east')?.get('own')).toMatchObject(
      { status: 'failing', message: expect.any(String) },
    );
  });

  it.each<[string, string, string | undefined, number, string]>([
    ['no such source', 'nothing', 'east', 404, 'source'],
    ['no such cluster', 'kubelet', 'nowhere', 404, 'cluster'],
    ['no cluster', 'kubelet', undefined, 400, 'cluster'],
    ['a source of another cluster', 'own', 'west', 404, 'source'],
  ])('cannot be tested: %s', async (_, source, cluster, status, parameter) => {
    await expect(test(source, cluster)).rejects.toMatchObject({
      status,
      parameter,
    });
  });

  it('of a cluster that is not visible are as if it were not there', async () => {
    await expect(
      test('kubelet', 'east', { ...SEES_EVERYTHING, clusters: 'nothing' }),
    ).rejects.toMatchObject({ status: 404 });
  });
});
