import {
  type MetricHistoryQuery,
  type MetricsTarget,
  PortlightError,
} from '../../api/PortlightApi';
import type {
  MetricFamilyDetail,
  MetricHistory,
  Metrics,
  Peers,
  PeerTarget,
} from '../../api/types';
import type { DirectCluster } from '../DirectCluster';
import { comparePeerHealth, describePeer, hasAnswered } from '../../peers';
import { describeFamily } from '../../metrics/aggregation';
import { describeMetrics } from '../../metrics';
import { type DirectService, servicePeers } from './servicePeers';
import { DirectTarget, SCRAPE_INTERVAL } from './DirectTarget';
import type { ProxyReader } from './ProxyReader';
import { snapshotHistory } from '../../metrics/history';

/** Services whose past is remembered. */
const MAXIMUM_TARGETS = 8;
const MAXIMUM_PEERS = 1000;

/** The peers of Services and their metrics, as the browser reads them through the API server. */
export class DirectMetrics {
  private readonly targets = new Map<string, DirectTarget>();

  constructor(
    private readonly options: {
      reader: ProxyReader;
      /** Milliseconds since the epoch. */
      now: () => number;
      /** The objects of a namespace. */
      readNamespace(cluster: string, namespace: string): Promise<DirectCluster>;
    },
  ) {}

  async peers(asked: MetricsTarget): Promise<Peers> {
    const service = requireService(asked);
    const target = await this.update(service);
    const now = new Date(this.options.now()).toISOString();
    const peers = target.service.peers
      .map(peer =>
        describePeer(peer, {
          reach: 'proxy',
          lastSeenAt: now,
          scrape: target.scrapes.get(peer.id),
        }),
      )
      .sort(comparePeerHealth);
    return {
      targets: [this.describe(service, target)],
      peers: peers.slice(0, MAXIMUM_PEERS),
      total: peers.length,
      answered: peers.filter(hasAnswered).length,
    };
  }

  async metrics(asked: MetricsTarget): Promise<Metrics> {
    const service = requireService(asked);
    const target = await this.update(service);
    const { cpuLimit } = target.service;
    return {
      targets: [this.describe(service, target)],
      intervalSeconds: SCRAPE_INTERVAL,
      ...describeMetrics(target.snapshot(), { context: { cpuLimit } }),
    };
  }

  async family(
    asked: MetricsTarget,
    name: string,
  ): Promise<MetricFamilyDetail> {
    const target = await this.update(requireService(asked));
    const found = describeFamily(target.snapshot(), name);
    if (!found) {
      throw new PortlightError({
        code: 'not-found',
        status: 404,
        message: `No peer exposes a family \`${name}\` now`,
      });
    }
    return found;
  }

  async history(
    asked: MetricsTarget,
    query: MetricHistoryQuery,
  ): Promise<MetricHistory> {
    const target = await this.update(requireService(asked));
    const { cpuLimit } = target.service;
    const history = snapshotHistory(target.points, query, {
      now: this.options.now(),
      interval: SCRAPE_INTERVAL,
      context: { cpuLimit },
    });
    return {
      ...history,
      source: {
        kind: 'live',
        name: 'this page',
        resolutionSeconds: SCRAPE_INTERVAL,
      },
      warnings: [
        'Only what this page has seen since it was opened: what was before needs a portal.',
      ],
      ...(history.series.length > 0
        ? {}
        : {
            message:
              history.times.length === 0
                ? 'This page has seen nothing in this range of time. History needs a portal; without one, figures begin when the page is opened.'
                : `No figures yet: what is told by change needs two scrapes, ${SCRAPE_INTERVAL} s apart.`,
          }),
    };
  }

  private async update(service: DirectService): Promise<DirectTarget> {
    const { reader, now, readNamespace } = this.options;
    if (!reader.isAvailable) {
      throw new PortlightError({
        code: 'not-available-in-direct-mode',
        status: 0,
        message: 'This host cannot ask pods for their metrics',
      });
    }
    const { cluster, namespace } = service;
    const found = await readNamespace(cluster, namespace);
    const key = keyOf(service);
    const target =
      this.targets.get(key) ?? new DirectTarget(cluster, reader, now);
    // A map remembers the order of insertion: the target used last goes to the end, and the oldest is dropped.
    this.targets.delete(key);
    this.targets.set(key, target);
    if (this.targets.size > MAXIMUM_TARGETS) {
      this.targets.delete(this.targets.keys().next().value as string);
    }
    await target.update(
      servicePeers(
        found.rows.values(),
        service,
        found.forbiddenKinds.map(({ kind }) => kind),
      ),
    );
    return target;
  }

  private describe(service: DirectService, target: DirectTarget): PeerTarget {
    const { message } = target.service;
    return {
      topic: keyOf(service),
      name: `${service.namespace}/${service.service}`,
      ...service,
      method: 'kubernetes',
      checkedAt: new Date(this.options.now()).toISOString(),
      ...(message === undefined ? {} : { message }),
    };
  }
}

function keyOf({ cluster, namespace, service }: DirectService): string {
  return `${cluster}/${namespace}/${service}`;
}

/** @throws PortlightError for entities, which a cluster knows nothing about */
function requireService(target: MetricsTarget): DirectService {
  if ('entityRef' in target) {
    throw new PortlightError({
      code: 'not-available-in-direct-mode',
      status: 0,
      message:
        'Which workloads belong to a catalog entity is not known without a portal',
    });
  }
  const { cluster, namespace, service } = target;
  return { cluster, namespace, service };
}
