import {
  type NetworkFigure,
  type ResourceFigure,
  type StorageFigure,
  USAGE_SERIES,
  USAGE_TARGET,
} from '@portlight/plugin-portlight-common';
import type { Lease } from '../../inventory';
import type { HistoryWriter, PeerSamples, SampledSeries } from '../history';

/** Who measured. */
export type UsageOrigin = 'metricsApi' | 'kubelet';

/** All that may be known of what something uses. */
export type UsageFigure = ResourceFigure & StorageFigure & NetworkFigure;

type UsageSeriesName = keyof typeof USAGE_SERIES;

const NAMES = Object.keys(USAGE_SERIES) as UsageSeriesName[];

/** Peers in the order of what is missed most where there are too many series. */
const RANKS = ['cluster', 'node', 'namespace', 'workload', 'pod'];

function describe(series: UsageSeriesName, origin: UsageOrigin): SampledSeries {
  const { name, type } = USAGE_SERIES[series];
  return {
    name,
    labels: [['source', origin]],
    key: `${name}{source="${origin}"}`,
    family: { name, type },
  };
}

/**
 * A second in which the origin writes: of a peer's samples of one second only the first ones are kept, and both
 * origins measure the same peers.
 */
function secondOf(origin: UsageOrigin, at: number): number {
  const even = Math.floor(at / 2) * 2;
  return origin === 'metricsApi' ? even : even - 1;
}

/** One object per series: the history knows them by it. */
const SERIES = Object.fromEntries(
  (['metricsApi', 'kubelet'] as const).map(origin => [
    origin,
    Object.fromEntries(NAMES.map(name => [name, describe(name, origin)])),
  ]),
) as Record<UsageOrigin, Record<UsageSeriesName, SampledSeries>>;

function rankOf(peer: string): number {
  return RANKS.indexOf(peer.split('/', 1)[0]);
}

/** Writes the usage of a cluster into the history. */
export class UsageWriter {
  readonly #cluster: { name: string; lease: Lease };
  readonly #history: Pick<HistoryWriter, 'append'>;
  readonly #podsPerCluster: number;

  constructor(options: {
    cluster: { name: string; lease: Lease };
    history: Pick<HistoryWriter, 'append'>;
    podsPerCluster: number;
  }) {
    this.#cluster = options.cluster;
    this.#history = options.history;
    this.#podsPerCluster = options.podsPerCluster;
  }

  /**
   * Keeps figures.
   *
   * @param figures - by peer
   * @param at - seconds since the epoch
   */
  async write(
    origin: UsageOrigin,
    at: number,
    figures: ReadonlyMap<string, UsageFigure>,
  ): Promise<void> {
    const samples: PeerSamples[] = [];
    let pods = 0;
    const ordered = [...figures].sort(
      ([left], [right]) =>
        rankOf(left) - rankOf(right) || (left < right ? -1 : 1),
    );
    for (const [peer, figure] of ordered) {
      if (peer.startsWith('pod/') && ++pods > this.#podsPerCluster) break;
      const names = NAMES.filter(name => figure[name] !== undefined);
      if (names.length === 0) continue;
      samples.push({
        peer,
        at: secondOf(origin, at),
        series: names.map(name => SERIES[origin][name]),
        values: names.map(name => figure[name]!),
      });
    }
    if (samples.length === 0) return;
    const { name: cluster, lease } = this.#cluster;
    await this.#history.append({
      cluster,
      target: USAGE_TARGET,
      lease,
      samples,
    });
  }
}
