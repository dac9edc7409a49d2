import type { ContractSubject } from '../ContractTarget';
import { pod, service, status } from '../objects';

const NAMESPACE = 'contract-lists';
const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;

const LABELS: Record<string, Record<string, string>> = {
  a1: { app: 'a', tier: 'web' },
  a2: { app: 'a', tier: 'db' },
  b1: { app: 'b', tier: 'web' },
  b2: { app: 'b' },
  c1: { app: 'c', tier: 'web' },
  d1: { other: 'x' },
  e1: {},
};
const NAMES = Object.keys(LABELS);

const names = (list: { items: { metadata: { name: string } }[] }) =>
  list.items.map(item => item.metadata.name);

/** Lists: order, pages, selectors, versions. */
export const lists: ContractSubject = target => {
  describe('lists', () => {
    beforeAll(async () => {
      const { client } = target();
      await client.create('/api/v1/namespaces', {
        metadata: { name: NAMESPACE },
      });
      // Not in the order in which they are answered.
      for (const name of [...NAMES].reverse()) {
        await client.create(PODS, pod(name, { labels: LABELS[name] }));
      }
    });

    it('answers items in order, without their kinds', async () => {
      const list = await target().client.get(PODS);
      expect(list).toMatchObject({ kind: 'PodList', apiVersion: 'v1' });
      expect(names(list)).toEqual(NAMES);
      for (const item of list.items) {
        expect(item).not.toHaveProperty('kind');
        expect(item).not.toHaveProperty('apiVersion');
        expect(item.metadata).toMatchObject({
          namespace: NAMESPACE,
          uid: expect.any(String),
          resourceVersion: expect.stringMatching(/^\d+$/),
          creationTimestamp: expect.stringMatching(
            /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
          ),
        });
      }
    });

    it('answers one object with its kind', async () => {
      expect(await target().client.get(`${PODS}/a1`)).toMatchObject({
        kind: 'Pod',
        apiVersion: 'v1',
        metadata: { name: 'a1', namespace: NAMESPACE, labels: LABELS.a1 },
      });
    });

    it('lists all namespaces in the order of namespace and name', async () => {
      const list = await target().client.get('/api/v1/pods');
      const keys: string[] = list.items.map(
        (item: { metadata: { namespace: string; name: string } }) =>
          `${item.metadata.namespace}/${item.metadata.name}`,
      );
      expect(keys).toEqual(
        expect.arrayContaining(NAMES.map(name => `${NAMESPACE}/${name}`)),
      );
      expect(keys).toEqual([...keys].sort());
    });

    it('answers an empty list for a namespace that is not there', async () => {
      const list = await target().client.get('/api/v1/namespaces/nowhere/pods');
      expect(list.items).toEqual([]);
    });

    describe('pages', () => {
      it('splits a list into pages of one version', async () => {
        const { client } = target();
        const first = await client.get(`${PODS}?limit=3`);
        expect(names(first)).toEqual(['a1', 'a2', 'b1']);
        expect(first.metadata.remainingItemCount).toBe(4);
        // What happens between pages is not in them.
        await client.create(PODS, pod('c0'));
        const second = await client.get(
          `${PODS}?limit=3&continue=${encodeURIComponent(
            first.metadata.continue,
          )}`,
        );
        expect(names(second)).toEqual(['b2', 'c1', 'd1']);
        expect(second.metadata.remainingItemCount).toBe(1);
        const third = await client.get(
          `${PODS}?limit=3&continue=${encodeURIComponent(
            second.metadata.continue,
          )}`,
        );
        expect(names(third)).toEqual(['e1']);
        expect(third.metadata).not.toHaveProperty('continue');
        expect(third.metadata).not.toHaveProperty('remainingItemCount');
        const versions = [first, second, third].map(
          page => page.metadata.resourceVersion,
        );
        expect(new Set(versions).size).toBe(1);
        await client.delete(`${PODS}/c0?gracePeriodSeconds=0`);
      });

      it('does not count what remains behind a selector', async () => {
        const page = await target().client.get(
          `${PODS}?limit=1&labelSelector=${encodeURIComponent('tier=web')}`,
        );
        expect(names(page)).toEqual(['a1']);
        expect(page.metadata.continue).toBeTruthy();
        expect(page.metadata).not.toHaveProperty('remainingItemCount');
      });

      it('needs no second page where the limit is not reached', async () => {
        const page = await target().client.get(`${PODS}?limit=500`);
        expect(names(page)).toEqual(NAMES);
        expect(page.metadata).not.toHaveProperty('continue');
      });

      it.each([['nonsense'], ['eyJ2IjoibWV0YSJ9']])(
        'refuses the continue token %s',
        async token => {
          const response = await target().client.request(
            `${PODS}?limit=3&continue=${token}`,
          );
          expect(response.status).toBe(400);
          expect(response.body).toMatchObject(
            status(
              400,
              'BadRequest',
              expect.stringContaining('continue key is not valid'),
            ),
          );
        },
      );

      it('refuses a version beside a continue token', async () => {
        const { client } = target();
        const first = await client.get(`${PODS}?limit=3`);
        const token = encodeURIComponent(first.metadata.continue);
        const response = await client.request(
          `${PODS}?limit=3&continue=${token}&resourceVersion=${first.metadata.resourceVersion}`,
        );
        expect(response.status).toBe(400);
        expect(response.body).toMatchObject(
          status(
            400,
            'BadRequest',
            'specifying resource version is not allowed when using continue',
          ),
        );
      });

      it('says that a continue token has expired, and how to go on', async () => {
        const { client, expireVersions } = target();
        const first = await client.get(`${PODS}?limit=3`);
        // Something must happen after the page, or its version is still the present one.
        await client.patch(`${PODS}/a1`, {
          metadata: { annotations: { touched: `${Date.now()}` } },
        });
        await expireVersions();
        const response = await client.request(
          `${PODS}?limit=3&continue=${encodeURIComponent(
            first.metadata.continue,
          )}`,
        );
        expect(response.status).toBe(410);
        expect(response.body).toMatchObject({
          ...status(410, 'Expired', expect.stringContaining('too old')),
          metadata: { continue: expect.any(String) },
        });
        const rest = await client.get(
          `${PODS}?limit=10&continue=${encodeURIComponent(
            response.body.metadata.continue,
          )}`,
        );
        expect(names(rest)).toEqual(['b2', 'c1', 'd1', 'e1']);
      });
    });

    describe('selectors', () => {
      it.each([
        ['app=a', ['a1', 'a2']],
        ['app==a', ['a1', 'a2']],
        ['app!=a', ['b1', 'b2', 'c1', 'd1', 'e1']],
        ['app in (a,b)', ['a1', 'a2', 'b1', 'b2']],
        ['app notin (a, b)', ['c1', 'd1', 'e1']],
        ['tier', ['a1', 'a2', 'b1', 'c1']],
        ['!tier', ['b2', 'd1', 'e1']],
        ['app=a,tier=web', ['a1']],
        ['app in (a,c),!other,tier!=db', ['a1', 'c1']],
        ['app=', []],
        ['app=none', []],
      ])('selects by the labels %s', async (selector, expected) => {
        const list = await target().client.get(
          `${PODS}?labelSelector=${encodeURIComponent(selector)}`,
        );
        expect(names(list)).toEqual(expected);
      });

      it.each(['app in a', 'app=a b', 'a=b=c', '=a', 'app,(', '-app=a'])(
        'refuses the label selector %s',
        async selector => {
          const response = await target().client.request(
            `${PODS}?labelSelector=${encodeURIComponent(selector)}`,
          );
          expect(response.status).toBe(400);
          expect(response.body).toMatchObject({
            kind: 'Status',
            code: 400,
            reason: 'BadRequest',
          });
        },
      );

      it.each([
        ['metadata.name=b1', ['b1']],
        ['metadata.name!=b1', NAMES.filter(name => name !== 'b1')],
        [`metadata.namespace=${NAMESPACE}`, NAMES],
        ['metadata.namespace=elsewhere', []],
        ['spec.nodeName=', NAMES],
        ['spec.nodeName=node-1', []],
        ['status.phase=Pending', NAMES],
        ['status.phase!=Pending', []],
        ['status.phase=Pending,metadata.name=c1', ['c1']],
        ['spec.restartPolicy=Always', NAMES],
      ])('selects by the fields %s', async (selector, expected) => {
        const list = await target().client.get(
          `${PODS}?fieldSelector=${encodeURIComponent(selector)}`,
        );
        expect(names(list)).toEqual(expected);
      });

      it('selects by labels and fields', async () => {
        const list = await target().client.get(
          `${PODS}?labelSelector=${encodeURIComponent(
            'app=a',
          )}&fieldSelector=${encodeURIComponent('metadata.name!=a1')}`,
        );
        expect(names(list)).toEqual(['a2']);
      });

      it.each([
        [PODS, 'spec.image=1', 'field label not supported: spec.image'],
        [
          `/api/v1/namespaces/${NAMESPACE}/services`,
          'status.phase=x',
          'field label not supported: status.phase',
        ],
      ])('refuses at %s the field selector %s', async (path, selector, why) => {
        const response = await target().client.request(
          `${path}?fieldSelector=${encodeURIComponent(selector)}`,
        );
        expect(response.status).toBe(400);
        expect(response.body.reason).toBe('BadRequest');
        expect(response.body.message).toContain(why);
      });

      it('selects secrets by type and events by their object', async () => {
        const { client } = target();
        const root = `/api/v1/namespaces/${NAMESPACE}`;
        await client.create(`${root}/secrets`, {
          metadata: { name: 'release' },
          type: 'helm.sh/release.v1',
          stringData: { release: 'x' },
        });
        await client.create(`${root}/secrets`, { metadata: { name: 'other' } });
        await client.create(`${root}/events`, {
          metadata: { name: 'a1.1' },
          involvedObject: { kind: 'Pod', name: 'a1', namespace: NAMESPACE },
          reason: 'Tested',
          type: 'Normal',
        });
        const secrets = await client.get(
          `/api/v1/secrets?fieldSelector=${encodeURIComponent(
            'type=helm.sh/release.v1',
          )}`,
        );
        expect(names(secrets)).toEqual(['release']);
        expect(secrets.items[0].data).toEqual({
          release: Buffer.from('x').toString('base64'),
        });
        const events = await client.get(
          `${root}/events?fieldSelector=${encodeURIComponent(
            'involvedObject.kind=Pod,involvedObject.name=a1',
          )}`,
        );
        expect(names(events)).toEqual(['a1.1']);
      });
    });

    describe('versions', () => {
      it('grows with every write, of whatever kind', async () => {
        const { client } = target();
        const before = await client.get(PODS);
        await client.create(
          `/api/v1/namespaces/${NAMESPACE}/services`,
          service('later'),
        );
        const after = await client.get(PODS);
        expect(BigInt(after.metadata.resourceVersion)).toBeGreaterThan(
          BigInt(before.metadata.resourceVersion),
        );
      });

      it.each(['', 'resourceVersionMatch=NotOlderThan'])(
        'accepts any version that is old enough (%s)',
        async match => {
          const list = await target().client.get(
            `${PODS}?resourceVersion=0&${match}`,
          );
          expect(names(list)).toEqual(NAMES);
        },
      );

      it('answers exactly the version that was asked for', async () => {
        const { client } = target();
        const before = await client.get(PODS);
        await client.create(PODS, pod('f1'));
        const list = await client.get(
          `${PODS}?resourceVersionMatch=Exact&resourceVersion=${before.metadata.resourceVersion}`,
        );
        expect(names(list)).toEqual(NAMES);
        expect(list.metadata.resourceVersion).toBe(
          before.metadata.resourceVersion,
        );
        await client.delete(`${PODS}/f1?gracePeriodSeconds=0`);
      });

      it.each([
        ['resourceVersionMatch=Exact', 422, 'Invalid'],
        ['resourceVersionMatch=Exact&resourceVersion=0', 422, 'Invalid'],
        ['resourceVersionMatch=Nearly&resourceVersion=1', 422, 'Invalid'],
        ['resourceVersion=yesterday', 400, 'BadRequest'],
        ['limit=many', 400, 'BadRequest'],
      ])('refuses %s', async (query, code, reason) => {
        const response = await target().client.request(`${PODS}?${query}`);
        expect(response.status).toBe(code);
        expect(response.body).toMatchObject({ kind: 'Status', code, reason });
      });
    });
  });
};
