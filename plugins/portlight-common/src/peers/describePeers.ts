import type { Peer, Peers } from '../api/types';
import { hasAnswered } from './describePeer';

/** Something about some peers that is worth a look. @public */
export interface PeerFinding {
  /** Slow answers, versions side by side, or clocks that are off. */
  kind: 'slow' | 'version' | 'clock';
  /** Without a full stop; the peers follow it. */
  text: string;
  /** Whom it is about. */
  peers: readonly Peer[];
}

/** A peer is called slow from so many times the median on, */
const SLOW_FACTOR = 3;
/** and when that is so many seconds: below, nobody feels it. */
const SLOW_SECONDS = 0.05;
/** With fewer, a median says nothing. */
const MINIMUM_FOR_MEDIAN = 3;
/** Seconds. A Date header has whole seconds, and a slow answer ages it. */
const CLOCK_TOLERANCE = 5;

/** Seconds that the answer to the last probe took; undefined where there was none. @public */
export const latencyOf = ({ probe }: Peer): number | undefined =>
  probe?.success ? probe.latencySeconds : undefined;

/** Whether it was asked at all. */
const wasAsked = ({ probe, scrape }: Peer) =>
  probe !== undefined || scrape !== undefined;

/** How many times the median of all peers the slow ones take. @public */
export function slowPeers(peers: readonly Peer[]): ReadonlyMap<Peer, number> {
  const latencies = peers
    .flatMap(peer => latencyOf(peer) ?? [])
    .sort((a, b) => a - b);
  if (latencies.length < MINIMUM_FOR_MEDIAN) return new Map();
  const middle = latencies.length / 2;
  const median =
    (latencies[Math.floor(middle)] + latencies[Math.ceil(middle) - 1]) / 2;
  // Clocks of the portal may be too coarse to measure anything.
  if (median <= 0) return new Map();
  return new Map(
    peers.flatMap(peer => {
      const latency = latencyOf(peer);
      return latency !== undefined &&
        latency >= median * SLOW_FACTOR &&
        latency >= SLOW_SECONDS
        ? [[peer, latency / median] as const]
        : [];
    }),
  );
}

/** `4.1 times`, `12 times`. @public */
export const formatFactor = (factor: number): string =>
  `${Number(factor.toPrecision(factor < 10 ? 2 : 3))} times`;

/** Seconds that a peer's clock is ahead, where that is more than measuring it explains. @public */
export function clockSkew({ scrape }: Peer): number | undefined {
  const skew = scrape?.clockSkewSeconds;
  return skew !== undefined && Math.abs(skew) >= CLOCK_TOLERANCE
    ? skew
    : undefined;
}

/**
 * `47 s ahead`, `2 min behind`.
 *
 * @param seconds - how far it is ahead
 * @public
 */
export function formatClockSkew(seconds: number): string {
  const magnitude = Math.abs(seconds);
  const amount =
    magnitude < 120
      ? `${Math.round(magnitude)} s`
      : `${Math.round(magnitude / 60)} min`;
  return `${amount} ${seconds > 0 ? 'ahead' : 'behind'}`;
}

/** The peers of each version, the version of most first; those without a version are left out. @public */
export function versionsOf(
  peers: readonly Peer[],
): { version: string; peers: Peer[] }[] {
  const versions = new Map<string, Peer[]>();
  for (const peer of peers) {
    if (peer.version === undefined) continue;
    const members = versions.get(peer.version);
    if (members) members.push(peer);
    else versions.set(peer.version, [peer]);
  }
  return [...versions]
    .map(([version, members]) => ({ version, peers: members }))
    .sort(
      (a, b) =>
        b.peers.length - a.peers.length ||
        b.version.localeCompare(a.version, 'en', { numeric: true }),
    );
}

/** ` in eu-1b` when some are all in one zone, ` in prod-eu` when they are in one cluster of several. */
function placeOf(some: readonly Peer[], all: readonly Peer[]): string {
  const [zone, ...otherZones] = new Set(some.map(peer => peer.zone ?? ''));
  if (zone && otherZones.length === 0) return ` in ${zone}`;
  const clusterOf = (peer: Peer) => peer.cluster ?? '';
  const [cluster, ...others] = new Set(some.map(clusterOf));
  return cluster && others.length === 0 && new Set(all.map(clusterOf)).size > 1
    ? ` in ${cluster}`
    : '';
}

function describeSilent(silent: readonly Peer[], all: readonly Peer[]): string {
  if (silent.length === 1) {
    const [{ name, probe }] = silent;
    const failures = probe?.failures ?? 0;
    return `${name}${placeOf(silent, all)} ${
      failures > 1 ? `failed its last ${failures} probes` : 'does not'
    }`;
  }
  const place = placeOf(silent, all);
  return place
    ? `the ${silent.length} that do not are all${place}`
    : `${silent.length} do not`;
}

/** Of those that answer all the same. */
function describeUnhealthy(
  unhealthy: readonly Peer[],
  all: readonly Peer[],
): string {
  if (unhealthy.length > 1) {
    return `${unhealthy.length} are unhealthy${placeOf(unhealthy, all)}`;
  }
  const [{ name, health }] = unhealthy;
  return `${name}${placeOf(unhealthy, all)} is unhealthy (${health.reason})`;
}

/**
 * The answer that a page about peers begins with:
 * `11 of 12 peers answer; cart-7f in eu-1b takes 4 times the median`.
 *
 * @public
 */
export function describePeers(answer: Peers): string {
  const { peers, total, answered } = answer;
  if (total === 0) return 'No peers are found.';
  const noun = total === 1 ? 'peer' : 'peers';
  const asked = peers.filter(wasAsked);
  if (asked.length === 0) {
    return `${total} ${noun} found, not asked yet.`;
  }
  const silent = asked.filter(peer => !hasAnswered(peer));
  const unhealthy = peers.filter(({ health }) => health.status === 'degraded');
  const slow = slowPeers(peers);
  let sentence =
    answered >= total
      ? `${total === 1 ? 'The only peer answers' : `All ${total} peers answer`}`
      : `${answered} of ${total} ${noun} ${
          answered === 1 ? 'answers' : 'answer'
        }`;
  if (silent.length > 0) {
    sentence =
      total === 1
        ? 'The only peer does not answer'
        : `${sentence}; ${describeSilent(silent, peers)}`;
    const others = unhealthy.filter(hasAnswered);
    if (others.length > 0) {
      sentence += `, and ${describeUnhealthy(others, peers)}`;
    }
  } else if (unhealthy.length > 0) {
    sentence += `; ${describeUnhealthy(unhealthy, peers)}`;
  } else if (answered < total) {
    const rest = total - answered;
    sentence += `; ${rest} ${rest === 1 ? 'was' : 'were'} not asked yet`;
  } else if (slow.size === 1) {
    const [[peer, factor]] = slow;
    sentence += `; ${peer.name}${placeOf([peer], peers)} takes ${formatFactor(
      factor,
    )} the median`;
  } else if (slow.size > 1) {
    sentence += `; ${slow.size} are slow`;
  }
  return `${sentence}.`;
}

/** What else to know: who is slow, which versions run side by side, whose clock is off. @public */
export function peerFindings(peers: readonly Peer[]): PeerFinding[] {
  const findings: PeerFinding[] = [];
  const slow = slowPeers(peers);
  if (slow.size > 0) {
    const members = [...slow.keys()];
    const factors = [...slow.values()];
    const least = formatFactor(Math.min(...factors));
    findings.push({
      kind: 'slow',
      text:
        slow.size === 1
          ? `One peer takes ${least} the median to answer its probe`
          : `${slow.size} peers take ${least} the median or more to answer their probes`,
      peers: members,
    });
  }
  const [usual, ...others] = versionsOf(peers);
  if (usual && others.length > 0) {
    const rest = others
      .map(({ version, peers: { length } }) => `${version} on ${length}`)
      .join(', ');
    findings.push({
      kind: 'version',
      text: `${others.length + 1} versions run side by side: ${
        usual.version
      } on ${usual.peers.length}, ${rest}`,
      peers: others.flatMap(version => version.peers),
    });
  }
  const skewed = peers.filter(peer => clockSkew(peer) !== undefined);
  if (skewed.length > 0) {
    const worst = skewed
      .map(peer => clockSkew(peer)!)
      .reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
    findings.push({
      kind: 'clock',
      text:
        skewed.length === 1
          ? `One clock is ${formatClockSkew(
              worst,
            )}: times that this peer reports are off by that`
          : `${skewed.length} clocks are off, the worst ${formatClockSkew(
              worst,
            )}: times that these peers report are off by that`,
      peers: skewed,
    });
  }
  return findings;
}
