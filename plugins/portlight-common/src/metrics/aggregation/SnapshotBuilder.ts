import type { MetricType, SampleValue } from '../../api/types';
import type { Labels } from '../exposition/types';
import { fromSampleValue } from './sampleValue';
import type {
  MetricsSnapshot,
  SnapshotCell,
  SnapshotFamily,
  SnapshotLimits,
  SnapshotPeer,
  SnapshotSample,
  SnapshotSeries,
} from './types';

const DEFAULT_SERIES = 20_000;
const DEFAULT_CELLS = 1_000_000;
/** So many times what a snapshot may have is put together before it is cut; of hostile peers no more fits into memory. */
const BUILT = 10;

/** One sample series while its values are put in. */
export interface Row {
  readonly sample: SnapshotSample;
  readonly family: FamilyRows;
}

/** What rows are made from when they are not there yet. */
export interface RowPlace {
  family: string;
  type: MetricType;
  seriesKey: string;
  sampleKey: string;
  labels: Labels;
  part: SnapshotSample['part'];
  bound?: SampleValue;
  state?: string;
  cumulative: boolean;
}

interface FamilyRows {
  name: string;
  type: MetricType;
  help?: string;
  units: Set<string>;
  /** By the index of the peer: 1 where it exposes the family. */
  exposed: Uint8Array;
  series: Map<string, SnapshotSeries>;
  samples: number;
  cut: number;
}

const PARTS: SnapshotSample['part'][] = [
  'value',
  'count',
  'sum',
  'bucket',
  'quantile',
  'state',
];

export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

export function peerKey(peer: { id: string; cluster?: string }): string {
  return JSON.stringify([peer.cluster ?? '', peer.id]);
}

/** The order of peers in a snapshot. */
export function comparePeers(a: SnapshotPeer, b: SnapshotPeer): number {
  return (
    compareText(a.name, b.name) ||
    compareText(a.cluster ?? '', b.cluster ?? '') ||
    compareText(a.id, b.id)
  );
}

function compareSamples(a: SnapshotSample, b: SnapshotSample): number {
  return (
    PARTS.indexOf(a.part) - PARTS.indexOf(b.part) ||
    compareText(a.state ?? '', b.state ?? '') ||
    compareBounds(a.bound, b.bound)
  );
}

function compareBounds(a: SampleValue = 0, b: SampleValue = 0): number {
  // Infinities have no difference.
  return a === b ? 0 : fromSampleValue(a) - fromSampleValue(b);
}

/** Of several help texts the longest, whichever came first. */
function better(a: string | undefined, b: string | undefined) {
  if (a === undefined || b === undefined) {
    return a ?? b;
  }
  return (b.length - a.length || compareText(a, b)) > 0 ? b : a;
}

/**
 * How many of each family fit: small families whole, all others the same number.
 *
 * @param sizes - sample series per family
 */
export function fairShare(sizes: readonly number[], limit: number): number {
  let left = limit;
  const ascending = [...sizes].sort((a, b) => a - b);
  for (const [index, size] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (size > share) {
      return share;
    }
    left -= size;
  }
  return Infinity;
}

/** Puts the values of peers into rows, and the rows into the order of a snapshot. */
export class SnapshotBuilder {
  private readonly rows = new Map<string, Row>();
  private readonly families = new Map<string, FamilyRows>();
  /** Keys of samples that there was no room for. */
  private readonly refused = new Set<string>();
  private readonly mostRows: number;

  /** @param peers - sorted */
  constructor(
    private readonly peers: readonly SnapshotPeer[],
    private readonly limits: SnapshotLimits = {},
  ) {
    this.mostRows = Math.floor(
      (BUILT * (limits.cells ?? DEFAULT_CELLS)) / Math.max(1, peers.length),
    );
  }

  /** The row of a sample, which begins as `null` for every peer; nothing where there is no room for it. */
  row(place: RowPlace): Row | undefined {
    const { sampleKey } = place;
    let row = this.rows.get(sampleKey);
    if (!row && this.rows.size >= this.mostRows) {
      if (!this.refused.has(sampleKey)) {
        this.refused.add(sampleKey);
        this.family(place.family, place.type).cut += 1;
      }
      return undefined;
    }
    if (!row) {
      row = this.createRow(place);
      this.rows.set(sampleKey, row);
    }
    return row;
  }

  private createRow(place: RowPlace): Row {
    const { part, bound, state, labels, seriesKey } = place;
    const family = this.family(place.family, place.type);
    let series = family.series.get(seriesKey);
    if (!series) {
      series = { labels, samples: [] };
      family.series.set(seriesKey, series);
    }
    const empty = () => new Array<null>(this.peers.length).fill(null);
    const sample: SnapshotSample = {
      part,
      ...(bound === undefined ? {} : { bound }),
      ...(state === undefined ? {} : { state }),
      values: empty() as SnapshotCell[],
      ...(place.cumulative ? { increases: empty() } : {}),
    };
    series.samples.push(sample);
    family.samples += 1;
    return { sample, family };
  }

  private family(name: string, type: MetricType): FamilyRows {
    const key = `${type} ${name}`;
    let family = this.families.get(key);
    if (!family) {
      family = {
        name,
        type,
        units: new Set(),
        exposed: new Uint8Array(this.peers.length),
        series: new Map(),
        samples: 0,
        cut: 0,
      };
      this.families.set(key, family);
    }
    return family;
  }

  /** Puts in what peers say about a family that has rows. */
  describe(row: Row, said: { help?: string; units?: readonly string[] }): void {
    row.family.help = better(row.family.help, said.help || undefined);
    for (const unit of said.units ?? []) {
      row.family.units.add(unit);
    }
  }

  addCut(row: Row, cut: number): void {
    row.family.cut += cut;
  }

  finish(notices: Iterable<string> = []): MetricsSnapshot {
    const { limits } = this;
    const families = [...this.families.values()].sort(
      (a, b) => compareText(a.name, b.name) || compareText(a.type, b.type),
    );
    const limit = Math.min(
      limits.series ?? DEFAULT_SERIES,
      Math.floor(
        (limits.cells ?? DEFAULT_CELLS) / Math.max(1, this.peers.length),
      ),
    );
    const share = fairShare(
      families.map(({ samples }) => samples),
      limit,
    );
    return {
      version: 1,
      peers: [...this.peers],
      families: families.map(family => toFamily(family, share)),
      notices: [...new Set(notices)].sort(compareText),
    };
  }
}

function toFamily(family: FamilyRows, share: number): SnapshotFamily {
  const { name, type, help, units, exposed } = family;
  const series: SnapshotSeries[] = [];
  let left = share;
  let { cut } = family;
  const sorted = [...family.series].sort(([a], [b]) => compareText(a, b));
  for (const [, { labels, samples }] of sorted) {
    // Whole ones only: a histogram without some of its buckets is wrong.
    if (samples.length > left) {
      left = 0;
      cut += samples.length;
      continue;
    }
    left -= samples.length;
    series.push({ labels, samples: samples.sort(compareSamples) });
  }
  return {
    name,
    type,
    ...(help === undefined ? {} : { help }),
    ...(units.size === 0 ? {} : { units: [...units].sort(compareText) }),
    peers: exposed.reduce((sum, one) => sum + one, 0),
    series,
    ...(cut > 0 ? { cut } : {}),
  };
}
