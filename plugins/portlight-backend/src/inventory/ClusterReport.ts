import type {
  Cluster,
  ClusterFigures,
  ClusterInventory,
} from '@portlight/plugin-portlight-common';
import type { FleetCluster } from '../clusters';
import type { ContactState } from './ClusterContact';
import { clusterDocument } from './clusterDocument';
import { clusterStatus, type TimedFailure } from './clusterStatus';
import type { Reflector } from './reflector/Reflector';

/** What a {@link ClusterReport} is made of. */
export interface ClusterReportOptions {
  inventory: ClusterInventory;
  reflectors: readonly Reflector[];
  contact: () => ContactState;
  /** Milliseconds without news after which data is stale. */
  staleAfter: number;
  now: () => number;
  /** The figures are to be summed up again before long. */
  onOutdated: () => void;
}

/** What a cluster's document depends on besides its reflectors. */
export interface ReportState {
  cluster: FleetCluster;
  /** The reflectors have something to say. */
  reflecting: boolean;
  stopped: boolean;
  storeFailure?: TimedFailure;
}

/** Puts the document of a cluster together: its status, its health and its figures. */
export class ClusterReport {
  readonly #options: ClusterReportOptions;
  #previous?: Cluster;
  #firstSyncAt?: number;
  #figures?: ClusterFigures;
  #figuresDueAt = 0;

  constructor(options: ClusterReportOptions) {
    this.#options = options;
  }

  /** The document of before a restart or of another replica. */
  resume(previous: Cluster | undefined): void {
    this.#previous = previous;
    this.#firstSyncAt = parseTime(previous?.sync.firstSyncAt);
  }

  /** No first list is on its way: every kind is listed, was before a restart, or fails. */
  get settled(): boolean {
    return (
      this.#firstSyncAt !== undefined ||
      this.#options.reflectors.every(
        ({ state: { phase, listed, failure } }) =>
          listed || failure !== undefined || phase === 'unavailable',
      )
    );
  }

  document(state: ReportState): Cluster {
    const { now, staleAfter, reflectors } = this.#options;
    const { cluster, reflecting, stopped, storeFailure } = state;
    const kinds = reflecting
      ? reflectors.map(
          ({ kind, state: { phase, listed, failure }, times }) => ({
            kind: kind.kind,
            phase,
            listed,
            optional: kind.optional ?? false,
            failure,
            failedAt: times.failedAt,
            failedSince: times.failedSince,
          }),
        )
      : [];
    const listed = kinds.filter(each => each.listed);
    const settled = kinds.every(
      each => each.listed || each.phase === 'unavailable',
    );
    if (this.#firstSyncAt === undefined && listed.length > 0 && settled) {
      this.#firstSyncAt = now();
    }
    const contact = this.#options.contact();
    const hasData = this.#firstSyncAt !== undefined;
    const status = clusterStatus({
      signInRequired: cluster.signInRequired,
      maintenance: cluster.maintenance,
      probeFailure: contact.failure,
      storeFailure,
      kinds,
      answeredAt: contact.lastHeardAt,
      lastHeardAt: this.#lastHeardAt(contact),
      firstSyncAt: this.#firstSyncAt,
      hasData,
      stopped,
      now: now(),
      staleAfter,
    });
    return clusterDocument({
      cluster,
      status,
      contact,
      figures: hasData ? this.#currentFigures(contact) : undefined,
      listed: new Set(listed.map(({ kind }) => kind)),
      previous: this.#previous,
    });
  }

  /**
   * The figures, which take a look at every object: of a large cluster that changes all the time they are
   * summed up anew only so often that it takes a twentieth of the time.
   */
  #currentFigures({ version, readiness }: ContactState): ClusterFigures {
    const { inventory, onOutdated } = this.#options;
    // Not by the machine's clock: set back by an hour, it would keep the figures of now for that hour.
    const began = performance.now();
    if (!this.#figures || began >= this.#figuresDueAt) {
      this.#figures = inventory.figures({
        version: version ?? this.#previous?.version,
        readyz: readiness && {
          ok: readiness.ready,
          failed: readiness.failing,
        },
      });
      const took = performance.now() - began;
      this.#figuresDueAt = began + 21 * took;
    } else {
      onOutdated();
    }
    return this.#figures;
  }

  #lastHeardAt(contact: ContactState): number | undefined {
    const times = this.#options.reflectors
      .map(({ times: { lastHeardAt } }) => lastHeardAt)
      .concat(contact.lastHeardAt, parseTime(this.#previous?.sync.lastSyncAt))
      .filter(time => time !== undefined);
    return times.length > 0 ? Math.max(...times) : undefined;
  }
}

function parseTime(text: string | undefined): number | undefined {
  const time = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
