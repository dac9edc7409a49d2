import type { ContractSubject } from '../ContractTarget';
import { deployment, service, status } from '../objects';

const NAMESPACE = 'contract-patches';
const SERVICES = `/api/v1/namespaces/${NAMESPACE}/services`;
const DEPLOYMENTS = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`;

/** The four kinds of patches. */
export const patches: ContractSubject = target => {
  describe('patches', () => {
    beforeAll(async () => {
      await target().client.create('/api/v1/namespaces', {
        metadata: { name: NAMESPACE },
      });
    });

    it('merges: null removes, lists are replaced', async () => {
      const { client } = target();
      await client.create(
        SERVICES,
        service('merged', { labels: { keep: '1', drop: '1', change: '1' } }),
      );
      const patched = await client.patch(`${SERVICES}/merged`, {
        metadata: { labels: { drop: null, change: '2', add: '1' } },
        spec: { ports: [{ port: 81, name: 'new' }] },
      });
      expect(patched.metadata.labels).toEqual({
        keep: '1',
        change: '2',
        add: '1',
      });
      expect(
        patched.spec.ports.map((port: { port: number }) => port.port),
      ).toEqual([81]);
    });

    it('merges strategically: containers by their names', async () => {
      const { client } = target();
      await client.create(DEPLOYMENTS, deployment('strategic'));
      const response = await client.request({
        path: `${DEPLOYMENTS}/strategic`,
        method: 'PATCH',
        contentType: 'application/strategic-merge-patch+json',
        body: {
          spec: {
            template: {
              spec: {
                containers: [
                  { name: 'proxy', image: 'registry.example/proxy:2' },
                ],
              },
            },
          },
        },
      });
      expect(response.status).toBe(200);
      const images = response.body.spec.template.spec.containers.map(
        (container: { name: string; image: string }) => [
          container.name,
          container.image,
        ],
      );
      expect(images.sort()).toEqual([
        ['app', 'registry.example/app:1'],
        ['proxy', 'registry.example/proxy:2'],
      ]);
    });

    it('applies JSON patches as a whole or not at all', async () => {
      const { client } = target();
      await client.create(SERVICES, service('json', { labels: { a: '1' } }));
      const patch = (body: unknown) =>
        client.request({
          path: `${SERVICES}/json`,
          method: 'PATCH',
          contentType: 'application/json-patch+json',
          body,
        });
      const done = await patch([
        { op: 'test', path: '/metadata/labels/a', value: '1' },
        { op: 'add', path: '/metadata/labels/b~1c', value: '2' },
        { op: 'remove', path: '/metadata/labels/a' },
      ]);
      expect(done.status).toBe(200);
      expect(done.body.metadata.labels).toEqual({ 'b/c': '2' });
      const failed = await patch([
        { op: 'add', path: '/metadata/labels/d', value: '3' },
        { op: 'test', path: '/metadata/labels/a', value: '1' },
      ]);
      expect(failed.status).toBe(422);
      expect(failed.body).toMatchObject({ kind: 'Status', reason: 'Invalid' });
      expect((await client.get(`${SERVICES}/json`)).metadata.labels).toEqual({
        'b/c': '2',
      });
    });

    it.each([
      ['application/merge-patch+json', '{"metadata":'],
      ['application/json-patch+json', '{"op":"add"}'],
    ])('refuses a broken %s', async (contentType, body) => {
      const { client } = target();
      const { metadata } = await client.create(SERVICES, {
        ...service('x'),
        metadata: { generateName: 'broken-' },
      });
      const response = await client.request({
        path: `${SERVICES}/${metadata.name}`,
        method: 'PATCH',
        contentType,
        body,
      });
      expect(response.status).toBe(400);
      expect(response.body.reason).toBe('BadRequest');
    });

    describe('server-side apply', () => {
      const apply = (
        name: string,
        body: object | string,
        query: string = 'fieldManager=tester',
      ) =>
        target().client.request({
          path: `${SERVICES}/${name}?${query}`,
          method: 'PATCH',
          contentType: 'application/apply-patch+yaml',
          body,
        });

      it('creates what is not there', async () => {
        const response = await apply('applied', service('applied'));
        expect(response.status).toBe(201);
        expect(response.body.metadata.managedFields).toMatchObject([
          {
            manager: 'tester',
            operation: 'Apply',
            apiVersion: 'v1',
            fieldsType: 'FieldsV1',
          },
        ]);
      });

      it('reads YAML', async () => {
        const response = await apply(
          'yaml',
          [
            'apiVersion: v1',
            'kind: Service',
            'metadata: {name: yaml}',
            'spec:',
            '  ports:',
            '    - port: 80',
          ].join('\n'),
        );
        expect(response.status).toBe(201);
        expect(response.body.spec.ports[0].port).toBe(80);
      });

      it('merges with what others own', async () => {
        await apply(
          'shared',
          service('shared', { labels: { mine: '1' } }),
          'fieldManager=first',
        );
        const response = await apply(
          'shared',
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name: 'shared', labels: { yours: '2' } },
          },
          'fieldManager=second',
        );
        expect(response.status).toBe(200);
        expect(response.body.metadata.labels).toEqual({
          mine: '1',
          yours: '2',
        });
      });

      it('removes what its manager applies no more', async () => {
        await apply('less', service('less', { labels: { a: '1', b: '1' } }));
        const response = await apply(
          'less',
          service('less', { labels: { a: '1' } }),
        );
        expect(response.body.metadata.labels).toEqual({ a: '1' });
      });

      it('says who owns a field, and takes it only by force', async () => {
        const wanted = (value: string) =>
          service('contested', { labels: { color: value } });
        await apply('contested', wanted('red'), 'fieldManager=first');
        const refused = await apply(
          'contested',
          wanted('blue'),
          'fieldManager=second',
        );
        expect(refused.status).toBe(409);
        expect(refused.body).toMatchObject({
          ...status(
            409,
            'Conflict',
            'Apply failed with 1 conflict: conflict with "first": .metadata.labels.color',
          ),
          details: {
            causes: [
              {
                reason: 'FieldManagerConflict',
                message: 'conflict with "first"',
                field: '.metadata.labels.color',
              },
            ],
          },
        });
        const forced = await apply(
          'contested',
          wanted('blue'),
          'fieldManager=second&force=true',
        );
        expect(forced.status).toBe(200);
        expect(forced.body.metadata.labels.color).toBe('blue');
      });

      it('runs dry', async () => {
        const { client } = target();
        const created = await apply(
          'dry',
          service('dry'),
          'fieldManager=tester&dryRun=All',
        );
        expect(created.status).toBe(201);
        expect((await client.request(`${SERVICES}/dry`)).status).toBe(404);
        await client.create(SERVICES, service('dry', { labels: { a: '1' } }));
        const changed = await apply(
          'dry',
          service('dry', { labels: { b: '2' } }),
          'fieldManager=tester&dryRun=All&force=true',
        );
        expect(changed.status).toBe(200);
        expect(changed.body.metadata.labels).toEqual({ a: '1', b: '2' });
        expect((await client.get(`${SERVICES}/dry`)).metadata.labels).toEqual({
          a: '1',
        });
      });

      it('wants to know its manager', async () => {
        const response = await apply('nobody', service('nobody'), '');
        expect(response.status).toBe(422);
        expect(response.body.message).toContain(
          'fieldManager: Required value: is required for apply patch',
        );
      });
    });
  });
};
