import type { DiscoveredPeer, DiscoveryEvent } from './types';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Fields that are undefined count as absent; the order of fields counts for nothing. */
function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!isRecord(left) || !isRecord(right)) return false;
  const fields = (of: Record<string, unknown>) =>
    Object.keys(of).filter(key => of[key] !== undefined);
  const names = fields(left);
  return (
    names.length === fields(right).length &&
    names.every(
      name => Object.hasOwn(right, name) && same(left[name], right[name]),
    )
  );
}

/** As many peers of one target are followed at most. @public */
export const MAXIMUM_PEERS = 1_000;

/**
 * What happened between two readings: those that are gone, then those that are new or changed. Of two peers with
 * the same id the first one counts.
 *
 * @param previous - the peers of the reading before, by id
 * @public
 */
export function comparePeers(
  previous: ReadonlyMap<string, DiscoveredPeer>,
  next: readonly DiscoveredPeer[],
): DiscoveryEvent[] {
  const current = new Map<string, DiscoveredPeer>();
  for (const peer of next) {
    if (!current.has(peer.id)) current.set(peer.id, peer);
  }
  const events: DiscoveryEvent[] = [];
  for (const [id, peer] of previous) {
    if (!current.has(id)) events.push({ type: 'removed', peer });
  }
  for (const [id, peer] of current) {
    const before = previous.get(id);
    if (!before) events.push({ type: 'added', peer });
    else if (!same(before, peer)) events.push({ type: 'updated', peer });
  }
  return events;
}

/**
 * Follows events.
 *
 * @param peers - by id; changed in place
 * @public
 */
export function applyDiscoveryEvent(
  peers: Map<string, DiscoveredPeer>,
  { type, peer }: DiscoveryEvent,
): void {
  if (type === 'removed') peers.delete(peer.id);
  else peers.set(peer.id, peer);
}
