import type { CostReport } from '@portlight/plugin-portlight-common';
import { formatMoney, UNKNOWN } from '../components/formats';
import type { LinkTarget } from '../host/PortlightHost';
import type { ApiAnswer } from '../host/useApiQuery';
import type { Figure } from '../health';
import { costHistory, HISTORY_SPAN } from './costHistory';
import { compared } from './describeCosts';

/**
 * What this month costs so far, as a figure of the head of a page; nothing where nothing is computed. Its place is
 * taken while it is read: figures that move are misread.
 */
export function costFigure(
  answer: Pick<ApiAnswer<CostReport>, 'data' | 'isLoading'>,
  to: LinkTarget,
): Figure[] {
  const { data: report, isLoading } = answer;
  if (isLoading) {
    return [{ id: 'cost', label: 'Cost this month', value: UNKNOWN, to }];
  }
  if (!report || report.hourly || report.coverage.computed === 0) return [];
  const { currency, forecast, monthToDate, previousMonth, total } = report;
  const money = (value: number) => formatMoney(value, currency);
  const comparison = compared(forecast?.expected, previousMonth, 'last month');
  return [
    {
      id: 'cost',
      label: monthToDate === undefined ? 'Cost, 30 days' : 'Cost this month',
      value: money(monthToDate ?? total.amounts.total),
      of: forecast && `of ${money(forecast.expected)}`,
      to,
      detail: forecast && (comparison ? `forecast, ${comparison}` : 'forecast'),
      history: costHistory(report),
      span: HISTORY_SPAN,
      format: money,
      atLeast: 0,
    },
  ];
}
