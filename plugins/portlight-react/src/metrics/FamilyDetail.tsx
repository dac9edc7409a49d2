import type {
  MetricFamily,
  MetricFamilyDetail,
  MetricsTarget,
} from '@portlight/plugin-portlight-common';
import { useMemo, useState } from 'react';
import { unitOfFamily, type ChartMark, type ChartRange } from '../charts';
import {
  ErrorState,
  formatCount,
  Loaded,
  MutedText,
  Note,
  SimpleTable,
  Skeleton,
} from '../components';
import { addHistograms } from './bucketShares';
import { FamilyChart } from './FamilyChart';
import { GaugeFacts } from './GaugeFacts';
import { HistogramBuckets } from './HistogramBuckets';
import { formatLabels, labelsKey } from './labels';
import { useMetricFamily, useMetricHistory } from './queries';
import { formatSample } from './sampleValues';
import { SeriesTable } from './SeriesTable';
import type { TimeSelection } from './timeSelection';

/** What a family is shown over and with. */
export interface FamilyContext {
  target: MetricsTarget;
  topics: readonly string[];
  selection: TimeSelection;
  range: ChartRange;
  marks: readonly ChartMark[];
}

type Labels = Readonly<Record<string, string>>;

/** What the older format calls a gauge that is always 1, and OpenMetrics an info: its labels are what it says. */
function withInfo(detail: MetricFamilyDetail): MetricFamilyDetail {
  const { family } = detail;
  return family.type === 'gauge' && /_info$/.test(family.name)
    ? { ...detail, family: { ...family, type: 'info' } }
    : detail;
}

/** Types that have no line over time: they say what is, not how much. */
const WITHOUT_CHART: readonly MetricFamily['type'][] = ['info', 'stateset'];

/** One family, opened: the chart of its type, what it is now per set of labels and per peer. */
export function FamilyDetail(props: {
  family: MetricFamily;
  context: FamilyContext;
}) {
  const { family, context } = props;
  const answer = useMetricFamily(context.target, family.name, context.topics);
  return (
    <Loaded
      answer={answer}
      what={`the family ${family.name}`}
      skeleton={<Skeleton label={family.name} rows={8} columns={[0.6, 0.2]} />}
    >
      {detail => <FamilyContent detail={withInfo(detail)} context={context} />}
    </Loaded>
  );
}

function FamilyContent(props: {
  detail: MetricFamilyDetail;
  context: FamilyContext;
}) {
  const { detail, context } = props;
  const { family } = detail;
  const [selected, setSelected] = useState<Labels>();
  return (
    <>
      {family.conflict && <Note kind="warning">{family.conflict}</Note>}
      {!WITHOUT_CHART.includes(family.type) && (
        <FamilyHistory detail={detail} context={context} selected={selected} />
      )}
      <FamilyNow detail={detail} selected={selected} />
      <SeriesTable detail={detail} selected={selected} onSelect={setSelected} />
    </>
  );
}

function FamilyHistory(props: {
  detail: MetricFamilyDetail;
  context: FamilyContext;
  selected?: Labels;
}) {
  const { detail, context, selected } = props;
  const { target, topics, selection, range, marks } = context;
  const { compare } = selection;
  const subject = useMemo(
    () => ({
      family: detail.family.name,
      ...(selected && {
        label: Object.entries(selected).map(
          ([name, value]) => `${name}=${value}`,
        ),
      }),
    }),
    [detail.family.name, selected],
  );
  const question = { target, subject, selection, topics };
  const answer = useMetricHistory(question);
  const { data: earlier } = useMetricHistory({
    ...question,
    compare,
    enabled: compare !== undefined,
  });
  if (answer.data === undefined && answer.error !== undefined) {
    return (
      <ErrorState
        error={answer.error}
        what={`the history of ${detail.family.name}`}
        retry={answer.retry}
      />
    );
  }
  if (answer.data === undefined) {
    return <Skeleton label="history" rows={6} columns={[0.8]} />;
  }
  return (
    <>
      {selected && (
        <MutedText>
          Of <code>{formatLabels(selected)}</code>
          {detail.series.length > 1 &&
            `, one of ${formatCount(detail.total)} series`}
        </MutedText>
      )}
      <FamilyChart
        family={detail.family}
        history={answer.data}
        earlier={earlier}
        compare={compare}
        peers={detail.peers}
        range={range}
        marks={marks}
      />
    </>
  );
}

/** What a chart over time does not say. */
function FamilyNow(props: { detail: MetricFamilyDetail; selected?: Labels }) {
  const { detail, selected } = props;
  const { family, series } = detail;
  const unit = useMemo(() => unitOfFamily(family), [family]);
  const key = selected && labelsKey(selected);
  const shown = key
    ? series.filter(({ labels }) => labelsKey(labels) === key)
    : series;
  const [one] = shown;
  if (!one) return null;
  const histogram = addHistograms(shown.flatMap(item => item.histogram ?? []));
  if (histogram) {
    return (
      <HistogramBuckets label={family.name} histogram={histogram} unit={unit} />
    );
  }
  if (one.summary) {
    return (
      <>
        {series.length > 1 && (
          <MutedText>
            Quantiles of <code>{formatLabels(one.labels)}</code> now
          </MutedText>
        )}
        <SimpleTable
          label={`Quantiles of ${family.name}`}
          rows={one.summary.quantiles}
          rowKey={({ quantile }) => String(quantile)}
          columns={[
            {
              header: 'Quantile',
              width: 100,
              cell: ({ quantile }) => `p${Number((quantile * 100).toFixed(3))}`,
            },
            {
              header: 'Over the peers',
              cell: ({ minimum, maximum }) =>
                `${formatSample(minimum, unit.format)} to ${formatSample(
                  maximum,
                  unit.format,
                )}`,
            },
          ]}
        />
      </>
    );
  }
  if (family.type === 'stateset') {
    return (
      <SimpleTable
        label={`States of ${family.name}`}
        rows={Object.entries(one.states ?? {})}
        rowKey={([state]) => state}
        columns={[
          { header: 'State', cell: ([state]) => state },
          {
            header: 'Peers',
            width: 90,
            align: 'right',
            cell: ([, peers]) => formatCount(peers),
          },
        ]}
      />
    );
  }
  return family.type === 'gauge' && shown.length === 1 ? (
    <GaugeFacts detail={detail} series={one} unit={unit} />
  ) : null;
}
