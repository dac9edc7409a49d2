import { createBenchFleet } from './benchFleet';
import { createDemoFleet } from './demoFleet';
import { serveFleet, type ServedFleet } from './serveFleet';

const NOW = Date.UTC(2026, 10, 21, 12);

jest.setTimeout(60_000);

describe('serveFleet', () => {
  // Months of life take longer than a test's patience on a busy machine.
  const demo = createDemoFleet({ now: NOW });
  let served: ServedFleet | undefined;

  afterEach(async () => {
    await served?.stop();
    served = undefined;
  });

  async function get(path: string, token?: string) {
    const response = await fetch(`${served!.simulator.url}${path}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    return { status: response.status, body: await response.json() };
  }

  async function control(method: string, path: string, body?: object) {
    const response = await fetch(`${served!.simulator.url}/control${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  it("serves the demo's clusters to the portal, of one of them everything but secrets", async () => {
    served = await serveFleet(demo, { speed: 0 });
    const version = await get('/clusters/data/version', 'demo');
    expect(version.body.gitVersion).toBe('v1.35.3-gke.1389000');
    const pods = await get('/clusters/payments/api/v1/pods', 'demo');
    expect(pods.status).toBe(200);
    expect(pods.body.items.length).toBeGreaterThan(50);
    const secrets = '/api/v1/secrets?fieldSelector=type%3Dhelm.sh/release.v1';
    expect(await get(`/clusters/payments${secrets}`, 'demo')).toMatchObject({
      status: 403,
      body: { reason: 'Forbidden' },
    });
    const releases = await get(`/clusters/prod-eu${secrets}`, 'demo');
    expect(releases.status).toBe(200);
    expect(releases.body.items.length).toBeGreaterThan(20);
    expect((await get('/clusters/prod-eu/api/v1/pods', 'wrong')).status).toBe(
      401,
    );
    expect(
      (
        await get(
          '/clusters/prod-eu/apis/monitoring.coreos.com/v1/servicemonitors',
          'demo',
        )
      ).body.items.length,
    ).toBeGreaterThan(10);
    expect(
      (await get('/clusters/prod-eu/apis/metrics.k8s.io/v1beta1/nodes', 'demo'))
        .body.items,
    ).toHaveLength(11);
  });

  it('plays scenarios and moves the clock through the control endpoint', async () => {
    const fleet = createBenchFleet({
      clusters: 1,
      podsPerCluster: 20,
      now: NOW,
    });
    served = await serveFleet(fleet, { speed: 0 });
    const path = '/clusters/bench-000/scenarios';
    const catalog = await control('GET', '/scenarios');
    expect(catalog.body).toContainEqual({
      name: 'crash-loop',
      description: expect.any(String),
    });
    expect(await control('POST', `${path}/crash-loop`)).toEqual({
      status: 201,
      body: { running: ['crash-loop'] },
    });
    expect(
      (await control('POST', '/clock', { advanceSeconds: 600 })).body,
    ).toEqual({ now: '2026-11-21T12:10:00.000Z', speed: 0 });
    const pods = await get('/clusters/bench-000/api/v1/pods');
    expect(JSON.stringify(pods.body)).toContain('CrashLoopBackOff');
    expect((await control('DELETE', `${path}/crash-loop`)).status).toBe(200);
    await control('POST', '/clock', { advanceSeconds: 1200 });
    const after = await get('/clusters/bench-000/api/v1/pods');
    expect(JSON.stringify(after.body)).not.toContain('CrashLoopBackOff');
  });

  it.each([
    ['POST', '/clusters/bench-000/scenarios/nothing', undefined, 404],
    ['POST', '/clusters/nowhere/scenarios/rollout', undefined, 404],
    ['DELETE', '/clusters/bench-000/scenarios/rollout', undefined, 404],
    ['POST', '/clusters/bench-000/scenarios/rollout', { deployment: 7 }, 400],
    [
      'POST',
      '/clusters/bench-000/scenarios/rollout',
      { deployment: 'a/b' },
      422,
    ],
    ['POST', '/clock', { speed: -1 }, 400],
    ['POST', '/clock', { advanceSeconds: 1e12 }, 400],
    ['POST', '/clock', { speed: 'fast' }, 400],
  ])('%s %s with %j is refused with %i', async (method, path, body, status) => {
    served = await serveFleet(
      createBenchFleet({ clusters: 1, podsPerCluster: 5, now: NOW }),
      { speed: 0 },
    );
    expect(await control(method, path, body)).toEqual({
      status,
      body: { error: expect.any(String) },
    });
  });
});
