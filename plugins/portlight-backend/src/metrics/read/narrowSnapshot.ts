import type { MetricsSnapshot } from '@portlight/plugin-portlight-common';

type Sample =
  MetricsSnapshot['families'][number]['series'][number]['samples'][number];

function narrowSample(sample: Sample, columns: readonly number[]): Sample[] {
  const values = columns.map(column => sample.values[column]);
  if (values.every(value => value === null)) return [];
  const { increases, seconds } = sample;
  return [
    {
      ...sample,
      values,
      ...(increases && {
        increases: columns.map(column => increases[column]),
      }),
      ...(seconds && {
        seconds: Object.fromEntries(
          columns.flatMap((column, index) =>
            seconds[column] === undefined ? [] : [[index, seconds[column]]],
          ),
        ),
      }),
    },
  ];
}

/**
 * A snapshot of some of its peers only, as if the others were not there: neither do their figures count nor is any
 * series, or a sentence about them, left.
 */
export function narrowSnapshot(
  snapshot: MetricsSnapshot,
  visible: ReadonlySet<string>,
): MetricsSnapshot {
  const columns = snapshot.peers.flatMap(({ id }, column) =>
    visible.has(id) ? [column] : [],
  );
  if (columns.length === snapshot.peers.length) return snapshot;
  return {
    ...snapshot,
    peers: columns.map(column => snapshot.peers[column]),
    families: snapshot.families.flatMap(family => {
      const exposed = new Set<number>();
      const series = family.series.flatMap(each => {
        const samples = each.samples.flatMap(sample =>
          narrowSample(sample, columns),
        );
        samples.forEach(({ values }) =>
          values.forEach((value, index) => {
            if (value !== null) exposed.add(index);
          }),
        );
        return samples.length > 0 ? [{ ...each, samples }] : [];
      });
      return series.length > 0
        ? [{ ...family, peers: exposed.size, series }]
        : [];
    }),
    notices: [],
  };
}
