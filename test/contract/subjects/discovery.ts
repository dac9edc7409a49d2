import { KINDS } from '@portlight/plugin-portlight-common';
import type { ContractSubject } from '../ContractTarget';
import { status } from '../objects';

/** What clients ask first: which server, which API, is it ready. */
export const discovery: ContractSubject = target => {
  describe('discovery', () => {
    it('names its version', async () => {
      const response = await target().client.request('/version');
      expect(response.status).toBe(200);
      expect(response.body).toMatchObject({
        major: '1',
        minor: expect.stringMatching(/^\d+\+?$/),
        gitVersion: expect.stringMatching(/^v1\.\d+\.\d+/),
        platform: expect.stringMatching(/^\w+\/\w+$/),
      });
    });

    it.each(['/readyz', '/livez', '/healthz'])('answers %s', async path => {
      const response = await target().client.request(path);
      expect(response.status).toBe(200);
      expect(response.text).toBe('ok');
      expect(response.headers['content-type']).toContain('text/plain');
    });

    it('lists the checks behind /readyz', async () => {
      const response = await target().client.request('/readyz?verbose');
      expect(response.status).toBe(200);
      const lines = response.text.trimEnd().split('\n');
      expect(lines.pop()).toBe('readyz check passed');
      expect(lines).toContain('[+]etcd ok');
      for (const line of lines) {
        expect(line).toMatch(/^\[\+\]\S+ (ok|excluded: ok)$/);
      }
    });

    it('lists the core versions and the groups', async () => {
      expect(await target().client.get('/api')).toMatchObject({
        kind: 'APIVersions',
        versions: ['v1'],
      });
      const groups = await target().client.get('/apis');
      expect(groups).toMatchObject({
        kind: 'APIGroupList',
        apiVersion: 'v1',
      });
      expect(groups.groups).toContainEqual({
        name: 'apps',
        versions: [{ groupVersion: 'apps/v1', version: 'v1' }],
        preferredVersion: { groupVersion: 'apps/v1', version: 'v1' },
      });
    });

    it('describes one group', async () => {
      expect(await target().client.get('/apis/apps')).toEqual({
        kind: 'APIGroup',
        apiVersion: 'v1',
        name: 'apps',
        versions: [{ groupVersion: 'apps/v1', version: 'v1' }],
        preferredVersion: { groupVersion: 'apps/v1', version: 'v1' },
      });
    });

    it.each([
      ['/api/v1', 'v1', 'pods', 'Pod', true, 'po'],
      ['/api/v1', 'v1', 'nodes', 'Node', false, 'no'],
      ['/apis/apps/v1', 'apps/v1', 'deployments', 'Deployment', true, 'deploy'],
    ])(
      'lists the resources of %s: %s %s',
      async (path, groupVersion, name, kind, namespaced, shortName) => {
        const list = await target().client.get(path);
        expect(list).toMatchObject({ kind: 'APIResourceList', groupVersion });
        const resource = list.resources.find(
          (candidate: { name: string }) => candidate.name === name,
        );
        expect(resource).toMatchObject({ kind, namespaced });
        expect(resource.singularName).toBe(kind.toLowerCase());
        expect(resource.shortNames).toContain(shortName);
        expect(resource.verbs).toEqual(
          expect.arrayContaining(['get', 'list', 'watch', 'create', 'patch']),
        );
      },
    );

    it.each([
      ['/api/v1', 'pods/log'],
      ['/api/v1', 'pods/eviction'],
      ['/api/v1', 'pods/proxy'],
      ['/apis/apps/v1', 'deployments/scale'],
      ['/apis/apps/v1', 'deployments/status'],
    ])('lists the subresource of %s: %s', async (path, name) => {
      const { resources } = await target().client.get(path);
      expect(
        resources.map((resource: { name: string }) => resource.name),
      ).toContain(name);
    });

    it('answers aggregated discovery', async () => {
      const response = await target().client.request({
        path: '/apis',
        accept:
          'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
      });
      expect(response.body).toMatchObject({
        kind: 'APIGroupDiscoveryList',
        apiVersion: 'apidiscovery.k8s.io/v2',
      });
      const apps = response.body.items.find(
        (item: { metadata: { name: string } }) => item.metadata.name === 'apps',
      );
      const deployments = apps.versions[0].resources.find(
        (resource: { resource: string }) => resource.resource === 'deployments',
      );
      expect(deployments).toMatchObject({
        // Group and version are the document's own.
        responseKind: { group: '', version: '', kind: 'Deployment' },
        scope: 'Namespaced',
        singularResource: 'deployment',
      });
    });

    it('points to the OpenAPI document of each group', async () => {
      const { paths } = await target().client.get('/openapi/v3');
      for (const path of ['api/v1', 'apis/apps/v1']) {
        expect(paths[path].serverRelativeURL).toMatch(
          new RegExp(`^/openapi/v3/${path}`),
        );
      }
    });

    it.each(['/api/v1/nothings', '/apis/apps/v1/nothings'])(
      'knows no resource %s',
      async path => {
        const response = await target().client.request(path);
        expect(response.status).toBe(404);
        expect(response.body).toEqual({
          ...status(
            404,
            'NotFound',
            'the server could not find the requested resource',
          ),
          details: {},
        });
      },
    );

    it('knows no group', async () => {
      const response = await target().client.request(
        '/apis/nowhere.example/v1/things',
      );
      expect(response.status).toBe(404);
      expect(response.text).toBe('404 page not found\n');
      expect(response.headers['content-type']).toContain('text/plain');
    });

    it.each(
      KINDS.filter(kind => !kind.optional).map(
        kind => [kind.kind, kind] as const,
      ),
    )('lists %s', async (_name, kind) => {
      const root = kind.group ? `/apis/${kind.group}` : '/api';
      const list = await target().client.get(
        `${root}/${kind.version}/${kind.resource}`,
      );
      expect(list).toMatchObject({
        kind: `${kind.kind}List`,
        apiVersion: kind.group ? `${kind.group}/${kind.version}` : kind.version,
        metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
        items: expect.any(Array),
      });
    });
  });
};
