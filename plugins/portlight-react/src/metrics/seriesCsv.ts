import type { MetricFamilyDetail } from '@portlight/plugin-portlight-common';
import type { CsvTable } from '../charts';
import { headline } from './sampleValues';

/** The series of a family with the value of each peer, as they are now. */
export function seriesCsv(detail: MetricFamilyDetail): CsvTable {
  const { family, peers, series } = detail;
  const labels = [
    ...new Set(series.flatMap(one => Object.keys(one.labels))),
  ].sort();
  return {
    columns: [...labels, 'all peers', ...peers.map(({ name }) => name)],
    rows: series.map(one => [
      ...labels.map(label =>
        Object.hasOwn(one.labels, label) ? one.labels[label] : null,
      ),
      headline(family, one) ?? null,
      ...peers.map((_, index) => one.values[index] ?? null),
    ]),
  };
}
