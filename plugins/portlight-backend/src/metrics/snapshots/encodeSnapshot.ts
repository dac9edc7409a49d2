import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import type { MetricsSnapshot } from '@portlight/plugin-portlight-common';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Families named in a notice; the rest is a number. */
const NAMED = 5;

/** A stored snapshot is ours and bounded; what decompresses to more is damaged. */
const MAXIMUM_BYTES = 512 * 1024 * 1024;

/** Labels of a series may be long and compress well: so many times the limit may be there before. */
const UNCOMPRESSED = 16;
/** Characters of a figure in JSON, roughly. */
const CELL = 8;

/** How many characters a family adds to the text, roughly. */
function weight({
  name,
  help = '',
  series,
}: MetricsSnapshot['families'][number]): number {
  return series.reduce(
    (sum, { labels, samples }) =>
      sum +
      labels.reduce(
        (text, [label, value]) => text + label.length + value.length,
        0,
      ) +
      samples.reduce(
        (text, { values, state = '' }) =>
          text + CELL * values.length + state.length,
        0,
      ),
    name.length + help.length,
  );
}

/** Leaves out the largest families until at most this part of all figures is left. */
function withoutLargest(
  snapshot: MetricsSnapshot,
  part: number,
  limit: number,
): MetricsSnapshot {
  const weights = new Map(
    snapshot.families.map(family => [family, weight(family)]),
  );
  const total = [...weights.values()].reduce((sum, each) => sum + each, 0);
  let left = total;
  const removed = new Set<MetricsSnapshot['families'][number]>();
  for (const [family, cells] of [...weights].sort(
    ([, first], [, second]) => second - first,
  )) {
    if (left <= total * part) break;
    removed.add(family);
    left -= cells;
  }
  const names = [...removed].map(({ name }) => name);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return {
    ...snapshot,
    families: snapshot.families.filter(family => !removed.has(family)),
    notices: [
      ...snapshot.notices,
      `${names
        .slice(0, NAMED)
        .join(
          ', ',
        )}${more} left out: all families together are more than the ${limit} bytes of \`portlight.metrics.limits.snapshotBytes\``,
    ],
  };
}

/** A snapshot as it is stored. */
export interface EncodedSnapshot {
  body: Buffer;
  /** The snapshot that is in it. */
  snapshot: MetricsSnapshot;
}

/** A snapshot as compressed JSON of at most `limit` bytes; what does not fit is left out, with a notice. */
export async function encodeSnapshot(
  whole: MetricsSnapshot,
  limit: number,
): Promise<EncodedSnapshot> {
  const size = whole.families.reduce((sum, family) => sum + weight(family), 0);
  const most = UNCOMPRESSED * limit;
  // Too long a text blocks the process, or is none at all.
  let snapshot =
    size > most ? withoutLargest(whole, most / size, limit) : whole;
  const { notices } = snapshot;
  for (;;) {
    const body = await compress(JSON.stringify(snapshot), {
      level: constants.Z_BEST_SPEED,
    });
    if (body.byteLength <= limit || snapshot.families.length === 0) {
      return { body, snapshot };
    }
    // A little less than what would fit if all compressed alike, so that few rounds are needed.
    snapshot = withoutLargest(
      { ...snapshot, notices },
      (0.9 * limit) / body.byteLength,
      limit,
    );
  }
}

/** What {@link encodeSnapshot} made. */
export async function decodeSnapshot(body: Buffer): Promise<MetricsSnapshot> {
  const text = await decompress(body, { maxOutputLength: MAXIMUM_BYTES });
  return JSON.parse(text.toString('utf8'));
}
