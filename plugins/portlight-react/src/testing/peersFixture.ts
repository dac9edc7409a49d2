import type {
  Health,
  Peer,
  Peers,
  PeerTarget,
} from '@portlight/plugin-portlight-common';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What is told of one peer; the rest follows. */
interface PeerPlan {
  suffix: string;
  /** Index among the nodes of the fleet fixture's `prod-eu`; its zone follows from it. */
  node: number;
  version?: string;
  /** Of the last probe, in milliseconds. */
  latency: number;
  /** How long it has been running, in milliseconds. */
  uptime: number;
  restarts?: number;
  health?: Health;
  clockSkewSeconds?: number;
  terminating?: boolean;
  failures?: number;
  status?: number;
  probeMessage?: string;
}

const HEALTHY: Health = {
  status: 'healthy',
  reason: 'Ready',
  message: 'It is ready and answers',
};

/** Twelve instances of a cart: one slow, one failing, one with another clock, one on its way out. */
const PLANS: readonly PeerPlan[] = [
  {
    suffix: 'q8w2n',
    node: 7,
    latency: 2004,
    uptime: 4 * DAY,
    restarts: 3,
    failures: 4,
    status: 503,
    probeMessage: 'GET /livez was answered 503: redis is not reachable',
    health: {
      status: 'degraded',
      reason: 'ProbeFailed',
      message:
        'The last 4 probes failed: GET /livez was answered 503: redis is not reachable',
    },
  },
  {
    suffix: 'm4k9d',
    node: 5,
    version: '2.13.7',
    latency: 41,
    uptime: 9 * DAY,
    terminating: true,
    health: {
      status: 'progressing',
      reason: 'Terminating',
      message: 'It is shutting down',
    },
  },
  { suffix: '7f2xp', node: 4, latency: 176, uptime: 4 * DAY },
  { suffix: 'b6t4z', node: 0, latency: 44, uptime: 4 * DAY },
  { suffix: 'c9v7h', node: 1, latency: 39, uptime: 4 * DAY },
  { suffix: 'd2p8s', node: 2, latency: 52, uptime: 4 * DAY, restarts: 1 },
  { suffix: 'f5r3w', node: 3, latency: 43, uptime: 4 * DAY },
  { suffix: 'g8n6k', node: 3, latency: 38, uptime: 4 * DAY },
  {
    suffix: 'h4j2v',
    node: 8,
    latency: 47,
    uptime: 4 * DAY,
    clockSkewSeconds: 47.2,
  },
  { suffix: 'k7l5t', node: 5, version: '2.13.7', latency: 40, uptime: 9 * DAY },
  { suffix: 'l3m9x', node: 0, latency: 42, uptime: 31 * MINUTE, restarts: 2 },
  { suffix: 'n6q4c', node: 4, latency: 45, uptime: 4 * DAY },
];

function peerOf(plan: PeerPlan, index: number, now: number): Peer {
  const ago = (milliseconds: number) =>
    new Date(now - milliseconds).toISOString();
  const { version = '2.14.1', failures = 0, latency } = plan;
  const success = failures === 0;
  const pod = `cart-6f9c4d8b6-${plan.suffix}`;
  const address = `10.0.${plan.node}.${20 + index}:8080`;
  const zone = `eu-central-1${'abc'[plan.node % 3]}`;
  return {
    id: `00000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`,
    name: pod,
    cluster: 'prod-eu',
    namespace: 'shop',
    pod,
    node: `ip-10-0-${40 + plan.node * 7}-${
      111 + plan.node
    }.eu-central-1.compute.internal`,
    zone,
    region: 'eu-central-1',
    version,
    address,
    metricsUrl: `http://${address}/metrics`,
    reach: 'proxy',
    labels: { app: 'cart', 'app.kubernetes.io/version': version },
    ready: success,
    serving: success,
    terminating: plan.terminating ?? false,
    healthy: (plan.health ?? HEALTHY).status === 'healthy',
    health: plan.health ?? HEALTHY,
    restarts: plan.restarts ?? 0,
    startedAt: ago(plan.uptime),
    lastSeenAt: ago(3 * SECOND),
    probe: {
      at: ago((3 + index) * SECOND),
      success,
      latencySeconds: latency / 1000,
      status: plan.status ?? 200,
      message: plan.probeMessage,
      failures,
    },
    scrape: success
      ? {
          at: ago((4 + index) * SECOND),
          up: true,
          durationSeconds: latency / 800,
          samples: 412,
          bytes: 61_440,
          clockSkewSeconds: plan.clockSkewSeconds ?? 0.02,
        }
      : {
          at: ago(6 * SECOND),
          up: false,
          durationSeconds: 0.21,
          message: 'GET /metrics was answered 503',
        },
  };
}

/** The Service that the peers of the fixture are found through. */
export function cartTarget(now: number): PeerTarget {
  return {
    topic: 'service-cart',
    name: 'shop/cart',
    cluster: 'prod-eu',
    namespace: 'shop',
    service: 'cart',
    method: 'kubernetes',
    checkedAt: new Date(now - 3 * SECOND).toISOString(),
  };
}

/** The peers of a service over three zones, worst first, with something wrong of each kind. */
export function peersFixture(options: { now: number }): Peers {
  const peers = PLANS.map((plan, index) => peerOf(plan, index, options.now));
  return {
    targets: [cartTarget(options.now)],
    peers,
    total: peers.length,
    answered: peers.filter(({ probe }) => probe?.success).length,
  };
}
