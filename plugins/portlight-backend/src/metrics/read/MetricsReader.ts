import {
  mergeSnapshots,
  type MetricsSnapshot,
} from '@portlight/plugin-portlight-common';
import { SEES_EVERYTHING } from '../../permissions';
import type {
  Asker,
  PeerService,
  PeersRequest,
  ResolvedTarget,
  ResolvedTargets,
} from '../../peers';
import type { SnapshotRevision, SnapshotStore } from '../snapshots';
import { narrowSnapshot } from './narrowSnapshot';

/** So long a first question waits for the first snapshot, and between looks; milliseconds. */
const WAIT = 2000;
const LOOK = 100;

/** Older figures are of the past; as long as Prometheus looks back for a sample. */
const CURRENT_FOR = 5 * 60 * 1000;

/** Intervals without a new snapshot after which it is worth waiting for one. */
const FRESH_INTERVALS = 4;

/** What a {@link MetricsReader} needs. */
export interface MetricsReaderOptions {
  peers: Pick<PeerService, 'targetsOf'>;
  snapshots: Pick<SnapshotStore, 'revisions' | 'read'>;
  /** Milliseconds between scrapes. */
  interval: number;
}

/** What the peers that a request is about say now. */
export interface CurrentMetrics {
  resolved: ResolvedTargets;
  /** Of all visible peers together; without peers before the first scrape. */
  snapshot: MetricsSnapshot;
}

function seesEverything({ visibility }: Asker): boolean {
  return (
    visibility.clusters === SEES_EVERYTHING.clusters &&
    visibility.namespaces === SEES_EVERYTHING.namespaces &&
    visibility.workloads === SEES_EVERYTHING.workloads
  );
}

/** Reads what is stored of the last scrapes, on any replica. */
export class MetricsReader {
  readonly #options: MetricsReaderOptions;
  /** Questions that wait for the same targets share their looks. */
  readonly #waits = new Map<string, Promise<void>>();

  constructor(options: MetricsReaderOptions) {
    this.#options = options;
  }

  /** Changes with whatever {@link current} answers. */
  async revision(request: PeersRequest, asker: Asker): Promise<string> {
    const resolved = await this.#options.peers.targetsOf(request, asker);
    const revisions = await this.#options.snapshots.revisions(resolved.targets);
    return JSON.stringify([
      resolved.revision,
      resolved.targets.map(({ topic }) => {
        const found = revisions.get(topic);
        return found && this.#isCurrent(found) ? found.revision : null;
      }),
    ]);
  }

  /** What a request is about, without waiting for anything. */
  async resolve(request: PeersRequest, asker: Asker): Promise<ResolvedTargets> {
    return this.#options.peers.targetsOf(request, asker);
  }

  /** Waits a moment for the first snapshots where there are none. */
  async current(request: PeersRequest, asker: Asker): Promise<CurrentMetrics> {
    const { peers } = this.#options;
    let resolved = await peers.targetsOf(request, asker);
    const cold = await this.#cold(resolved.targets);
    if (cold.length > 0) {
      await this.#wait(cold);
      // With the peers there may be some that may not be seen.
      resolved = await peers.targetsOf(request, asker);
    }
    return { resolved, snapshot: await this.#read(resolved, asker) };
  }

  async #read(
    { targets }: ResolvedTargets,
    asker: Asker,
  ): Promise<MetricsSnapshot> {
    const stored = await this.#options.snapshots.read(targets);
    const snapshots = targets.flatMap(target => {
      const found = stored.get(target.topic);
      if (!found || !this.#isCurrent(found)) return [];
      // Whatever `partial` says: the snapshot may be newer than the peers that were read.
      if (seesEverything(asker)) return [found.snapshot];
      const narrowed = narrowSnapshot(
        found.snapshot,
        new Set(target.peers.map(({ id }) => id)),
      );
      // Notices count also peers that are not in the snapshot, because they expose nothing.
      return [target.partial ? { ...narrowed, notices: [] } : narrowed];
    });
    return snapshots.length === 1 ? snapshots[0] : mergeSnapshots(snapshots);
  }

  #isCurrent({ takenAt }: SnapshotRevision): boolean {
    return (
      Date.now() - takenAt <
      Math.max(CURRENT_FOR, FRESH_INTERVALS * this.#options.interval)
    );
  }

  /** Those for which a new snapshot can be hoped for in a moment. */
  async #cold(targets: readonly ResolvedTarget[]): Promise<ResolvedTarget[]> {
    const revisions = await this.#options.snapshots.revisions(targets);
    return targets.filter(({ topic, target, peers }) => {
      if (target.message !== undefined) return false;
      if (target.checkedAt !== undefined && peers.length === 0) return false;
      const age = Date.now() - (revisions.get(topic)?.takenAt ?? -Infinity);
      return age > FRESH_INTERVALS * this.#options.interval;
    });
  }

  #wait(targets: readonly ResolvedTarget[]): Promise<void> {
    const key = targets.map(({ topic }) => topic).join();
    let wait = this.#waits.get(key);
    if (!wait) {
      wait = this.#look(targets).finally(() => this.#waits.delete(key));
      this.#waits.set(key, wait);
    }
    return wait;
  }

  async #look(targets: readonly ResolvedTarget[]): Promise<void> {
    const until = performance.now() + WAIT;
    let left = targets;
    while (left.length > 0 && performance.now() < until) {
      await new Promise(resolve => setTimeout(resolve, LOOK));
      left = await this.#cold(left);
    }
  }
}
