import {
  describeWith,
  type Exposer,
  type Prometheus,
  startExposer,
  startPrometheus,
  waitFor,
} from '../parts';
import { type Database, DATABASES } from './databases';
import { type Portal, startPortal } from './portal';

const PATIENCE = 60_000;

interface Targets {
  activeTargets: {
    labels: Record<string, string>;
    scrapeUrl: string;
    health: string;
  }[];
}

const entity = (name: string, annotations: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations },
  spec: {
    type: 'service',
    owner: 'group:default/team',
    lifecycle: 'production',
  },
});

describeWith(['prometheus', 'exporters'], 'peers that no cluster knows', () => {
  let database: Database;
  let exposers: Exposer[];
  let portal: Portal;
  let prometheus: Prometheus | undefined;

  beforeAll(async () => {
    [database, ...exposers] = (await Promise.all([
      DATABASES[0].start(),
      startExposer('go', 1),
      startExposer('python', 2),
      startExposer('node', 3),
    ])) as [Database, ...Exposer[]];
    const peers = exposers.map(({ address }) => address).join(', ');
    portal = await startPortal({
      knex: database.knex,
      fleet: {
        portlight: {
          addresses: { allowLoopback: true },
          peers: { allowedMethods: ['kubernetes', 'selector', 'static'] },
          metrics: { scrapeInterval: '2s', scrapeTimeout: '2s' },
        },
      },
      entities: [
        entity('pump', {
          'portlight.io/discovery': 'static',
          'portlight.io/peers': peers,
        }),
        entity('elsewhere', {
          'portlight.io/discovery': 'dns',
          'portlight.io/dns-name': 'pump.example.com',
        }),
        entity('nonsense', {
          'portlight.io/discovery': 'static',
          'portlight.io/peers': 'not an address',
        }),
      ],
    });
  }, 120_000);

  afterAll(async () => {
    await portal?.stop();
    await Promise.all([
      database?.stop(),
      prometheus?.stop(),
      ...(exposers ?? []).map(exposer => exposer.stop()),
    ]);
  });

  const until = (path: string, expected: object): Promise<any> =>
    waitFor(
      async () => {
        const answer = await portal.get(path);
        expect(answer).toMatchObject(expected);
        return answer;
      },
      { what: `${path} to match`, timeoutMilliseconds: PATIENCE },
    );

  it('are scraped directly, in whatever format their client library has', async () => {
    await until('/entities/component/default/pump/peers', {
      total: 3,
      answered: 3,
      targets: [{ method: 'static' }],
    });
    const { families } = await until(
      '/entities/component/default/pump/metrics',
      { total: 3, answered: 3 },
    );
    expect(families).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: 'http_requests_total',
          type: 'counter',
          peers: 3,
        }),
        expect.objectContaining({ name: 'pump_state', type: 'stateset' }),
      ]),
    );
    const { series } = await portal.get(
      '/entities/component/default/pump/metrics/families/http_request_duration_seconds',
    );
    // The bounds of Python's client are others than those of Go's and Node's.
    expect(series[0].histogram.exact).toBe(false);
  }, 120_000);

  it('are found by a Prometheus through HTTP service discovery', async () => {
    prometheus = await startPrometheus({
      config: {
        global: { scrape_interval: '1s', scrape_timeout: '1s' },
        scrape_configs: [
          {
            job_name: 'portlight',
            http_sd_configs: [
              {
                url: `${portal.url}/entities/component/default/pump/peers/http-sd`,
                refresh_interval: '2s',
                authorization: { credentials: portal.serviceToken },
              },
            ],
          },
        ],
      },
    });
    const addresses = exposers.map(({ address }) => address).sort();
    await waitFor(
      async () => {
        const { activeTargets } = await prometheus!.query<Targets>(
          'targets',
          {},
          'GET',
        );
        return (
          activeTargets.every(({ health }) => health === 'up') &&
          activeTargets
            .map(({ labels }) => labels.instance)
            .sort()
            .join() === addresses.join()
        );
      },
      {
        what: 'Prometheus to scrape all of them',
        timeoutMilliseconds: PATIENCE,
      },
    );
  }, 120_000);

  it.each([
    ['elsewhere', /dns.*portlight\.peers\.allowedMethods/s],
    ['nonsense', /"not an address" is no address/],
  ])(
    'of the entity %s are not looked for, and it is said why',
    async (name, message) => {
      const response = await portal.request(
        `/entities/component/default/${name}/peers`,
      );
      const answer = await response.json();
      expect([response.status, answer]).toEqual([
        422,
        expect.objectContaining({ title: expect.stringMatching(message) }),
      ]);
    },
  );
});
