import type { MetricPeer } from '@portlight/plugin-portlight-common';

/**
 * Short names of peers, by id: the end that tells them apart, so that `cart-6d8f9c7b5-x7k2p` is `x7k2p` beside its
 * siblings. Names that would be the same, a mere number, or nothing, stay long.
 */
export function shortPeerNames(
  peers: readonly Pick<MetricPeer, 'id' | 'name'>[],
): Map<string, string> {
  const [first, ...others] = peers.map(({ name }) => name);
  const whole = new Map(peers.map(({ id, name }) => [id, name]));
  if (first === undefined || others.length === 0) return whole;
  let length = first.length;
  for (const name of others) {
    let index = 0;
    while (index < length && name[index] === first[index]) index++;
    length = index;
  }
  // Only whole parts: `cart-a1` and `cart-a2` are `a1` and `a2`, not `1` and `2`.
  const cut = first.slice(0, length).lastIndexOf('-') + 1;
  const candidates = [
    // Of pods of several ReplicaSets the random end is enough.
    (name: string) => name.slice(name.lastIndexOf('-') + 1),
    (name: string) => name.slice(cut),
  ];
  const distinct = new Set(whole.values()).size;
  const shorten = candidates.find(candidate => {
    const short = [...whole.values()].map(candidate);
    return (
      new Set(short).size === distinct &&
      // `0` of `cart-0` says nothing
      short.every(name => /[^\d]/.test(name))
    );
  });
  return shorten
    ? new Map(peers.map(({ id, name }) => [id, shorten(name)]))
    : whole;
}
