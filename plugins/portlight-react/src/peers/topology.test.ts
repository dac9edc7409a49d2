import type { Peer } from '@portlight/plugin-portlight-common';
import fc from 'fast-check';
import { peersFixture } from '../testing/peersFixture';
import { byCluster, hasTopology, peerTopology } from './topology';

const { peers } = peersFixture({ now: 0 });

describe('where peers run', () => {
  it('is by zone and node, in the order of their names, the worst first', () => {
    const zones = peerTopology(peers);
    expect(zones.map(({ name, count }) => [name, count])).toEqual([
      ['eu-central-1a', 4],
      ['eu-central-1b', 4],
      ['eu-central-1c', 4],
    ]);
    const [first] = zones[1].nodes.slice(-1);
    expect(first.peers[0].health.status).toBe('degraded');
  });

  it('keeps the zones of a cluster together', () => {
    const spread = peers.map((peer, index) => ({
      ...peer,
      cluster: index % 2 ? 'west' : 'east',
    }));
    expect(
      byCluster(peerTopology(spread)).map(({ name, zones }) => [
        name,
        zones.length,
      ]),
    ).toEqual([
      ['east', 3],
      ['west', 3],
    ]);
  });

  it('has what is not known last', () => {
    const homeless: Peer = { ...peers[0], id: 'x', zone: undefined };
    const zones = peerTopology([homeless, ...peers]);
    expect(zones.at(-1)!.name).toBeUndefined();
  });

  it('has every peer once', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            zone: fc.constantFrom('a', 'b', undefined),
            node: fc.constantFrom('n', 'm', undefined),
            cluster: fc.constantFrom('x', '__proto__', undefined),
          }),
        ),
        places => {
          const all = places.map((place, index) => ({
            ...peers[0],
            ...place,
            id: String(index),
          }));
          const zones = peerTopology(all);
          const shown = zones.flatMap(({ nodes }) =>
            nodes.flatMap(node => node.peers.map(({ id }) => id)),
          );
          expect(shown.sort()).toEqual(all.map(({ id }) => id).sort());
          expect(zones.reduce((sum, { count }) => sum + count, 0)).toBe(
            all.length,
          );
        },
      ),
    );
  });

  it('is no picture of bare addresses', () => {
    const bare = peers.map(peer => ({
      ...peer,
      node: undefined,
      zone: undefined,
    }));
    expect(hasTopology(peers)).toBe(true);
    expect(hasTopology(bare)).toBe(false);
  });
});
