import {
  fromSampleValue,
  type AggregatedSeries,
  type MetricFamilyDetail,
} from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import { saveCsv, unitOfFamily, type ChartUnit } from '../charts';
import {
  Empty,
  formatCount,
  MutedText,
  ObjectTable,
  type Column,
  type TableState,
} from '../components';
import { formatLabels, labelsKey } from './labels';
import {
  formatSample,
  gaugeStatistic,
  headline,
  type GaugeStatistic,
  headlineNumber,
} from './sampleValues';
import { seriesCsv } from './seriesCsv';

const HEADLINES: Partial<Record<MetricFamilyDetail['family']['type'], string>> =
  {
    counter: 'Rate',
    histogram: 'p95',
    gaugehistogram: 'p95',
    summary: 'Observations',
  };

const GAUGE_HEADLINES: Record<GaugeStatistic, string> = {
  sum: 'Sum',
  average: 'Average',
  maximum: 'Highest',
  minimum: 'Lowest',
};

function columnsOf(
  detail: MetricFamilyDetail,
  unit: ChartUnit,
): Column<AggregatedSeries>[] {
  const { family } = detail;
  const title =
    family.type === 'gauge'
      ? GAUGE_HEADLINES[gaugeStatistic(family)]
      : HEADLINES[family.type];
  const isGauge = family.type === 'gauge' || family.type === 'unknown';
  const format =
    family.type === 'summary'
      ? (value: number) => formatCount(Math.round(value))
      : unit.format;
  const ends = (end: 'minimum' | 'maximum', header: string) => ({
    id: end,
    header,
    align: 'right' as const,
    width: 120,
    cell: (series: AggregatedSeries) => formatSample(series[end], unit.format),
    sortValue: (series: AggregatedSeries) =>
      series[end] === undefined ? undefined : fromSampleValue(series[end]),
  });
  return [
    {
      id: 'labels',
      header: 'Labels',
      cell: series => (
        <span className="primary" title={formatLabels(series.labels)}>
          <code>{formatLabels(series.labels)}</code>
          {Object.keys(series.labels).length === 0 && (
            <MutedText>none</MutedText>
          )}
        </span>
      ),
      sortValue: series => formatLabels(series.labels),
    },
    ...(title
      ? [
          {
            id: 'value',
            header: title,
            align: 'right' as const,
            width: 130,
            sortsDescendingFirst: true,
            cell: (series: AggregatedSeries) =>
              formatSample(headline(family, series), format),
            sortValue: (series: AggregatedSeries) =>
              headlineNumber(family, series),
          },
        ]
      : []),
    ...(isGauge
      ? [ends('minimum', 'Lowest peer'), ends('maximum', 'Highest peer')]
      : []),
    {
      id: 'count',
      header: 'Peers',
      align: 'right',
      width: 80,
      cell: series => formatCount(series.count),
      sortValue: series => series.count,
    },
  ];
}

/** The sets of labels of a family with what they are now. */
export function SeriesTable(props: {
  detail: MetricFamilyDetail;
  /** The set that the chart is narrowed to. */
  selected?: Readonly<Record<string, string>>;
  onSelect(labels: Readonly<Record<string, string>> | undefined): void;
}) {
  const { detail, selected, onSelect } = props;
  const { family, series } = detail;
  const unit = useMemo(() => unitOfFamily(family), [family]);
  const [state, setState] = useState<TableState>({ search: '', filters: {} });
  const key = selected && labelsKey(selected);
  const columns = useMemo<Column<AggregatedSeries>[]>(
    () => [
      ...columnsOf(detail, unit),
      {
        id: 'chart',
        header: 'Chart',
        isHeaderHidden: true,
        width: 110,
        cell: one => {
          const isSelected = labelsKey(one.labels) === key;
          return (
            <Button
              size="small"
              aria-pressed={isSelected}
              aria-label={`Only ${
                formatLabels(one.labels) || 'this series'
              } in the chart`}
              onClick={() => onSelect(isSelected ? undefined : one.labels)}
            >
              {isSelected ? 'Show all' : 'Only this'}
            </Button>
          );
        },
      },
    ],
    [detail, unit, key, onSelect],
  );
  const shownColumns =
    series.length > 1 ? columns : columns.filter(({ id }) => id !== 'chart');
  const isOne =
    series.length === 1 && Object.keys(series[0].labels).length === 0;
  return (
    <>
      {isOne ? null : (
        <ObjectTable
          label="series"
          what={`the series of ${family.name}`}
          columns={shownColumns}
          answer={{ data: series, isLoading: false, retry: () => {} }}
          rowKey={one => labelsKey(one.labels)}
          searchText={one => formatLabels(one.labels)}
          defaultSort={{ column: 'value', descending: true }}
          state={state}
          onStateChange={change => setState(now => ({ ...now, ...change }))}
          isPlain={series.length <= 3}
          maxHeight="320px"
          empty={<Empty title="No series">No peer has one now.</Empty>}
        />
      )}
      <p>
        <MutedText>
          {detail.total > series.length &&
            `The first ${formatCount(series.length)} of ${formatCount(
              detail.total,
            )} series. `}
        </MutedText>
        <Button
          size="small"
          onClick={() => saveCsv(`${family.name} series`, seriesCsv(detail))}
        >
          Series and values per peer as CSV
        </Button>
      </p>
    </>
  );
}
