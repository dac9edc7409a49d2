import type { HistorySeries } from '@portlight/plugin-portlight-common';
import type { HistoryValues } from '../history';
import type { PastPeer } from './PastSeries';

/** What one peer has of a line. */
export interface PeerLine {
  peer: PastPeer;
  values: HistoryValues;
  minimum?: HistoryValues;
  maximum?: HistoryValues;
}

const MAXIMUM_SERIES = 100;
const MAXIMUM_PEERS = 50;
/** Values of peers in one answer. */
const MAXIMUM_VALUES = 300_000;

function numbers(values: HistoryValues): number[] {
  return values.filter((value): value is number => value !== null);
}

/** How high a line is on the whole; for what is shown first. */
function height(values: HistoryValues): number {
  const known = numbers(values).filter(Number.isFinite);
  return known.length === 0
    ? -Infinity
    : known.reduce((all, value) => all + Math.abs(value), 0) / known.length;
}

/** Combines lines time by time; a time at which none has a value is a gap. */
export function combine(
  lines: readonly HistoryValues[],
  of: (values: number[]) => number,
): HistoryValues {
  const length = lines[0]?.length ?? 0;
  return Array.from({ length }, (_, index) => {
    const known = numbers(lines.map(line => line[index]));
    if (known.length === 0) return null;
    const value = of(known);
    return Number.isFinite(value) ? value : null;
  });
}

/** Adds. */
export function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const lowest = (values: number[]) => values.reduce((a, b) => Math.min(a, b));
const highest = (values: number[]) => values.reduce((a, b) => Math.max(a, b));

/** A line with its spread over the peers and each of them. */
export function statistics(
  values: HistoryValues,
  peers: readonly PeerLine[],
  labels: Record<string, string>,
): Omit<HistorySeries, 'statistic'> {
  const own = peers.filter(peer => numbers(peer.values).length > 0);
  return {
    labels,
    values,
    ...(own.length > 0 && {
      minimum: combine(
        own.map(line => line.minimum ?? line.values),
        lowest,
      ),
      maximum: combine(
        own.map(line => line.maximum ?? line.values),
        highest,
      ),
      peers: own.map(line => ({
        peer: line.peer.id,
        name: line.peer.name,
        values: line.values,
      })),
    }),
  };
}

/** The largest of many, and of their peers the largest. */
export function boundSeries(series: readonly HistorySeries[]): HistorySeries[] {
  const shown = [...series]
    .map(each => ({ each, size: height(each.values) }))
    .sort((one, other) => other.size - one.size)
    .slice(0, MAXIMUM_SERIES)
    .map(({ each }) => each);
  const points = shown[0]?.values.length ?? 0;
  const most = Math.min(
    MAXIMUM_PEERS,
    Math.floor(MAXIMUM_VALUES / Math.max(1, shown.length * points)),
  );
  return shown.map(each => {
    if (!each.peers || each.peers.length <= most) return each;
    const largest = [...each.peers]
      .map(peer => ({ peer, size: height(peer.values) }))
      .sort((one, other) => other.size - one.size)
      .slice(0, most)
      .map(({ peer }) => peer);
    return { ...each, peers: largest };
  });
}
