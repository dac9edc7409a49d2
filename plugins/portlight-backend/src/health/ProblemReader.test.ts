import type { ProblemQuery } from '@portlight/plugin-portlight-common';
import {
  clusterDocument,
  createTestFleet,
  nodeRow,
  testDatabases,
  workloadRow,
} from '../__testUtils__';
import { SEES_EVERYTHING } from '../permissions';
import { ProblemReader } from './ProblemReader';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('ProblemReader on %s', id => {
  let reader: ProblemReader;

  beforeAll(async () => {
    const fleet = await createTestFleet(databases, id);
    reader = new ProblemReader(fleet.knex);
    await fleet.write(clusterDocument('east'), [
      workloadRow('east', {
        namespace: 'shop',
        name: 'cart',
        owner: 'group:default/shop',
        problems: [
          {
            cause: 'CrashLoopBackOff',
            severity: 'critical',
            since: '2026-11-21T10:00:00Z',
          },
          {
            cause: 'OOMKilled',
            severity: 'warning',
            since: '2026-11-21T09:00:00Z',
          },
        ],
      }),
      nodeRow('east', {
        name: 'node-1',
        problems: [
          {
            cause: 'NodeNotReady',
            severity: 'critical',
            since: '2026-11-21T11:00:00Z',
          },
        ],
      }),
    ]);
    await fleet.write(clusterDocument('west'), [
      workloadRow('west', {
        namespace: 'pay',
        name: 'ledger',
        owner: 'group:default/payments',
        problems: [
          {
            cause: 'CrashLoopBackOff',
            severity: 'warning',
            since: '2026-11-20T10:00:00Z',
            affected: 3,
          },
          {
            cause: 'SomethingNew',
            severity: 'info',
            since: '2026-11-19T10:00:00Z',
          },
        ],
      }),
    ]);
  });

  it('lists the worst first, among these what hits most, then the newest', async () => {
    const { items, total } = await reader.list({}, SEES_EVERYTHING);
    expect(total).toBe(5);
    expect(items.map(({ cause, cluster }) => `${cluster}/${cause}`)).toEqual([
      'east/NodeNotReady',
      'east/CrashLoopBackOff',
      'west/CrashLoopBackOff',
      'east/OOMKilled',
      'west/SomethingNew',
    ]);
    expect(items[0]).toEqual({
      cluster: 'east',
      object: { kind: 'Node', namespace: undefined, name: 'node-1' },
      cause: 'NodeNotReady',
      severity: 'critical',
      message: 'node-1: NodeNotReady',
      owner: undefined,
      since: '2026-11-21T11:00:00Z',
      affected: 1,
    });
  });

  it.each<[string, ProblemQuery, number]>([
    ['cluster', { cluster: ['west'] }, 2],
    ['namespace', { namespace: ['shop'] }, 2],
    ['owner', { owner: ['payments', 'nobody'] }, 2],
    ['cause', { cause: ['CrashLoopBackOff'] }, 2],
    ['severity', { severity: ['critical'] }, 2],
    ['text of the message', { search: 'LEDGER: crash' }, 1],
  ])('filters by %s', async (_, query, total) => {
    await expect(reader.list(query, SEES_EVERYTHING)).resolves.toMatchObject({
      total,
    });
    const groups = await reader.listGroups(query, SEES_EVERYTHING);
    expect(groups.items.reduce((sum, { objects }) => sum + objects, 0)).toBe(
      total,
    );
  });

  it('groups by cause over all clusters', async () => {
    const { items, total } = await reader.listGroups({}, SEES_EVERYTHING);
    expect(total).toBe(4);
    expect(items[0]).toEqual({
      cause: 'CrashLoopBackOff',
      severity: 'critical',
      title: 'Containers keep crashing',
      objects: 2,
      clusters: ['east', 'west'],
      clusterCount: 2,
      owners: ['group:default/payments', 'group:default/shop'],
      since: '2026-11-20T10:00:00Z',
      latest: '2026-11-21T10:00:00Z',
    });
    expect(items.find(({ cause }) => cause === 'SomethingNew')?.title).toBe(
      'SomethingNew',
    );
  });

  it('has the worst group first, however few objects it hits', async () => {
    const { items } = await reader.listGroups({}, SEES_EVERYTHING);
    expect(items.map(({ cause, severity }) => [severity, cause])).toEqual([
      ['critical', 'CrashLoopBackOff'],
      ['critical', 'NodeNotReady'],
      ['warning', 'OOMKilled'],
      ['info', 'SomethingNew'],
    ]);
  });

  it('pages through groups', async () => {
    const first = await reader.listGroups(
      { limit: 3, sort: 'severity' },
      SEES_EVERYTHING,
    );
    const second = await reader.listGroups(
      {
        limit: 3,
        sort: 'severity',
        cursor: first.nextCursor,
      },
      SEES_EVERYTHING,
    );
    expect([...first.items, ...second.items].map(({ cause }) => cause)).toEqual(
      ['CrashLoopBackOff', 'NodeNotReady', 'OOMKilled', 'SomethingNew'],
    );
    expect(second.nextCursor).toBeUndefined();
  });

  it('finds the problems of some objects only', async () => {
    const problems = await reader.of(
      [
        {
          cluster: 'west',
          kind: 'Deployment',
          namespace: 'pay',
          name: 'ledger',
        },
        // Neither kind nor cluster of these fits.
        { cluster: 'west', kind: 'Pod', namespace: 'shop', name: 'cart' },
        { cluster: 'west', kind: 'Node', namespace: '', name: 'node-1' },
      ],
      10,
      SEES_EVERYTHING,
    );
    expect(problems.map(({ cause }) => cause)).toEqual([
      'CrashLoopBackOff',
      'SomethingNew',
    ]);
  });
});
