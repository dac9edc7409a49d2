import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type FindPod,
  KubeletRollup,
  type NodeStats,
  type NodeUsage,
  parsePodMetrics,
  type PodUsage,
  rollUpUsage,
} from '@portlight/plugin-portlight-common';
import { LeaseLostError, type OwnedCluster, SyncError } from '../../inventory';
import type { HistoryWriter } from '../history';
import { KUBELET, METRICS_API, type SourceStates } from '../sources';
import { askCluster } from './askCluster';
import { askKubelets, type KubeletOutcome } from './KubeletRound';
import type { PlacementReader } from './PlacementReader';
import type { UsageSettings } from './usageSettings';
import type { UsageTelemetry } from './usageTelemetry';
import { type UsageFigure, UsageWriter } from './UsageWriter';

const LARGEST_LIST = 64 * 1024 * 1024;
/** Kubelets that do not answer are asked ever more rarely, up to so many intervals. */
const KUBELET_PATIENCE = 10;

/**
 * Hears what the pods of an owned cluster use, each time that it was measured. Must not throw.
 *
 * @param at - seconds since the epoch
 */
export type PodUsageListener = (
  cluster: OwnedCluster,
  at: number,
  pods: readonly PodUsage[],
  find: FindPod,
) => void;

/** What a {@link ClusterUsage} is made of. */
export interface ClusterUsageOptions {
  cluster: OwnedCluster;
  history: Pick<HistoryWriter, 'append'>;
  placement: PlacementReader;
  states: SourceStates;
  settings: UsageSettings;
  telemetry: UsageTelemetry;
  logger: LoggerService;
  onPodUsage?: PodUsageListener;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** From 0 up to 1. */
  random: () => number;
}

/** Measures what one cluster uses, as long as this replica has it. */
export class ClusterUsage {
  readonly #options: ClusterUsageOptions;
  readonly #writer: UsageWriter;
  readonly #stop = new AbortController();
  readonly #kubelets = new KubeletRollup();
  #unfollow?: () => void;
  #timer?: NodeJS.Timeout;
  #measuring = false;
  #rounds = 0;
  #failures = 0;
  /** The metrics API has CPU and memory; else the kubelets' are kept. */
  #hasMetricsApi = false;

  constructor(options: ClusterUsageOptions) {
    this.#options = options;
    const { cluster, history, settings } = options;
    this.#writer = new UsageWriter({
      cluster,
      history,
      podsPerCluster: settings.podsPerCluster,
    });
  }

  start(): void {
    const { cluster, settings, random } = this.#options;
    this.#unfollow = cluster.nodeUsage?.follow(() => this.#measured());
    this.#measured();
    if (settings.kubelet.enabled) {
      // Many clusters begin at the same time, and are not asked at the same time.
      this.#schedule(settings.kubelet.interval * 0.25 * random());
    }
  }

  stop(): void {
    this.#stop.abort();
    this.#unfollow?.();
    clearTimeout(this.#timer);
  }

  /** The mirror asked what the nodes use. */
  async #measured(): Promise<void> {
    const latest = this.#options.cluster.nodeUsage?.latest();
    // One list at a time: a server that is slow gets no second one.
    if (!latest || this.#measuring) return;
    this.#measuring = true;
    await this.#guard(METRICS_API, async () => {
      if ('unavailable' in latest) {
        this.#hasMetricsApi = false;
        await this.#note(
          METRICS_API,
          latest.absent ? 'absent' : 'failing',
          latest.unavailable,
        );
      } else await this.#keep(latest.measured);
    });
    this.#measuring = false;
  }

  async #keep(nodes: readonly NodeUsage[]): Promise<void> {
    const { cluster, placement, now } = this.#options;
    this.#hasMetricsApi = true;
    const at = now() / 1000;
    let pods: PodUsage[] = [];
    let failure: string | undefined;
    try {
      pods = await this.#podUsage();
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      failure = error.failure.message;
    }
    const find = await placement.pods(cluster.name);
    const figures = rollUpUsage({ nodes, pods, find });
    // The pods' own every other time: they are most of all that is kept.
    if (this.#rounds++ % 2 === 1) {
      for (const peer of figures.keys()) {
        if (peer.startsWith('pod/')) figures.delete(peer);
      }
    }
    this.#stop.signal.throwIfAborted();
    this.#options.onPodUsage?.(cluster, at, pods, find);
    await this.#writer.write(METRICS_API, at, figures);
    await this.#note(
      METRICS_API,
      failure === undefined ? 'available' : 'failing',
      failure,
    );
  }

  async #podUsage(): Promise<PodUsage[]> {
    const { cluster, settings } = this.#options;
    const list = await askCluster(cluster.connection, {
      path: '/apis/metrics.k8s.io/v1beta1/pods',
      action: 'list pods of metrics.k8s.io',
      limit: LARGEST_LIST,
      timeout: settings.timeout,
      signal: this.#stop.signal,
    });
    return parsePodMetrics(list);
  }

  #schedule(milliseconds: number): void {
    if (this.#stop.signal.aborted) return;
    this.#timer = setTimeout(() => this.#kubeletRound(), milliseconds);
  }

  async #kubeletRound(): Promise<void> {
    const { settings, random } = this.#options;
    const began = performance.now();
    await this.#guard(KUBELET, () => this.#askKubelets());
    const { interval } = settings.kubelet;
    const patience = Math.min(Math.max(1, this.#failures), KUBELET_PATIENCE);
    const pause = interval * patience * (0.9 + 0.2 * random());
    this.#schedule(
      Math.max(interval / 10, pause - (performance.now() - began)),
    );
  }

  async #askKubelets(): Promise<void> {
    const { cluster, placement, settings, now, random } = this.#options;
    const { signal } = this.#stop;
    const nodes = await placement.nodes(cluster.name);
    if (nodes.length === 0) return;
    const find = await placement.podsWithNetwork(cluster.name);
    const measured: NodeStats[] = [];
    const outcome = await askKubelets({
      connection: cluster.connection,
      nodes,
      concurrency: settings.kubelet.concurrency,
      spread: settings.kubelet.interval / 2,
      timeout: settings.timeout,
      signal,
      random,
      onStats: stats => {
        this.#kubelets.add(stats, now() / 1000, find);
        if (!this.#hasMetricsApi) measured.push(stats);
      },
    });
    signal.throwIfAborted();
    this.#failures = outcome.answered > 0 ? 0 : this.#failures + 1;
    this.#kubelets.retain(new Set(nodes));
    if (outcome.answered > 0) {
      const pods = measured.flatMap(node => node.pods);
      const figures = new Map<string, UsageFigure>(
        this.#hasMetricsApi ? [] : rollUpUsage({ nodes: measured, pods, find }),
      );
      if (!this.#hasMetricsApi) {
        this.#options.onPodUsage?.(cluster, now() / 1000, pods, find);
      }
      for (const kept of [this.#kubelets.network(), this.#kubelets.storage()]) {
        for (const [peer, figure] of kept) {
          figures.set(peer, { ...figures.get(peer), ...figure });
        }
      }
      await this.#writer.write(KUBELET, now() / 1000, figures);
    }
    const { status, message } = describe(outcome, nodes.length);
    await this.#note(KUBELET, status, message);
  }

  #note(
    source: string,
    status: 'available' | 'failing' | 'absent',
    message?: string,
  ): Promise<void> {
    const { cluster, states } = this.#options;
    return states.note(
      { cluster: cluster.name, source },
      { status, message },
      cluster.lease,
    );
  }

  /** What goes wrong is tried again the next time; a cluster that is lost is another replica's. */
  async #guard(source: string, work: () => Promise<void>): Promise<void> {
    const { cluster, logger, telemetry } = this.#options;
    const began = performance.now();
    try {
      await work();
      telemetry.measured(source, (performance.now() - began) / 1000);
    } catch (error) {
      if (this.#stop.signal.aborted || error instanceof LeaseLostError) return;
      telemetry.failed(source);
      logger.warn(
        `What the cluster ${cluster.name} uses cannot be kept: ${
          (error as Error).message
        }`,
      );
    }
  }
}

function describe(
  { answered, failed, failure, refused }: KubeletOutcome,
  nodes: number,
): { status: 'available' | 'failing'; message?: string } {
  if (refused || answered === 0) return { status: 'failing', message: failure };
  return {
    status: 'available',
    ...(failed > 0
      ? {
          message: `${failed} of ${nodes} kubelets do not answer; of one of them: ${failure}`,
        }
      : {}),
  };
}
