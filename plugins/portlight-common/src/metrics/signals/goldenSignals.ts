import type { GoldenSignal } from '../../api/types';
import type { MetricsSnapshot, SnapshotFamily } from '../aggregation';
import { type Evaluation, evaluate } from './evaluate';
import { findOutlierOfCluster, type OutlierOptions } from './outlier';
import { signalQueries } from './signalQueries';
import type {
  GoldenSignalOptions,
  GoldenSignalQuery,
  SignalContext,
  SignalFamily,
} from './types';

const OUTLIERS: Record<GoldenSignal['signal'], OutlierOptions> = {
  // requests per second; a peer that gets none is worth a word
  requestRate: { minimumDifference: 0.1, low: true },
  errorRate: { minimumDifference: 0.01 },
  // seconds
  latency: { minimumDifference: 0.005 },
  saturation: { minimumDifference: 0.1 },
  activeConnections: { minimumDifference: 5 },
};

function labelNames({ series }: SnapshotFamily): string[] {
  const names = new Set<string>();
  for (const { labels } of series) {
    for (const [name] of labels) {
      names.add(name);
    }
  }
  return [...names];
}

/**
 * The families of a snapshot as {@link signalQueries} looks at them.
 *
 * @public
 */
export function signalFamilies(snapshot: MetricsSnapshot): SignalFamily[] {
  return snapshot.families.map(family => ({
    name: family.name,
    type: family.type,
    labels: labelNames(family),
    ...(family.type === 'histogram'
      ? {
          hasBuckets: family.series.some(({ samples }) =>
            samples.some(
              ({ part, bound }) => part === 'bucket' && bound !== '+Inf',
            ),
          ),
        }
      : {}),
  }));
}

/** Why a signal with a query has no value. */
function whyUnknown(
  { signal, queries }: GoldenSignalQuery,
  { peers }: MetricsSnapshot,
  { hasNoCommonBounds }: Partial<Evaluation> = {},
): string {
  if (peers.length === 0) {
    return 'There are no peers.';
  }
  const up = peers.filter(peer => peer.up);
  if (up.length === 0) {
    return `None of the ${peers.length} peers answered the last scrape.`;
  }
  const isRate = queries.some(({ kind }) => kind !== 'value');
  if (isRate && up.every(({ seconds }) => seconds === undefined)) {
    return 'It is told by what changes between two scrapes; the second one is still to come.';
  }
  if (hasNoCommonBounds) {
    return 'The histograms of the peers have no bound in common; give them the same buckets.';
  }
  if (signal === 'errorRate' || signal === 'latency') {
    return 'There were no requests in the last minute.';
  }
  return 'The peers that answered expose no number for it.';
}

function cutFamily(
  { families }: GoldenSignalQuery,
  snapshot: MetricsSnapshot,
): SnapshotFamily | undefined {
  return snapshot.families.find(
    ({ name, cut }) => cut !== undefined && families.includes(name),
  );
}

function describeSignal(
  query: GoldenSignalQuery,
  snapshot: MetricsSnapshot,
): GoldenSignal {
  const { signal, unit, message, families } = query;
  const common = { signal, unit, ...(families.length > 0 ? { families } : {}) };
  const none = (why: string) => ({ ...common, peers: [], message: why });
  if (message !== undefined) {
    const isSilent = snapshot.peers.every(({ up }) => !up);
    return none(isSilent ? whyUnknown(query, snapshot) : message);
  }
  const cut = cutFamily(query, snapshot);
  if (cut) {
    return none(
      `\`${cut.name}\` has too many series to be kept whole, and is not told from a part. Expose fewer labels.`,
    );
  }
  const fullest = query.queries
    .map((one): Evaluation => evaluate(snapshot, one))
    .reduce((a, b) => ((b.value ?? -1) > (a.value ?? -1) ? b : a));
  if (fullest.value === undefined) {
    return none(whyUnknown(query, snapshot, fullest));
  }
  const { value, quantiles, peers } = fullest;
  const named = snapshot.peers.map(({ id, name, cluster }, index) => ({
    id,
    name,
    cluster,
    value: peers[index],
  }));
  const outlier = findOutlierOfCluster(named, OUTLIERS[signal]);
  return {
    ...common,
    value,
    ...(quantiles && signal === 'latency' ? { quantiles } : {}),
    peers: named.map(({ id, value: own }) => ({
      peer: id,
      ...(own === undefined ? {} : { value: own }),
    })),
    ...(outlier
      ? {
          outlier: {
            peer: named[outlier.index].id,
            message: outlier.message,
          },
        }
      : {}),
  };
}

/**
 * The golden signals of a snapshot: over all peers, per peer, and the peer that stands out.
 *
 * @public
 */
export function goldenSignals(
  snapshot: MetricsSnapshot,
  options: GoldenSignalOptions = {},
  context: SignalContext = {},
): GoldenSignal[] {
  return signalQueries(signalFamilies(snapshot), options, context).map(query =>
    describeSignal(query, snapshot),
  );
}
