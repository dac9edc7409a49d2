import type {
  CostAccuracyItem,
  CostFactor,
} from '@portlight/plugin-portlight-common';
import {
  formatCount,
  formatExact,
  formatQuantity,
  formatTimestamp,
  HostLink,
  MutedText,
  SimpleTable,
  Status,
  Timestamp,
  UNKNOWN,
  type SimpleColumn,
} from '../../components';
import { Money } from '../parts';
import {
  differenceWords,
  TOLERANCE,
  type IncompleteRange,
} from './describeAccuracy';

/** A difference with its verdict; within the tolerance it is not worth a colour. */
function Difference({ value }: { value: number | undefined }) {
  if (value === undefined) return <span className="muted">{UNKNOWN}</span>;
  return Math.abs(value) > TOLERANCE ? (
    <Status status="warning" word={differenceWords(value)} />
  ) : (
    <>{differenceWords(value)}</>
  );
}

function hoursText(item: CostAccuracyItem): string {
  return [
    formatCount(item.computedHours),
    item.incompleteHours > 0 &&
      `${formatCount(item.incompleteHours)} incomplete`,
    item.missingHours > 0 && `${formatCount(item.missingHours)} missing`,
  ]
    .filter(Boolean)
    .join(', ');
}

const accuracyColumns = (
  currency: string,
): SimpleColumn<CostAccuracyItem>[] => [
  {
    header: 'Cluster',
    cell: ({ cluster }) => (
      <HostLink to={{ page: 'cluster', cluster }}>{cluster}</HostLink>
    ),
  },
  { header: 'Month', width: 84, cell: ({ month }) => month },
  {
    header: 'Modelled',
    width: 96,
    align: 'right',
    cell: ({ modelled }) => <Money amount={modelled} currency={currency} />,
  },
  {
    header: 'Billed',
    width: 96,
    align: 'right',
    cell: ({ billed }) =>
      billed === undefined ? (
        <span className="muted">no bill</span>
      ) : (
        <Money amount={billed} currency={currency} />
      ),
  },
  {
    header: 'Before factors',
    width: 130,
    align: 'right',
    cell: ({ differenceBefore }) => <Difference value={differenceBefore} />,
  },
  {
    header: 'Shown',
    width: 96,
    align: 'right',
    cell: ({ reconciled, modelled }) => (
      <Money amount={reconciled ?? modelled} currency={currency} />
    ),
  },
  {
    header: 'After factors',
    width: 130,
    align: 'right',
    cell: ({ differenceAfter }) => <Difference value={differenceAfter} />,
  },
  {
    header: 'Hours',
    width: 210,
    align: 'right',
    cell: item => (
      <span title={hoursText(item)}>
        {item.incompleteHours + item.missingHours > 0 ? (
          <Status status="warning" word={hoursText(item)} />
        ) : (
          hoursText(item)
        )}
      </span>
    ),
  },
];

/** What was modelled, billed and is shown, per cluster and month. */
export function AccuracyTable(props: {
  items: readonly CostAccuracyItem[];
  currency: string;
}) {
  return (
    <SimpleTable
      label="Modelled and billed cost"
      columns={accuracyColumns(props.currency)}
      rows={props.items}
      rowKey={({ cluster, month }) => `${cluster}/${month}`}
    />
  );
}

const factorColumns = (currency: string): SimpleColumn<CostFactor>[] => [
  {
    header: 'Machine',
    cell: ({ instanceType, capacityType, cluster }) => (
      <span title={`${instanceType}, ${capacityType}, ${cluster}`}>
        <span className="primary">{instanceType}</span>{' '}
        <span className="muted">
          {capacityType} in {cluster}
        </span>
      </span>
    ),
  },
  { header: 'Day', width: 100, cell: ({ day }) => day },
  {
    header: 'Modelled',
    width: 96,
    align: 'right',
    cell: ({ modelled }) => <Money amount={modelled} currency={currency} />,
  },
  {
    header: 'Billed',
    width: 96,
    align: 'right',
    cell: ({ billed }) => <Money amount={billed} currency={currency} />,
  },
  {
    header: 'Factor',
    width: 84,
    align: 'right',
    cell: ({ factor }) => (
      <span title={formatExact(factor)}>{`×${factor.toFixed(3)}`}</span>
    ),
  },
  {
    header: 'Bill',
    width: 190,
    cell: ({ bill }) => <span title={bill}>{bill}</span>,
  },
];

/** What the modelled cost of a kind of machine is multiplied by on a day. */
export function FactorTable(props: {
  factors: readonly CostFactor[];
  currency: string;
}) {
  return (
    <SimpleTable
      label="Factors of bills"
      columns={factorColumns(props.currency)}
      rows={props.factors}
      rowKey={(factor, index) =>
        `${factor.cluster}/${factor.day}/${factor.instanceType}/${index}`
      }
    />
  );
}

const INCOMPLETE: readonly SimpleColumn<IncompleteRange>[] = [
  {
    header: 'Cluster',
    width: 150,
    cell: ({ cluster }) => (
      <HostLink to={{ page: 'cluster', cluster }}>{cluster}</HostLink>
    ),
  },
  {
    header: 'When',
    width: 300,
    cell: ({ start, end, hours }) => (
      <span title={`${formatTimestamp(start)} to ${formatTimestamp(end)}`}>
        <Timestamp time={start} />{' '}
        <span className="muted">{formatQuantity(hours, 'hour')}</span>
      </span>
    ),
  },
  {
    header: 'Why',
    isWrapped: true,
    cell: ({ reasons }) => reasons.join('; '),
  },
  {
    header: 'Computed again',
    width: 210,
    cell: ({ nextAttemptAt }) =>
      nextAttemptAt ? (
        <Timestamp time={nextAttemptAt} />
      ) : (
        <MutedText>not by itself</MutedText>
      ),
  },
];

/** Hours that were computed from less than all, and why. */
export function IncompleteTable(props: { ranges: readonly IncompleteRange[] }) {
  return (
    <SimpleTable
      label="Incomplete hours"
      columns={INCOMPLETE}
      rows={props.ranges}
      rowKey={({ cluster, start }, index) => `${cluster}/${start}/${index}`}
    />
  );
}
