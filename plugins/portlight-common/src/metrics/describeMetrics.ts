import type { Metrics } from '../api/types';
import { describePeers, summarizeFamily } from './aggregation/describeFamily';
import { familiesByName, type MetricsSnapshot } from './aggregation';
import { compareText } from './aggregation/SnapshotBuilder';
import {
  goldenSignals,
  type GoldenSignalOptions,
  type SignalContext,
} from './signals';

const MAXIMUM_FAMILIES = 5000;

/**
 * What shapes the golden signals.
 *
 * @public
 */
export interface DescribeMetricsOptions {
  /** What golden signals are made of; default the well-known names. */
  goldenSignals?: GoldenSignalOptions;
  /** What of the peers is known besides. */
  context?: SignalContext;
}

function cutNotices({ families }: MetricsSnapshot): string[] {
  const cut = families.filter(family => family.cut);
  const series = cut.reduce((sum, family) => sum + (family.cut ?? 0), 0);
  return cut.length === 0
    ? []
    : [
        `${series} series of ${cut
          .slice(0, 3)
          .map(({ name }) => `\`${name}\``)
          .join(', ')}${
          cut.length > 3 ? ` and ${cut.length - 3} other families` : ''
        } are left out: there are more than can be kept.`,
      ];
}

/**
 * A snapshot as views show it: the golden signals, and each family in one line.
 *
 * @public
 */
export function describeMetrics(
  snapshot: MetricsSnapshot,
  options: DescribeMetricsOptions = {},
): Omit<Metrics, 'targets' | 'intervalSeconds'> {
  const { peers, notices } = snapshot;
  const named = [...familiesByName(snapshot)].sort(([a], [b]) =>
    compareText(a, b),
  );
  const newest = peers.reduce((at, peer) => Math.max(at, peer.at ?? 0), 0);
  return {
    ...(newest > 0 ? { scrapedAt: new Date(newest * 1000).toISOString() } : {}),
    peers: describePeers(peers),
    total: peers.length,
    answered: peers.filter(({ up }) => up).length,
    goldenSignals: goldenSignals(
      snapshot,
      options.goldenSignals,
      options.context,
    ),
    families: named
      .slice(0, MAXIMUM_FAMILIES)
      .map(([name, family]) => summarizeFamily(name, family, snapshot)),
    notices: [
      ...notices,
      ...cutNotices(snapshot),
      ...(named.length > MAXIMUM_FAMILIES
        ? [
            `${
              named.length - MAXIMUM_FAMILIES
            } families are left out: only ${MAXIMUM_FAMILIES} are shown.`,
          ]
        : []),
    ],
  };
}
