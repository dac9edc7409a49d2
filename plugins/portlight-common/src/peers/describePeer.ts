import type { Health, Peer, PeerProbe, PeerScrape } from '../api/types';
import { HEALTH_RANK } from '../health';
import { formatHostPort } from './addresses';
import type { DiscoveredPeer } from './types';

/** What is known of a peer besides where it is. @public */
export interface PeerReadings {
  /** Whether it is reached through the API server's pod proxy or directly. */
  reach?: Peer['reach'];
  /** ISO 8601: when the method saw it last. */
  lastSeenAt: string;
  /** Its last probe. */
  probe?: PeerProbe;
  /** Whether probes say that it is not alive, by their thresholds. */
  dead?: boolean;
  /** Its last scrape. */
  scrape?: PeerScrape;
}

function judge(
  peer: DiscoveredPeer,
  { probe, dead, scrape }: PeerReadings,
): Health {
  if (peer.terminating) {
    return {
      status: 'progressing',
      reason: 'Terminating',
      message: 'It is being ended',
    };
  }
  if (peer.health.status === 'degraded') return peer.health;
  if (dead) {
    return {
      status: 'degraded',
      reason: 'LivenessProbeFailed',
      message: `${probe?.failures ?? 1} liveness probes have failed in a row${
        probe?.message ? `: ${probe.message}` : ''
      }`,
    };
  }
  if (peer.health.status === 'healthy' && peer.ready === false) {
    return {
      status: 'progressing',
      reason: 'NotReady',
      message: 'It is not ready: no traffic is sent to it',
    };
  }
  const answers = (probe?.success && !probe.absent) || scrape?.up;
  // What no controller speaks for is as alive as its last answer.
  if (peer.health.status === 'unknown' && answers) {
    return {
      status: 'healthy',
      reason: 'Answering',
      message: 'It answers',
    };
  }
  return peer.health;
}

/**
 * A peer as the API describes it.
 *
 * @public
 */
export function describePeer(
  peer: DiscoveredPeer,
  readings: PeerReadings,
): Peer {
  const { host, port, metrics, health: _, liveness: __, ...rest } = peer;
  const health = judge(peer, readings);
  return {
    ...rest,
    address: formatHostPort(host, port ?? metrics?.port),
    ...(metrics && {
      metricsUrl: `${metrics.scheme}://${formatHostPort(host, metrics.port)}${
        metrics.path
      }`,
    }),
    reach: readings.reach,
    healthy: health.status === 'healthy',
    health,
    lastSeenAt: readings.lastSeenAt,
    probe: readings.probe,
    scrape: readings.scrape,
  };
}

/** Whether its last probe or scrape was answered. @public */
export function hasAnswered({ probe, scrape }: Peer): boolean {
  return (probe?.success ?? false) || (scrape?.up ?? false);
}

/** Worst first, then by cluster and name. @public */
export function comparePeerHealth(left: Peer, right: Peer): number {
  return (
    HEALTH_RANK[left.health.status] - HEALTH_RANK[right.health.status] ||
    compareTexts(left.cluster ?? '', right.cluster ?? '') ||
    compareTexts(left.name, right.name) ||
    compareTexts(left.id, right.id)
  );
}

/** The same for everybody, whatever their language. */
function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
