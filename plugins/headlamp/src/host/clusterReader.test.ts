import { KINDS, type KindDefinition } from '@portlight/plugin-portlight-common';
import {
  listPath,
  listThroughHeadlamp,
  readThroughHeadlamp,
  readVersion,
} from './clusterReader';

const clusterRequest = jest.fn();

jest.mock('@kinvolk/headlamp-plugin/lib/ApiProxy', () => ({
  clusterRequest: (...args: unknown[]) => clusterRequest(...args),
}));

const kind = (name: string): KindDefinition =>
  KINDS.find(definition => definition.kind === name)!;

beforeEach(() => clusterRequest.mockReset());

describe('lists of a cluster', () => {
  it.each([
    ['Pod', undefined, '/api/v1/pods'],
    ['Pod', 'shop', '/api/v1/namespaces/shop/pods'],
    ['Deployment', 'shop', '/apis/apps/v1/namespaces/shop/deployments'],
    ['Node', undefined, '/api/v1/nodes'],
    ['Pod', '../../secrets?x', '/api/v1/namespaces/..%2F..%2Fsecrets%3Fx/pods'],
  ])('%s in %s are at %s', (name, namespace, path) => {
    expect(listPath(kind(name), namespace)).toBe(path);
  });

  it('are read page by page until there is no more', async () => {
    clusterRequest
      .mockResolvedValueOnce({
        metadata: { continue: 'next' },
        items: [{ metadata: { name: 'a' } }],
      })
      .mockResolvedValueOnce({
        metadata: { continue: '' },
        items: [{ metadata: { name: 'b' } }],
      });
    const pods = await listThroughHeadlamp(kind('Pod'), 'west', {
      namespace: 'shop',
      fieldSelector: 'spec.nodeName=n1',
    });
    expect(pods.map(pod => pod.metadata?.name)).toEqual(['a', 'b']);
    expect(
      clusterRequest.mock.calls.map(([path, , query]) => [path, query]),
    ).toEqual([
      [
        '/api/v1/namespaces/shop/pods',
        { limit: '500', fieldSelector: 'spec.nodeName=n1' },
      ],
      [
        '/api/v1/namespaces/shop/pods',
        { limit: '500', fieldSelector: 'spec.nodeName=n1', continue: 'next' },
      ],
    ]);
  });

  it('never sign the user out, and name their cluster', async () => {
    clusterRequest.mockResolvedValue({ items: [] });
    await listThroughHeadlamp(kind('Node'), 'west');
    expect(clusterRequest.mock.calls[0][1]).toMatchObject({
      cluster: 'west',
      autoLogoutOnAuthError: false,
      // Headlamp writes into them
      headers: {},
    });
  });

  it('ask for no payload of kinds that are known by their metadata', async () => {
    clusterRequest.mockResolvedValue({ items: [] });
    await listThroughHeadlamp(kind('Secret'), 'west');
    expect(clusterRequest.mock.calls[0][1].headers.accept).toContain(
      'PartialObjectMetadataList',
    );
  });

  it('fail with what the server said', async () => {
    const refused = Object.assign(new Error('Forbidden'), { status: 403 });
    clusterRequest.mockRejectedValue(refused);
    await expect(listThroughHeadlamp(kind('Node'), 'west')).rejects.toBe(
      refused,
    );
  });
});

describe('the version of a cluster', () => {
  it.each([
    [{ gitVersion: 'v1.36.3' }, 'v1.36.3'],
    [{}, undefined],
    [{ gitVersion: { $ne: 1 } }, undefined],
  ])('of %j is %s', async (answer, version) => {
    clusterRequest.mockResolvedValue(answer);
    await expect(readVersion('west')).resolves.toBe(version);
  });
});

describe('a path of a cluster', () => {
  const PATH = '/api/v1/namespaces/shop/pods/cart-0:9100/proxy/metrics';

  /** A body of these chunks, and whether its rest was given up. */
  function bodyOf(chunks: string[]) {
    const left = chunks.map(chunk => new TextEncoder().encode(chunk));
    const cancel = jest.fn();
    const body = {
      getReader: () => ({
        read: async () => {
          const value = left.shift();
          return { done: value === undefined, value };
        },
        cancel,
      }),
    };
    return { body, cancel };
  }

  it('is read as it arrives, follows no redirect, and signs nobody out', async () => {
    const { body } = bodyOf(['a 1\n', 'b 2\n']);
    const headers = new Map([['content-type', 'text/plain']]);
    clusterRequest.mockResolvedValue({ body, headers });
    const { signal } = new AbortController();
    const response = await readThroughHeadlamp('west', PATH, {
      accept: 'text/plain',
      signal,
    });
    expect(clusterRequest).toHaveBeenCalledWith(PATH, {
      cluster: 'west',
      headers: { accept: 'text/plain' },
      autoLogoutOnAuthError: false,
      isJSON: false,
      redirect: 'manual',
      signal,
    });
    expect(response.header('content-type')).toBe('text/plain');
    let text = '';
    for await (const chunk of response.body) {
      text += new TextDecoder().decode(chunk);
    }
    expect(text).toBe('a 1\nb 2\n');
  });

  it('is given up where it is not read to its end', async () => {
    const { body, cancel } = bodyOf(['a', 'b', 'c']);
    clusterRequest.mockResolvedValue({ body, headers: new Map() });
    const response = await readThroughHeadlamp('west', PATH, {
      accept: 'text/plain',
      signal: new AbortController().signal,
    });
    const chunks = response.body[Symbol.asyncIterator]();
    await chunks.next();
    await chunks.return?.();
    expect(cancel).toHaveBeenCalled();
  });

  it('may have no body', async () => {
    clusterRequest.mockResolvedValue({ body: null, headers: new Map() });
    const response = await readThroughHeadlamp('west', PATH, {
      accept: 'text/plain',
      signal: new AbortController().signal,
    });
    const chunks = response.body[Symbol.asyncIterator]();
    await expect(chunks.next()).resolves.toMatchObject({ done: true });
  });
});
