import type {
  UnownedCost,
  UnownedCostList,
} from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { useMemo } from 'react';
import {
  compareValues,
  Empty,
  formatPercent,
  formatQuantity,
  ObjectTable,
  Sentence,
  useTableState,
  withParameter,
  type Column,
  type Filter,
} from '../../components';
import { formatChange, formatMoney } from '../../components/formats/money';
import { usePortlightHost } from '../../host/PortlightProvider';
import {
  CostNotices,
  Money,
  objectKey,
  useCostAnswer,
  WorkloadCell,
} from '../parts';
import { ClaimDialog } from './ClaimDialog';

/** The most that the API gives. */
const LIMIT = 500;
const FILTER_NAMES = ['cluster', 'namespace', 'claim'];
const CLAIMED = 'claim-of';

const CLAIMS = {
  entity: 'Set an owner in the catalog',
  label: 'Label the workload',
};

const columnsOf = (
  currency: string,
  open: (item: UnownedCost) => void,
): Column<UnownedCost>[] => [
  {
    id: 'workload',
    header: 'Workload',
    sortValue: ({ workload }) => workload,
    cell: item => <WorkloadCell object={item} />,
  },
  {
    id: 'kind',
    header: 'Kind',
    width: 120,
    isHidden: true,
    sortValue: ({ kind }) => kind,
    cell: ({ kind }) => kind,
  },
  {
    id: 'amount',
    header: 'Cost',
    width: 100,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: ({ amount }) => amount,
    cell: ({ amount }) => <Money amount={amount} currency={currency} />,
  },
  {
    id: 'change',
    header: 'Change',
    width: 90,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: ({ amount, previous }) =>
      previous ? amount / previous : undefined,
    cell: ({ amount, previous }) => (
      <span
        title={
          previous === undefined
            ? 'Nothing is known of the time before'
            : `${formatMoney(previous, currency)} in the time before`
        }
      >
        {formatChange(amount, previous)}
      </span>
    ),
  },
  {
    id: 'share',
    header: 'Of all workloads',
    width: 120,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: ({ share }) => share,
    cell: ({ share }) => formatPercent(share),
  },
  {
    id: 'missing',
    header: 'What is missing',
    width: 210,
    sortValue: ({ claim }) => claim.kind,
    cell: ({ claim }) => (
      <span className="muted" title={claim.message}>
        {CLAIMS[claim.kind] ?? claim.message}
      </span>
    ),
  },
  {
    id: 'open',
    header: 'Claim',
    width: 90,
    align: 'right',
    isHeaderHidden: true,
    cell: item => (
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-label={`Claim ${item.workload} in ${item.cluster}`}
        onClick={() => open(item)}
      >
        Claim
      </Button>
    ),
  },
];

function filtersOf(items: readonly UnownedCost[]): Filter<UnownedCost>[] {
  const values = (of: (item: UnownedCost) => string) =>
    [...new Set(items.map(of))]
      .sort(compareValues)
      .map(value => ({ value, label: value }));
  return [
    {
      id: 'cluster',
      label: 'Cluster',
      options: values(({ cluster }) => cluster),
      matches: ({ cluster }, chosen) => chosen.includes(cluster),
    },
    {
      id: 'namespace',
      label: 'Namespace',
      options: values(({ namespace }) => namespace),
      matches: ({ namespace }, chosen) => chosen.includes(namespace),
    },
    {
      id: 'claim',
      label: 'What is missing',
      options: Object.entries(CLAIMS).map(([value, label]) => ({
        value,
        label,
      })),
      matches: ({ claim }, chosen) => chosen.includes(claim.kind),
    },
  ];
}

/** The answer of the page. */
export function describeUnowned(list: UnownedCostList): string {
  const { total, amount, share, currency } = list;
  if (total === 0) return 'Every workload that costs something has an owner.';
  return `${formatMoney(amount, currency)} of the last 30 days (${formatPercent(
    share,
  )} of what workloads cost) belongs to nobody: ${formatQuantity(
    total,
    'workload',
  )} without an owner.`;
}

const searchText = ({ workload, namespace, cluster, kind }: UnownedCost) =>
  `${workload} ${namespace} ${cluster} ${kind}`;

/** Workloads that nobody owns, dearest first, each with the change that gives it an owner. */
export default function UnownedPage() {
  const { search, setSearch } = usePortlightHost();
  const [state, setState] = useTableState(FILTER_NAMES);
  const answer = useCostAnswer(['unownedCosts'], (api, signal) =>
    api.listUnownedCosts({ window: '30d', limit: LIMIT }, { signal }),
  );
  const { data } = answer;
  const items = data?.items;
  const filters = useMemo(() => filtersOf(items ?? []), [items]);
  const currency = data?.currency ?? '';
  const columns = useMemo(
    () =>
      columnsOf(currency, item =>
        setSearch(withParameter(search, CLAIMED, objectKey(item)), {
          push: true,
        }),
      ),
    [currency, search, setSearch],
  );
  const claimed = new URLSearchParams(search).get(CLAIMED);
  const chosen = items?.find(item => objectKey(item) === claimed);
  return (
    <>
      {data && data.total > 0 && <Sentence>{describeUnowned(data)}</Sentence>}
      {data && <CostNotices notices={data.notices} />}
      <ObjectTable
        label="workloads"
        what="unowned spend"
        columns={columns}
        answer={{ ...answer, data: items }}
        rowKey={objectKey}
        searchText={searchText}
        filters={filters}
        state={state}
        onStateChange={setState}
        defaultSort={{ column: 'amount', descending: true }}
        maxHeight="max(420px, calc(100vh - 340px))"
        empty={
          <Empty title="Nothing is unowned">
            Every workload that cost something in the last 30 days belongs to an
            entity with an owner. What is deployed without one appears here with
            the change that gives it one.
          </Empty>
        }
      />
      {chosen && (
        <ClaimDialog
          key={objectKey(chosen)}
          item={chosen}
          onClose={() => setSearch(withParameter(search, CLAIMED, undefined))}
        />
      )}
    </>
  );
}
