import { createPortalAuthorize } from './portal';

jest.mock('@kinvolk/headlamp-plugin/lib', () => ({
  ConfigStore: class {},
}));

const answer = (status: number, body: unknown = {}) =>
  new Response(JSON.stringify(body), { status });

describe("what the portal's user may do", () => {
  let request: Request | undefined;
  const respondWith = (response: Response) => {
    globalThis.fetch = (async (input: string, init: RequestInit) => {
      request = new Request(input, init);
      return response;
    }) as typeof fetch;
  };
  const { fetch } = globalThis;
  const authorize = createPortalAuthorize({
    portalUrl: 'https://portal.example.com/base/',
    token: 'a-token',
  });

  beforeEach(() => {
    request = undefined;
  });
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  it.each([
    ['allowed', answer(200, { items: [{ result: 'ALLOW' }] }), true],
    ['denied', answer(200, { items: [{ result: 'DENY' }] }), false],
    ['conditional', answer(200, { items: [{ result: 'CONDITIONAL' }] }), false],
    ['not understood', answer(200, {}), false],
    ['signed out', answer(401), false],
    ['without permissions', answer(404), true],
  ])('%s', async (_name, response, expected) => {
    respondWith(response);
    await expect(authorize('clusterCreate')).resolves.toBe(expected);
  });

  it('asks for one cluster with the token', async () => {
    respondWith(answer(200, { items: [{ result: 'ALLOW' }] }));
    await authorize('clusterUpdate', 'prod-eu');
    expect(request!.url).toBe(
      'https://portal.example.com/base/api/permission/authorize',
    );
    expect(request!.headers.get('authorization')).toBe('Bearer a-token');
    await expect(request!.json()).resolves.toEqual({
      items: [
        {
          id: 'clusterUpdate',
          permission: {
            type: 'resource',
            name: 'portlight.cluster.update',
            attributes: { action: 'update' },
            resourceType: 'portlight-cluster',
          },
          resourceRef: 'prod-eu',
        },
      ],
    });
  });

  it('asks nothing about clusters without one', async () => {
    respondWith(answer(200));
    await expect(authorize('clusterDelete')).resolves.toBe(false);
    expect(request).toBeUndefined();
  });
});
