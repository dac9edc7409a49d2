/** How far, in robust standard deviations, an outlier is from the median. */
const DEVIATIONS = 5;
/** 1.4826 MADs are a standard deviation where values are normally distributed. */
const MAD_TO_DEVIATION = 1.4826;
const MINIMUM_PEERS = 3;
/** An outlier is at least so many times, or one such part, of the median. */
const TIMES = 2;

/** What makes a peer one that stands out. */
export interface OutlierOptions {
  /** A smaller difference from the median is no matter. */
  minimumDifference: number;
  /** Whether a peer with far too little stands out too, such as one that gets no requests. */
  low?: boolean;
}

/** The peer that stands out. */
export interface Outlier {
  index: number;
  message: string;
  /** How far from the median, whichever way. */
  difference: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(2)));
}

/**
 * The peer that is farthest from the others, if it is far: by the median and the median absolute deviation,
 * which one peer cannot move, however far it is.
 *
 * @param peers - undefined where a peer has no value
 */
export function findOutlier(
  peers: readonly { name: string; value?: number }[],
  { minimumDifference, low = false }: OutlierOptions,
): Outlier | undefined {
  const known = peers.flatMap(({ name, value }, index) =>
    value !== undefined && Number.isFinite(value)
      ? [{ name, value, index }]
      : [],
  );
  if (known.length < MINIMUM_PEERS) {
    return undefined;
  }
  const middle = median(known.map(({ value }) => value));
  const deviation =
    MAD_TO_DEVIATION *
    median(known.map(({ value }) => Math.abs(value - middle)));
  const far = known
    .map(peer => ({ ...peer, difference: peer.value - middle }))
    .filter(
      ({ value, difference }) =>
        (difference > 0 ? value >= TIMES * middle : value * TIMES <= middle) &&
        (difference > 0 || low) &&
        Math.abs(difference) >= minimumDifference &&
        Math.abs(difference) > DEVIATIONS * deviation,
    )
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
    .at(0);
  if (!far) {
    return undefined;
  }
  const { name, value, index, difference } = far;
  const comparison =
    middle > 0
      ? `${rounded(value / middle)} times the median of ${known.length} peers`
      : `${rounded(value)}, where the median of ${
          known.length
        } peers is ${rounded(middle)}`;
  return {
    index,
    message: `${name}: ${comparison}`,
    difference: Math.abs(difference),
  };
}

/**
 * {@link findOutlier} among the peers of one cluster: another one has other users and other machines, so that its peers
 * differ without anything being wrong. Of several clusters with one, the peer that is farthest from its median.
 */
export function findOutlierOfCluster(
  peers: readonly { name: string; cluster?: string; value?: number }[],
  options: OutlierOptions,
): Outlier | undefined {
  const clusters = new Set(peers.map(({ cluster }) => cluster));
  return [...clusters]
    .flatMap(
      cluster =>
        findOutlier(
          peers.map(({ name, cluster: of, value }) =>
            of === cluster ? { name, value } : { name },
          ),
          options,
        ) ?? [],
    )
    .sort((a, b) => b.difference - a.difference)
    .at(0);
}
