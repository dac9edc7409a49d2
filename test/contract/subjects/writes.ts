import type { ContractSubject } from '../ContractTarget';
import { deployment, service } from '../objects';

const NAMESPACE = 'contract-writes';
const SERVICES = `/api/v1/namespaces/${NAMESPACE}/services`;
const DEPLOYMENTS = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`;

/** Creating, replacing, dry runs and subresources. */
export const writes: ContractSubject = target => {
  describe('writes', () => {
    beforeAll(async () => {
      await target().client.create('/api/v1/namespaces', {
        metadata: { name: NAMESPACE },
      });
    });

    it('answers 201 with what the server added', async () => {
      const response = await target().client.request({
        path: DEPLOYMENTS,
        method: 'POST',
        body: {
          ...deployment('added'),
          status: { replicas: 7 },
        },
      });
      expect(response.status).toBe(201);
      expect(response.body).toMatchObject({
        kind: 'Deployment',
        apiVersion: 'apps/v1',
        metadata: {
          name: 'added',
          namespace: NAMESPACE,
          uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
          resourceVersion: expect.stringMatching(/^\d+$/),
          generation: 1,
          creationTimestamp: expect.stringMatching(/Z$/),
        },
      });
      // Status belongs to its subresource.
      expect(response.body.status.replicas ?? 0).toBe(0);
    });

    it('completes generated names', async () => {
      const create = () =>
        target().client.create(SERVICES, {
          ...service('x'),
          metadata: { generateName: 'made-' },
        });
      const names = [await create(), await create()].map(
        created => created.metadata.name,
      );
      expect(names[0]).toMatch(/^made-[a-z0-9]{5}$/);
      expect(names[0]).not.toBe(names[1]);
    });

    it('replaces, and counts generations of the specification only', async () => {
      const { client } = target();
      const path = `${DEPLOYMENTS}/replaced`;
      const created = await client.create(DEPLOYMENTS, deployment('replaced'));
      const labelled = await client.patch(path, {
        metadata: { labels: { a: 'b' } },
      });
      expect(labelled.metadata.generation).toBe(1);
      expect(labelled.metadata.uid).toBe(created.metadata.uid);
      const current = await client.get(path);
      const replaced = await client.replace(path, {
        ...current,
        // A controller may write the status in between.
        metadata: { ...current.metadata, resourceVersion: undefined },
        spec: { ...current.spec, paused: true },
      });
      expect(replaced.metadata.generation).toBe(2);
      expect(replaced.spec.paused).toBe(true);
    });

    it('replaces without a version, whatever was written meanwhile', async () => {
      const { client } = target();
      await client.create(DEPLOYMENTS, deployment('unconditional'));
      const replaced = await client.replace(
        `${DEPLOYMENTS}/unconditional`,
        deployment('unconditional', { labels: { replaced: 'yes' } }),
      );
      expect(replaced.metadata.labels).toEqual({ replaced: 'yes' });
    });

    it('keeps the version where nothing changes', async () => {
      const { client } = target();
      const created = await client.create(SERVICES, service('same'));
      const same = await client.patch(`${SERVICES}/same`, {
        metadata: { name: 'same' },
      });
      expect(same.metadata.resourceVersion).toBe(
        created.metadata.resourceVersion,
      );
    });

    describe('dry runs', () => {
      it.each(['POST', 'PATCH', 'PUT', 'DELETE'])(
        'answers a %s as if, and changes nothing',
        async method => {
          const { client } = target();
          const name = `dry-${method.toLowerCase()}`;
          const path = `${SERVICES}/${name}`;
          if (method !== 'POST') {
            await client.create(SERVICES, service(name));
          }
          const before = await client.request(path);
          const body = service(name, { labels: { dry: 'run' } });
          const response = await client.request({
            path: `${method === 'POST' ? SERVICES : path}?dryRun=All`,
            method,
            ...(method === 'DELETE'
              ? {}
              : {
                  body:
                    method === 'PUT'
                      ? {
                          ...before.body,
                          metadata: {
                            ...before.body.metadata,
                            labels: { dry: 'run' },
                          },
                        }
                      : body,
                }),
            ...(method === 'PATCH'
              ? { contentType: 'application/merge-patch+json' }
              : {}),
          });
          expect(response.status).toBe(method === 'POST' ? 201 : 200);
          expect(response.body.metadata.labels).toEqual(
            method === 'DELETE' ? undefined : { dry: 'run' },
          );
          const after = await client.request(path);
          expect(after.status).toBe(before.status);
          expect(after.body.metadata).toEqual(before.body.metadata);
        },
      );

      it('still refuses what it would refuse', async () => {
        const response = await target().client.request({
          path: `${SERVICES}?dryRun=All`,
          method: 'POST',
          body: service('Not_A_Name'),
        });
        expect(response.status).toBe(422);
      });

      it('knows no half dry run', async () => {
        const response = await target().client.request({
          path: `${SERVICES}?dryRun=Some`,
          method: 'POST',
          body: service('half'),
        });
        expect(response.status).toBe(422);
        expect(response.body.reason).toBe('Invalid');
      });
    });

    describe('subresources', () => {
      it('reads and writes the scale', async () => {
        const { client } = target();
        await client.create(DEPLOYMENTS, deployment('scaled'));
        const path = `${DEPLOYMENTS}/scaled/scale`;
        expect(await client.get(path)).toMatchObject({
          kind: 'Scale',
          apiVersion: 'autoscaling/v1',
          metadata: { name: 'scaled', namespace: NAMESPACE },
          spec: {},
          status: { replicas: 0, selector: 'app=scaled' },
        });
        const patched = await client.patch(path, { spec: { replicas: 2 } });
        expect(patched).toMatchObject({ kind: 'Scale', spec: { replicas: 2 } });
        expect((await client.get(`${DEPLOYMENTS}/scaled`)).spec.replicas).toBe(
          2,
        );
      });

      it('writes nothing but the status through the status', async () => {
        const { client } = target();
        const path = `/api/v1/namespaces/${NAMESPACE}/persistentvolumeclaims`;
        await client.create(path, {
          metadata: { name: 'claim' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
            storageClassName: 'none',
          },
        });
        const written = await client.patch(`${path}/claim/status`, {
          metadata: { labels: { a: 'b' } },
          spec: { volumeName: 'other' },
          status: { capacity: { storage: '1Gi' } },
        });
        expect(written.status.capacity).toEqual({ storage: '1Gi' });
        expect(written.spec).not.toHaveProperty('volumeName');
      });

      it('writes no status through the object', async () => {
        const { client } = target();
        await client.create(DEPLOYMENTS, deployment('no-status'));
        const written = await client.patch(`${DEPLOYMENTS}/no-status`, {
          status: { replicas: 9 },
        });
        expect(written.status.replicas ?? 0).toBe(0);
      });
    });
  });
};
