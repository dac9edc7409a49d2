import type { CostReport } from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import {
  ChartLegend,
  ChartReadout,
  ChartTable,
  SharedCursor,
  TimeChart,
} from '../charts';
import { MutedText } from '../components';
import { formatMoney } from '../components/formats';
import { costChart, type CostChartModel } from './costChart';
import { inSentence, reportDimension } from './dimensions';

/** The picture of a report; made once for chart and table. */
export function useCostChart(report: CostReport): CostChartModel {
  return useMemo(() => costChart(report), [report]);
}

/** What it costs over time, as parts of the total. */
export function CostChart(props: {
  report: CostReport;
  model: CostChartModel;
}) {
  const { report, model } = props;
  const { data, range, unit, soFar } = model;
  if (data.times.length < 2 || data.lines.length === 0) {
    return (
      <MutedText>
        {`A picture needs two whole points; there is one ${report.step} so far.`}
      </MutedText>
    );
  }
  const label = `Cost per ${report.step} by ${inSentence(
    reportDimension(report),
  )}`;
  return (
    <SharedCursor>
      <ChartReadout range={range} data={data} unit={unit} isTimeOnly>
        {soFar
          ? `${soFar.name} is not over and left out: ${formatMoney(
              soFar.amount,
              report.currency,
            )} so far.`
          : `Per ${report.step}; below, the last.`}
      </ChartReadout>
      <TimeChart
        label={label}
        range={range}
        data={data}
        unit={unit}
        height={230}
        isStacked
      />
      <ChartLegend data={data} unit={unit} isStacked />
      <ChartTable label={label} charts={[{ data, unit }]} />
    </SharedCursor>
  );
}
