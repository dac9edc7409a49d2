import { labelsKey } from './describeSeries';
import {
  comparePeers,
  peerKey,
  type RowPlace,
  SnapshotBuilder,
} from './SnapshotBuilder';
import type {
  MetricsSnapshot,
  SnapshotFamily,
  SnapshotLimits,
  SnapshotPeer,
  SnapshotSample,
  SnapshotSeries,
} from './types';

function toPlace(
  { name, type }: SnapshotFamily,
  { labels }: SnapshotSeries,
  { part, bound, state, increases }: SnapshotSample,
): RowPlace {
  const seriesKey = `${type} ${name} ${labelsKey(labels)}`;
  return {
    family: name,
    type,
    seriesKey,
    sampleKey: `${part} ${bound ?? JSON.stringify(state) ?? ''} ${seriesKey}`,
    labels,
    part,
    bound,
    state,
    cumulative: increases !== undefined,
  };
}

/** Which snapshot says last what a peer is. */
function newest(
  snapshots: readonly MetricsSnapshot[],
): Map<string, { peer: SnapshotPeer; snapshot: MetricsSnapshot }> {
  const found = new Map<
    string,
    { peer: SnapshotPeer; snapshot: MetricsSnapshot }
  >();
  for (const snapshot of snapshots) {
    for (const peer of snapshot.peers) {
      const key = peerKey(peer);
      const known = found.get(key);
      if (!known || (peer.at ?? -Infinity) > (known.peer.at ?? -Infinity)) {
        found.set(key, { peer, snapshot });
      }
    }
  }
  return found;
}

/**
 * One snapshot of the peers of several ones, such as of an entity's Services in three clusters. It is the one
 * that an {@link Aggregator} of all those peers would have made. Of a peer that is in several snapshots the
 * newest scrape counts.
 *
 * @public
 */
export function mergeSnapshots(
  snapshots: readonly MetricsSnapshot[],
  limits?: SnapshotLimits,
): MetricsSnapshot {
  const owners = newest(snapshots);
  const peers = [...owners.values()].map(({ peer }) => peer).sort(comparePeers);
  const columns = new Map(peers.map((peer, column) => [peerKey(peer), column]));
  const builder = new SnapshotBuilder(peers, limits);
  for (const snapshot of snapshots) {
    const targets = snapshot.peers.map(peer => {
      const key = peerKey(peer);
      return owners.get(key)?.snapshot === snapshot ? columns.get(key)! : -1;
    });
    for (const family of snapshot.families) {
      copyFamily(builder, family, targets);
    }
  }
  return builder.finish(snapshots.flatMap(({ notices }) => notices));
}

/** @param targets - the column of each peer, -1 for those that count elsewhere */
function copyFamily(
  builder: SnapshotBuilder,
  family: SnapshotFamily,
  targets: readonly number[],
): void {
  let isDescribed = false;
  for (const series of family.series) {
    for (const sample of series.samples) {
      const from = targets.flatMap((target, column) =>
        target >= 0 && sample.values[column] !== null ? [column] : [],
      );
      if (from.length === 0) {
        continue;
      }
      const row = builder.row(toPlace(family, series, sample));
      if (!row) {
        continue;
      }
      if (!isDescribed) {
        isDescribed = true;
        builder.describe(row, family);
        builder.addCut(row, family.cut ?? 0);
      }
      for (const column of from) {
        copyCell(row.sample, sample, column, targets[column]);
        row.family.exposed[targets[column]] = 1;
      }
    }
  }
}

function copyCell(
  into: SnapshotSample,
  { values, increases, seconds }: SnapshotSample,
  column: number,
  target: number,
): void {
  into.values[target] = values[column];
  if (into.increases && increases) {
    into.increases[target] = increases[column];
  }
  const own = seconds?.[column];
  if (own !== undefined) {
    into.seconds ??= {};
    into.seconds[target] = own;
  }
}
