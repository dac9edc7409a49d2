import type {
  ResourceMetrics,
  ResourceScope,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import {
  ChartReadout,
  ChartTable,
  TimeChart,
  type ChartMark,
  type ChartRange,
} from '../charts';
import { formatExact, MutedText, Note, withCode } from '../components';
import {
  describeBound,
  resourceCharts,
  scopeName,
  usedNow,
  type ResourceChart,
} from './resources';
import { SourceNote } from './SourceNote';

const Grid = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
  gap: '20px 32px',
  '&[data-compact]': {
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(230px, 100%), 1fr))',
    gap: '12px 24px',
  },
  '& > section': { minWidth: 0 },
  '& .head': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: '0 10px',
    margin: '0 0 4px',
  },
  '& h3': { margin: 0, fontSize: 13, fontWeight: 500 },
  '& .value': { fontWeight: 600 },
  '& .absent': { margin: '4px 0 0', color: 'var(--portlight-muted)' },
});

/** CPU, memory, network and storage, each with what bounds it. */
export function ResourceCharts(props: {
  scope: ResourceScope;
  metrics: ResourceMetrics;
  range: ChartRange;
  marks?: readonly ChartMark[];
  isCompact?: boolean;
}) {
  const { scope, metrics, range, marks, isCompact } = props;
  const charts = useMemo(() => resourceCharts(metrics), [metrics]);
  return (
    <>
      {metrics.warnings.map(warning => (
        <Note key={warning} kind="warning">
          {warning}
        </Note>
      ))}
      <Grid data-compact={isCompact ? '' : undefined}>
        {charts.map(chart => (
          <Resource
            key={chart.id}
            chart={chart}
            range={range}
            marks={marks}
            isCompact={isCompact}
          />
        ))}
      </Grid>
      {isCompact && (
        <ChartTable label={`Resources of ${scopeName(scope)}`} charts={charts}>
          <SourceNote
            sources={charts.flatMap(({ usages }) =>
              usages.map(({ source }) => source),
            )}
          />
        </ChartTable>
      )}
    </>
  );
}

function Resource(props: {
  chart: ResourceChart;
  range: ChartRange;
  marks?: readonly ChartMark[];
  isCompact?: boolean;
}) {
  const { chart, range, marks, isCompact } = props;
  const { title, unit, data, usages, beyond, message } = chart;
  return (
    <section aria-label={title}>
      <div className="head">
        <h3>{title}</h3>
        {usages.map(usage => {
          const used = usedNow(usage);
          if (used === undefined) return null;
          const share = describeBound(usage);
          return (
            <span key={usage.resource}>
              <span className="value" title={formatExact(used)}>
                {unit.format(used)}
              </span>{' '}
              <MutedText>
                {usage.resource === 'networkReceive' && 'in'}
                {usage.resource === 'networkTransmit' && 'out'}
                {share}
              </MutedText>
            </span>
          );
        })}
      </div>
      {data.lines.length === 0 ? (
        <p className="absent">
          {withCode(message ?? 'It is not measured here.')}
        </p>
      ) : (
        <>
          <TimeChart
            label={title}
            range={range}
            data={data}
            unit={unit}
            marks={marks}
            height={isCompact ? 104 : 176}
          />
          <ChartReadout range={range} data={data} unit={unit} marks={marks}>
            {beyond.length > 0 &&
              `${beyond
                .map(({ label, value }) => `${label} ${unit.format(value)}`)
                .join(', ')}: far above`}
            {beyond.length === 0 && message}
          </ChartReadout>
          {!isCompact && (
            <ChartTable label={title} charts={[{ data, unit }]}>
              <SourceNote sources={usages.map(({ source }) => source)} />
            </ChartTable>
          )}
        </>
      )}
    </section>
  );
}
