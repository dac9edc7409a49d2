import type {
  CostItem,
  CostReport,
  CostScope,
} from '@portlight/plugin-portlight-common';
import { Swatch } from '../charts';
import {
  formatChange,
  formatMoney,
  formatMoneyChange,
  formatMoneyExact,
  formatPercent,
  HostLink,
  UNKNOWN,
  type Column,
} from '../components';
import { WorkButton } from './controlStyles';
import type { CostChartModel } from './costChart';
import { rowFilter } from './costFilter';
import {
  classMeaning,
  itemName,
  itemPlace,
  itemTarget,
  reportDimension,
} from './dimensions';
import { ShareBar } from './ShareBar';
import { TrendLine } from './TrendLine';

const firstOf = (values: readonly (number | null)[]) =>
  values.find((value): value is number => value !== null);

/** What was used of what was requested, in words. */
function efficiencyText({ efficiency }: CostItem): string {
  const { cpu, memory } = efficiency;
  return [
    cpu !== undefined && `CPU ${formatPercent(cpu)}`,
    memory !== undefined && `memory ${formatPercent(memory)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** The columns of a ranking; without the last ones where there is no history. */
export function costColumns(options: {
  report: CostReport;
  scope: CostScope;
  model?: CostChartModel;
  /** Opens the work behind a row. */
  onWork?(item: CostItem): void;
}): Column<CostItem>[] {
  const { report, scope, model, onWork } = options;
  const { currency, items, count } = report;
  // The row of what was cut off stands for so many.
  const cut = count - items.filter(item => item.class !== 'other').length;
  const name = (item: CostItem) => itemName(item, cut > 0 ? cut : undefined);
  const columns: Column<CostItem>[] = [
    {
      id: 'name',
      header: reportDimension(report),
      sortValue: name,
      cell: item => {
        const line = model?.lineOf.get(item.name);
        const target = itemTarget(item, scope);
        const place = itemPlace(item, scope);
        return (
          <span title={classMeaning(item) ?? item.name}>
            {line && (
              <span style={{ display: 'inline-block', marginRight: 8 }}>
                <Swatch line={line} isArea />
              </span>
            )}
            {item.class === 'workload' ? (
              <span className="primary">
                {target ? (
                  <HostLink to={target}>{name(item)}</HostLink>
                ) : (
                  name(item)
                )}
              </span>
            ) : (
              <span className="muted">{name(item)}</span>
            )}
            {place && item.class === 'workload' && (
              <span className="muted"> {place}</span>
            )}
          </span>
        );
      },
    },
    {
      id: 'cost',
      header: report.hourly ? 'Cost per hour' : 'Cost',
      width: 110,
      align: 'right',
      sortsDescendingFirst: true,
      sortValue: item => item.amounts.total,
      cell: item => {
        const text = formatMoney(item.amounts.total, currency);
        const exact = formatMoneyExact(item.amounts.total, currency);
        return onWork && rowFilter(item) !== undefined ? (
          <WorkButton
            type="button"
            title={`${exact}: how it came about`}
            aria-label={`${text} of ${name(item)}: how it came about`}
            onClick={() => onWork(item)}
          >
            {text}
          </WorkButton>
        ) : (
          <span title={exact}>{text}</span>
        );
      },
    },
    {
      id: 'share',
      header: 'Share',
      width: 130,
      sortsDescendingFirst: true,
      sortValue: item => item.share,
      cell: item => <ShareBar share={item.share} />,
    },
  ];
  if (!report.hourly) {
    columns.push(
      {
        id: 'trend',
        header: 'Trend',
        width: 122,
        cell: item => (
          <TrendLine
            values={model?.whole(item.trend) ?? item.trend}
            label={`Trend of ${name(item)}, from ${formatMoney(
              firstOf(item.trend),
              currency,
            )} to ${formatMoney(firstOf([...item.trend].reverse()), currency)}`}
          />
        ),
      },
      {
        id: 'change',
        header: 'Change',
        width: 84,
        align: 'right',
        sortsDescendingFirst: true,
        sortValue: ({ amounts, previousTotal }) =>
          previousTotal === undefined
            ? undefined
            : amounts.total - previousTotal,
        cell: ({ amounts, previousTotal }) => {
          if (previousTotal === undefined) return UNKNOWN;
          const text =
            previousTotal > 0
              ? formatChange(amounts.total, previousTotal)
              : 'new';
          return (
            <span
              title={`${formatMoneyChange(
                amounts.total - previousTotal,
                currency,
              )}: ${formatMoney(previousTotal, currency)} in the window before`}
            >
              {text}
            </span>
          );
        },
      },
    );
  }
  columns.push({
    id: 'efficiency',
    header: 'Efficiency',
    width: 92,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: item => item.efficiency.total,
    cell: item =>
      item.efficiency.total === undefined ? (
        <span
          title={
            item.class === 'workload'
              ? 'Use was not measured'
              : 'Only what is requested can be used'
          }
        >
          {UNKNOWN}
        </span>
      ) : (
        <span title={`Used of requested: ${efficiencyText(item)}`}>
          {formatPercent(item.efficiency.total)}
        </span>
      ),
  });
  return columns;
}
