import { waitFor } from '../../parts';
import type { ContractSubject } from '../ContractTarget';
import { node, pod, service } from '../objects';

const NAMESPACE = 'contract-deletion';
const ROOT = `/api/v1/namespaces/${NAMESPACE}`;
const NODE = 'contract-deletion-node';

/** Deleting: at once, in time, held back, many, evicted, and with the namespace. */
export const deletion: ContractSubject = target => {
  describe('deletion', () => {
    beforeAll(async () => {
      const { client } = target();
      await client.create('/api/v1/namespaces', {
        metadata: { name: NAMESPACE },
      });
      await client.create('/api/v1/nodes', node(NODE));
    });

    const gone = (path: string) =>
      waitFor(
        async () => (await target().client.request(path)).status === 404,
        { what: `${path} to go` },
      );

    it('deletes at once what nothing holds back', async () => {
      const { client } = target();
      const created = await client.create(`${ROOT}/services`, service('s'));
      const response = await client.request({
        path: `${ROOT}/services/s`,
        method: 'DELETE',
      });
      expect(response.status).toBe(200);
      // Services answer themselves, as they were.
      expect(response.body.metadata.uid).toBe(created.metadata.uid);
      expect((await client.request(`${ROOT}/services/s`)).status).toBe(404);
    });

    it('deletes a pod without a node at once', async () => {
      const { client } = target();
      await client.create(`${ROOT}/pods`, pod('unscheduled'));
      await client.delete(`${ROOT}/pods/unscheduled`);
      await gone(`${ROOT}/pods/unscheduled`);
    });

    it('gives a running pod time to end', async () => {
      const { client } = target();
      // The finalizer keeps the kubelet from being faster than this test.
      await client.create(
        `${ROOT}/pods`,
        pod('graceful', {
          nodeName: NODE,
          finalizers: ['portlight.test/wait'],
        }),
      );
      const path = `${ROOT}/pods/graceful`;
      await waitFor(
        async () => (await client.get(path)).status.phase === 'Running',
        { what: 'the pod to run' },
      );
      const response = await client.request({
        path,
        method: 'DELETE',
        body: {
          kind: 'DeleteOptions',
          apiVersion: 'v1',
          gracePeriodSeconds: 20,
        },
      });
      expect(response.status).toBe(200);
      expect(response.body.metadata).toMatchObject({
        name: 'graceful',
        deletionTimestamp: expect.stringMatching(/Z$/),
        deletionGracePeriodSeconds: 20,
      });
      await client.patch(path, { metadata: { finalizers: null } });
      await client.delete(`${path}?gracePeriodSeconds=0`).catch(() => {});
      await gone(path);
    });

    it('keeps what has a finalizer until that is removed', async () => {
      const { client } = target();
      await client.create(
        `${ROOT}/services`,
        service('held', { finalizers: ['portlight.test/hold'] }),
      );
      const path = `${ROOT}/services/held`;
      await client.delete(path);
      const held = await client.get(path);
      expect(held.metadata.deletionTimestamp).toBeTruthy();
      await client.patch(path, { metadata: { finalizers: null } });
      await gone(path);
    });

    it('deletes only what it was told of', async () => {
      const { client } = target();
      await client.create(`${ROOT}/services`, service('exact'));
      const response = await client.request({
        path: `${ROOT}/services/exact`,
        method: 'DELETE',
        body: {
          kind: 'DeleteOptions',
          apiVersion: 'v1',
          preconditions: { uid: '00000000-0000-0000-0000-000000000000' },
        },
      });
      expect(response.status).toBe(409);
      expect(response.body).toMatchObject({
        code: 409,
        reason: 'Conflict',
        message: expect.stringContaining(
          'the UID in the precondition (00000000-0000-0000-0000-000000000000) does not match the UID in record',
        ),
      });
      await client.get(`${ROOT}/services/exact`);
    });

    it('deletes what a selector selects', async () => {
      const { client } = target();
      for (const [name, labels] of [
        ['many-1', { many: 'yes' }],
        ['many-2', { many: 'yes' }],
        ['many-3', { many: 'no' }],
      ] as const) {
        await client.create(`${ROOT}/pods`, pod(name, { labels }));
      }
      await client.delete(`${ROOT}/pods?labelSelector=many%3Dyes`);
      await gone(`${ROOT}/pods/many-1`);
      await gone(`${ROOT}/pods/many-2`);
      await client.get(`${ROOT}/pods/many-3`);
    });

    it('deletes a namespace with what is in it', async () => {
      const { client } = target();
      const path = '/api/v1/namespaces/contract-doomed';
      await client.create('/api/v1/namespaces', {
        metadata: { name: 'contract-doomed' },
      });
      await client.create(`${path}/services`, service('inside'));
      const answer = await client.delete(path);
      expect(answer.status.phase).toBe('Terminating');
      expect(answer.metadata.deletionTimestamp).toBeTruthy();
      await gone(path);
      expect((await client.request(`${path}/services/inside`)).status).toBe(
        404,
      );
    });

    describe('eviction', () => {
      const evict = (name: string, query = '') =>
        target().client.request({
          path: `${ROOT}/pods/${name}/eviction${query}`,
          method: 'POST',
          body: {
            apiVersion: 'policy/v1',
            kind: 'Eviction',
            metadata: { name, namespace: NAMESPACE },
          },
        });
      const run = async (name: string, labels: Record<string, string>) => {
        const { client } = target();
        await client.create(
          `${ROOT}/pods`,
          pod(name, { labels, nodeName: NODE }),
        );
        await waitFor(
          async () =>
            (await client.get(`${ROOT}/pods/${name}`)).status.phase ===
            'Running',
          { what: 'the pod to run' },
        );
      };

      it('evicts a pod that no budget protects', async () => {
        await run('free', { app: 'free' });
        const dry = await evict('free', '?dryRun=All');
        expect(dry.status).toBe(201);
        await target().client.get(`${ROOT}/pods/free`);
        const response = await evict('free');
        expect(response.status).toBe(201);
        expect(response.body).toMatchObject({
          kind: 'Status',
          status: 'Success',
          code: 201,
        });
        await gone(`${ROOT}/pods/free`);
      });

      it('refuses what a budget forbids', async () => {
        const { client } = target();
        const budgets = `/apis/policy/v1/namespaces/${NAMESPACE}/poddisruptionbudgets`;
        await run('guarded', { app: 'guarded' });
        await client.create(budgets, {
          metadata: { name: 'budget' },
          spec: {
            // A count, as a percentage would need an owner with a scale.
            minAvailable: 1,
            selector: { matchLabels: { app: 'guarded' } },
          },
        });
        await waitFor(
          async () =>
            (await client.get(`${budgets}/budget`)).status?.currentHealthy ===
            1,
          { what: 'the budget to be counted' },
        );
        const response = await evict('guarded');
        expect(response.status).toBe(429);
        expect(response.body).toMatchObject({
          kind: 'Status',
          status: 'Failure',
          code: 429,
          reason: 'TooManyRequests',
          message:
            "Cannot evict pod as it would violate the pod's disruption budget.",
          details: {
            causes: [
              {
                reason: 'DisruptionBudget',
                message:
                  'The disruption budget budget needs 1 healthy pods and has 1 currently',
              },
            ],
          },
        });
        await client.get(`${ROOT}/pods/guarded`);
      });

      it('misses the pod to evict', async () => {
        const response = await evict('none');
        expect(response.status).toBe(404);
        expect(response.body.message).toBe('pods "none" not found');
      });
    });
  });
};
