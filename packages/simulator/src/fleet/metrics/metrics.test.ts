import { createDemoFleet } from '../demoFleet';
import { serveFleet, type ServedFleet } from '../serveFleet';

/** Values by series. */
type Samples = Map<string, number>;

describe('the metrics of the demo company', () => {
  let served: ServedFleet;

  beforeAll(async () => {
    served = await serveFleet(createDemoFleet(), { speed: 0 });
  }, 60_000);

  afterAll(() => served.stop());

  const pods = (cluster: string, namespace: string, service: string) => {
    const { store } = served.fleet.cluster(cluster);
    return store
      .list(store.resources.forKind('Pod'), namespace)
      .filter(
        ({ metadata }) =>
          metadata.labels?.['app.kubernetes.io/name'] === service,
      )
      .sort((a, b) =>
        `${a.metadata.creationTimestamp} ${a.metadata.name}`.localeCompare(
          `${b.metadata.creationTimestamp} ${b.metadata.name}`,
        ),
      )
      .map(({ metadata }) => metadata.name);
  };

  const ask = (cluster: string, path: string) =>
    fetch(`${served.simulator.url}/clusters/${cluster}/api/v1${path}`, {
      headers: { authorization: 'Bearer demo' },
    });

  const scrape = async (
    cluster: string,
    namespace: string,
    pod: string,
    port: number,
  ): Promise<Samples> => {
    const path = `/namespaces/${namespace}/pods/${pod}:${port}/proxy/metrics`;
    const response = await ask(cluster, path);
    expect(response.status).toBe(200);
    const lines = (await response.text()).split('\n');
    return new Map(
      lines
        .filter(line => line && !line.startsWith('#'))
        .map(line => {
          const space = line.lastIndexOf(' ');
          return [line.slice(0, space), Number(line.slice(space + 1))];
        }),
    );
  };

  const mean = (samples: Samples) => {
    const sum = (suffix: string) =>
      [...samples]
        .filter(([series]) => new RegExp(`_seconds_${suffix}\\{`).test(series))
        .filter(([series]) => series.startsWith('http_'))
        .reduce((total, [, value]) => total + value, 0);
    return sum('sum') / sum('count');
  };

  it.each([
    ['prod-eu', 'shop', 'storefront', 3000],
    ['prod-eu', 'shop', 'catalog', 8080],
    ['prod-eu', 'shop', 'recommendations', 8000],
    ['prod-eu', 'shop', 'media', 8080],
  ])('%s: %s/%s says more as time passes', async (...service) => {
    const [cluster, namespace, name, port] = service;
    const [pod] = pods(cluster, namespace, name);
    const before = await scrape(cluster, namespace, pod, port);
    served.fleet.timeline.advanceTo(served.fleet.timeline.now() + 60_000);
    const after = await scrape(cluster, namespace, pod, port);
    // prom-client has a gauge of this name.
    const counters = [...before].filter(
      ([series]) =>
        /(_total|_count|_bucket|_sum)(\{|$)/.test(series) &&
        series !== 'nodejs_active_handles_total',
    );
    expect(before.size).toBeGreaterThan(2);
    for (const [series, value] of counters) {
      expect(after.get(series)).toBeGreaterThanOrEqual(value);
    }
    expect(counters.some(([series, value]) => after.get(series)! > value)).toBe(
      true,
    );
  });

  it('has one peer of the catalog that is slower than the others', async () => {
    const [slow, ...others] = await Promise.all(
      pods('prod-eu', 'shop', 'catalog').map(async pod =>
        mean(await scrape('prod-eu', 'shop', pod, 8080)),
      ),
    );
    expect(others.length).toBeGreaterThan(1);
    expect(slow).toBeGreaterThan(3 * Math.max(...others));
  });

  it('has peers of pricing that disagree about the bounds of a histogram', async () => {
    const bounds = await Promise.all(
      pods('prod-eu', 'shop', 'pricing').map(async pod => {
        const samples = await scrape('prod-eu', 'shop', pod, 8080);
        return [...samples.keys()]
          .filter(series => series.includes('_bucket{'))
          .map(series => /le="([^"]+)"/.exec(series)![1])
          .join();
      }),
    );
    expect(new Set(bounds).size).toBe(2);
  });

  it('refuses connections where nothing speaks HTTP', async () => {
    const [pod] = pods('prod-eu', 'shop', 'catalog-db');
    const response = await ask(
      'prod-eu',
      `/namespaces/shop/pods/${pod}:5432/proxy/metrics`,
    );
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ kind: 'Status' });
  });

  it.each(['/livez', '/healthz'])('is alive at %s', async path => {
    const [pod] = pods('prod-eu', 'shop', 'storefront');
    const response = await ask(
      'prod-eu',
      `/namespaces/shop/pods/${pod}:http/proxy${path}`,
    );
    expect([response.status, await response.text()]).toEqual([200, 'ok']);
  });
});
