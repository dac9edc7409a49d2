import type { EventQuery } from '@portlight/plugin-portlight-common';
import {
  clusterDocument,
  createTestFleet,
  eventRow,
  testDatabases,
} from '../__testUtils__';
import { SEES_EVERYTHING } from '../permissions';
import { EventReader } from './EventReader';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('EventReader on %s', id => {
  let reader: EventReader;

  beforeAll(async () => {
    const fleet = await createTestFleet(databases, id);
    reader = new EventReader(fleet.knex);
    await fleet.write(clusterDocument('east'), [
      eventRow('east', {
        name: 'a',
        namespace: 'shop',
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting 100% of <b>it</b>',
        object: { kind: 'Pod', namespace: 'shop', name: 'cart-a' },
        source: 'kubelet',
        count: 7,
        firstSeenAt: '2026-11-21T11:00:00Z',
        lastSeenAt: '2026-11-21T12:30:00Z',
      }),
      eventRow('east', {
        name: 'b',
        object: { kind: 'Node', name: 'node-1' },
        reason: 'NodeNotReady',
        lastSeenAt: '2026-11-21T12:40:00Z',
      }),
      eventRow('east', {
        name: 'c',
        namespace: 'shop',
        object: { kind: 'Deployment', namespace: 'shop', name: 'cart' },
        lastSeenAt: '2026-11-21T12:20:00Z',
      }),
    ]);
    await fleet.write(clusterDocument('west'), [
      eventRow('west', {
        name: 'd',
        namespace: 'shop',
        object: { kind: 'Pod', namespace: 'shop', name: 'cart-a' },
        lastSeenAt: '2026-11-21T12:10:00Z',
      }),
    ]);
  });

  const names = async (query: EventQuery) =>
    (await reader.list(query, SEES_EVERYTHING)).items.map(({ name }) => name);

  it('lists the newest first', async () => {
    const { items, total } = await reader.list({}, SEES_EVERYTHING);
    expect(total).toBe(4);
    expect(items.map(({ name }) => name)).toEqual(['b', 'a', 'c', 'd']);
    expect(items[1]).toEqual({
      cluster: 'east',
      namespace: 'shop',
      name: 'a',
      type: 'Warning',
      reason: 'BackOff',
      message: 'Back-off restarting 100% of <b>it</b>',
      object: { kind: 'Pod', namespace: 'shop', name: 'cart-a' },
      source: 'kubelet',
      count: 7,
      firstSeenAt: '2026-11-21T11:00:00Z',
      lastSeenAt: '2026-11-21T12:30:00Z',
    });
  });

  it.each<[string, EventQuery, string[]]>([
    ['cluster', { cluster: ['west'] }, ['d']],
    ['namespace', { namespace: ['default'] }, ['b']],
    ['type', { type: ['Warning'] }, ['a']],
    ['reason', { reason: ['NodeNotReady', 'BackOff'] }, ['b', 'a']],
    ['kind', { involvedKind: 'Pod' }, ['a', 'd']],
    ['name', { involvedName: 'cart' }, ['c']],
    ['text', { search: '100% of <B>' }, ['a']],
  ])('filters by %s', async (_, query, expected) => {
    await expect(names(query)).resolves.toEqual(expected);
  });

  it('finds the events about some objects', async () => {
    const about = await reader.about(
      'east',
      [
        { kind: 'Pod', namespace: 'shop', names: ['cart-a', 'cart-b'] },
        { kind: 'Deployment', namespace: 'shop', names: ['cart'] },
        { kind: 'Node', namespace: 'shop', names: ['node-1'] },
        { kind: 'Job', namespace: 'shop', names: [] },
      ],
      10,
      SEES_EVERYTHING,
    );
    expect(about.map(({ name }) => name)).toEqual(['a', 'c']);
    await expect(
      reader.about('east', [], 10, SEES_EVERYTHING),
    ).resolves.toEqual([]);
  });
});
