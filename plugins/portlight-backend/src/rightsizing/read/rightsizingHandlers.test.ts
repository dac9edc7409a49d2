import { PortlightError } from '@portlight/plugin-portlight-common';
import { namespaceRow, testDatabases } from '../../__testUtils__';
import { SEES_EVERYTHING } from '../../permissions';
import { MIB, NOW, workloadRows } from '../__testUtils__/fleet';
import { SHOP_ONLY, useRightsizing } from '../__testUtils__/useRightsizing';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'rightsizing is answered on %s',
  id => {
    const test = useRightsizing(databases, id);
    const { start, past, compute, ask } = test;

    it.each(['portlight', 'vpa', 'krr'])(
      'answers by the strategy %s',
      async strategy => {
        await start(workloadRows('east', { name: 'cart' }));
        await past(2, [{ name: 'cart', cpu: 0.1, memory: 200 * MIB }]);
        await compute();
        const report = await ask('listRightsizing', { query: { strategy } });
        expect(report.strategy).toBe(strategy);
        const [container] = report.items[0].containers;
        expect(container.cpuTarget).toBeLessThan(0.2);
        expect(container.cpuUpper !== undefined).toBe(strategy === 'vpa');
        expect(container.memoryLimitTarget !== undefined).toBe(
          strategy === 'krr',
        );
      },
    );

    it('shows nobody what is hidden, and no sums of it', async () => {
      await start([
        ...workloadRows('east', { name: 'cart', owner: 'group:default/shop' }),
        namespaceRow('east', { name: 'bank' }),
        ...workloadRows('east', {
          namespace: 'bank',
          name: 'vault',
          owner: 'group:default/bank',
        }),
      ]);
      await past(2, [
        { name: 'cart', cpu: 0.1, memory: 200 * MIB },
        { namespace: 'bank', name: 'vault', cpu: 0.1, memory: 200 * MIB },
      ]);
      await compute();
      const all = await ask('listRightsizing');
      expect(all.total).toBe(2);
      const some = await ask('listRightsizing', { visibility: SHOP_ONLY });
      expect(some.total).toBe(1);
      expect(some.theoreticalSaving).toBeCloseTo(all.theoreticalSaving / 2, 9);
      expect(some.realisable).toEqual([]);
      expect(JSON.stringify(some)).not.toContain('vault');
      expect(some.notices.map(({ code }: { code: string }) => code)).toEqual([
        'restricted',
      ]);
      const none = await ask('listRightsizing', {
        visibility: { ...SEES_EVERYTHING, clusters: 'nothing' },
      });
      expect(none).toMatchObject({
        items: [],
        total: 0,
        theoreticalSaving: 0,
        realisable: [],
        notices: [],
      });
      await expect(
        ask('getWorkloadRightsizing', {
          path: {
            cluster: 'east',
            namespace: 'bank',
            kind: 'Deployment',
            name: 'vault',
          },
          visibility: SHOP_ONLY,
        }),
      ).rejects.toThrow(PortlightError);
      const entity = {
        path: { kind: 'component', namespace: 'default', name: 'vault' },
        credentials: { principal: { type: 'user' } },
      };
      expect((await ask('getEntityRightsizing', entity)).total).toBe(1);
      expect(
        await ask('getEntityRightsizing', { ...entity, visibility: SHOP_ONLY }),
      ).toMatchObject({ items: [], total: 0, theoreticalSaving: 0 });
      // What limits the answer does not tell of what is hidden.
      expect(
        (
          await ask('listRightsizing', {
            visibility: SHOP_ONLY,
            query: { limit: 1 },
          })
        ).total,
      ).toBe(1);
      expect(
        await ask('listRightsizing', {
          visibility: SHOP_ONLY,
          query: { namespace: ['bank'] },
        }),
      ).toMatchObject({ items: [], total: 0, theoreticalSaving: 0 });
      const advice = await ask('listRightsizingAdvice', {
        visibility: SHOP_ONLY,
      });
      expect(JSON.stringify(advice)).not.toContain('bank');
    });

    it('narrows by workload, owner, namespace, name and entity', async () => {
      await start([
        ...workloadRows('east', { name: 'cart', owner: 'group:default/shop' }),
        ...workloadRows('east', { name: 'web' }),
      ]);
      await past(2, [
        { name: 'cart', cpu: 0.1, memory: 200 * MIB },
        { name: 'web', cpu: 0.5, memory: 200 * MIB },
      ]);
      await compute();
      const names = async (
        operation:
          | 'listRightsizing'
          | 'getEntityRightsizing'
          | 'getWorkloadRightsizing',
        request: object,
      ) =>
        (await ask(operation, request)).items.map(
          ({ workload }: { workload: string }) => workload,
        );
      expect(await names('listRightsizing', {})).toEqual(['cart', 'web']);
      expect(await names('listRightsizing', { query: { limit: 1 } })).toEqual([
        'cart',
      ]);
      expect(
        await names('listRightsizing', {
          query: { workload: 'Deployment/web' },
        }),
      ).toEqual(['web']);
      expect(
        await names('listRightsizing', { query: { owner: ['shop'] } }),
      ).toEqual(['cart']);
      expect(
        await names('listRightsizing', { query: { search: 'WE' } }),
      ).toEqual(['web']);
      expect(
        await names('listRightsizing', { query: { namespace: ['other'] } }),
      ).toEqual([]);
      expect(
        await names('getWorkloadRightsizing', {
          path: {
            cluster: 'east',
            namespace: 'shop',
            kind: 'Deployment',
            name: 'web',
          },
        }),
      ).toEqual(['web']);
      expect(
        await names('getEntityRightsizing', {
          path: { kind: 'component', namespace: 'default', name: 'cart' },
          credentials: { principal: { type: 'user' } },
        }),
      ).toEqual(['cart']);
      await expect(
        ask('listRightsizing', { query: { workload: 'web' } }),
      ).rejects.toThrow('Deployment/cart');
    });

    it('forgets what is gone, and says what was not looked at', async () => {
      await start(workloadRows('east', { name: 'cart' }));
      expect((await ask('listRightsizing')).notices).toEqual([
        expect.objectContaining({ code: 'not-computed', clusters: ['east'] }),
      ]);
      await compute(NOW - 60);
      const path = {
        cluster: 'east',
        namespace: 'shop',
        kind: 'Deployment',
        name: 'cart',
      };
      expect((await ask('getWorkloadRightsizing', { path })).notices).toEqual([
        expect.objectContaining({ code: 'no-usage' }),
      ]);
      await past(2, [{ name: 'cart', cpu: 0.1, memory: 200 * MIB }]);
      await compute();
      expect((await ask('getWorkloadRightsizing', { path })).notices).toEqual(
        [],
      );
      await test.fleet.store.write('east', {
        changes: {
          upserts: [],
          deletes: [{ kind: 'Deployment', namespace: 'shop', name: 'cart' }],
        },
        visible: true,
        workers: [],
      });
      // At once, since what is not there is not visible.
      expect((await ask('listRightsizing')).total).toBe(0);
      await compute(NOW + 60);
      expect(await test.fleet.knex('rightsizings')).toEqual([]);
    });
  },
);
