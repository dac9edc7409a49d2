import fc from 'fast-check';
import { applyDiscoveryEvent, comparePeers } from './comparePeers';
import type { DiscoveredPeer } from './types';

function peer(
  id: string,
  changes: Partial<DiscoveredPeer> = {},
): DiscoveredPeer {
  return {
    id,
    name: id,
    host: id,
    labels: { app: 'cart', tier: 'web' },
    health: { status: 'healthy', reason: 'Ready', message: '' },
    ...changes,
  };
}

const byId = (...peers: DiscoveredPeer[]) =>
  new Map(peers.map(each => [each.id, each]));

it('tells who came, changed and went; who went first', () => {
  expect(
    comparePeers(byId(peer('a'), peer('b'), peer('c')), [
      peer('d'),
      peer('b', { ready: false }),
      peer('c'),
    ]).map(({ type, peer: { id } }) => [type, id]),
  ).toEqual([
    ['removed', 'a'],
    ['added', 'd'],
    ['updated', 'b'],
  ]);
});

it.each<[string, Partial<DiscoveredPeer>]>([
  ['the order of labels', { labels: { tier: 'web', app: 'cart' } }],
  ['a field that is undefined', { zone: undefined }],
])('takes %s for no change', (_, changes) => {
  expect(comparePeers(byId(peer('a')), [peer('a', changes)])).toEqual([]);
});

it('counts the first of two with the same id', () => {
  expect(
    comparePeers(byId(), [peer('a', { name: '1' }), peer('a', { name: '2' })]),
  ).toMatchObject([{ type: 'added', peer: { name: '1' } }]);
});

it('leads from any peers to any others', () => {
  const peers = fc.uniqueArray(
    fc
      .tuple(fc.constantFrom('a', 'b', 'c', '__proto__'), fc.string())
      .map(([id, version]) => peer(id, { version })),
    { selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(peers, peers, (before, next) => {
      const followed = byId(...before);
      for (const event of comparePeers(followed, next)) {
        applyDiscoveryEvent(followed, event);
      }
      expect(followed).toEqual(byId(...next));
      expect(comparePeers(followed, next)).toEqual([]);
    }),
  );
});
