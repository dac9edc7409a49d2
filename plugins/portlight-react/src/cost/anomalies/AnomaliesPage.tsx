import type { CostAnomaly } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { useMemo } from 'react';
import {
  compareValues,
  Empty,
  ObjectTable,
  Owner,
  ownerName,
  Sentence,
  useTableState,
  withParameter,
  type Column,
  type Filter,
} from '../../components';
import { formatChange } from '../../components/formats/money';
import { usePortlightHost } from '../../host/PortlightProvider';
import { CostNotices, Money, useCostAnswer, WorkloadCell } from '../parts';
import { AnomalyDialog } from './AnomalyDialog';
import {
  causeWord,
  describeAnomalies,
  formatDay,
  mainCause,
  subjectOf,
} from './describeAnomalies';

const LIMIT = 200;
const FILTER_NAMES = ['cluster', 'namespace', 'owner', 'cause'];
const OPENED = 'anomaly';

const columnsOf = (
  currency: string,
  open: (item: CostAnomaly) => void,
): Column<CostAnomaly>[] => [
  {
    id: 'day',
    header: 'Day',
    width: 120,
    sortsDescendingFirst: true,
    sortValue: ({ day }) => day,
    cell: ({ day }) => <time dateTime={day}>{formatDay(day)}</time>,
  },
  {
    id: 'subject',
    header: 'What',
    sortValue: subjectOf,
    cell: item => <WorkloadCell object={item} />,
  },
  {
    id: 'owner',
    header: 'Owner',
    width: 120,
    sortValue: ({ owner }) => owner,
    cell: ({ owner }) => <Owner owner={owner} />,
  },
  {
    id: 'cost',
    header: 'Cost',
    width: 90,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: ({ cost }) => cost,
    cell: ({ cost }) => <Money amount={cost} currency={currency} />,
  },
  {
    id: 'expected',
    header: 'Expected',
    width: 90,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: ({ expected }) => expected,
    cell: ({ expected }) => <Money amount={expected} currency={currency} />,
  },
  {
    id: 'change',
    header: 'Change',
    width: 130,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: ({ change }) => Math.abs(change),
    cell: ({ change, cost, expected }) => (
      <>
        <Money amount={change} currency={currency} isChange />{' '}
        <span className="muted">{formatChange(cost, expected)}</span>
      </>
    ),
  },
  {
    id: 'cause',
    header: 'What changed',
    width: 280,
    sortValue: item => mainCause(item)?.kind,
    cell: item => {
      const cause = mainCause(item);
      return cause ? (
        <span title={cause.message}>
          {causeWord(cause.kind)} <span className="muted">{cause.message}</span>
        </span>
      ) : (
        <span className="muted">Not explained</span>
      );
    },
  },
  {
    id: 'open',
    header: 'Details',
    width: 90,
    align: 'right',
    isHeaderHidden: true,
    cell: item => (
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-label={`Details of ${subjectOf(item)} on ${formatDay(item.day)}`}
        onClick={() => open(item)}
      >
        Details
      </Button>
    ),
  },
];

function filtersOf(items: readonly CostAnomaly[]): Filter<CostAnomaly>[] {
  const by = (
    id: string,
    label: string,
    of: (item: CostAnomaly) => string | undefined,
    words = (value: string) => value,
  ): Filter<CostAnomaly> => ({
    id,
    label,
    options: [...new Set(items.flatMap(item => of(item) ?? []))]
      .sort(compareValues)
      .map(value => ({ value, label: words(value) })),
    matches: (item, values) => values.includes(of(item) ?? ''),
  });
  return [
    by('cluster', 'Cluster', ({ cluster }) => cluster),
    by('namespace', 'Namespace', ({ namespace }) => namespace),
    by('owner', 'Owner', ({ owner }) => owner, ownerName),
    by('cause', 'What changed', item => mainCause(item)?.kind, causeWord),
  ];
}

const searchText = (item: CostAnomaly) =>
  [
    subjectOf(item),
    item.namespace,
    item.cluster,
    item.owner,
    ...item.causes.map(({ message }) => message),
  ].join(' ');

/** Days on which something cost much more or less than expected, with what changed. */
export default function AnomaliesPage() {
  const { search, setSearch } = usePortlightHost();
  const [state, setState] = useTableState(FILTER_NAMES);
  const answer = useCostAnswer(['costAnomalies'], (api, signal) =>
    api.listCostAnomalies({ window: '30d', limit: LIMIT }, { signal }),
  );
  const { data } = answer;
  const items = data?.items;
  const currency = data?.currency ?? '';
  const filters = useMemo(() => filtersOf(items ?? []), [items]);
  const columns = useMemo(
    () =>
      columnsOf(currency, ({ id }) =>
        setSearch(withParameter(search, OPENED, id), { push: true }),
      ),
    [currency, search, setSearch],
  );
  const opened = new URLSearchParams(search).get(OPENED);
  const chosen = items?.find(({ id }) => id === opened);
  return (
    <>
      {data && data.items.length > 0 && (
        <Sentence>{describeAnomalies(data)}</Sentence>
      )}
      {data && <CostNotices notices={data.notices} />}
      <ObjectTable
        label="days"
        what="unusual days"
        columns={columns}
        answer={{ ...answer, data: items }}
        rowKey={({ id }) => id}
        searchText={searchText}
        filters={filters}
        state={state}
        onStateChange={setState}
        defaultSort={{ column: 'day', descending: true }}
        maxHeight="max(420px, calc(100vh - 340px))"
        empty={
          <Empty title="No unusual days in the last 30">
            {data?.method} Days need some weeks of history before they can be
            compared.
          </Empty>
        }
      />
      {data && items && items.length > 0 && (
        <p style={{ color: 'var(--portlight-muted)' }}>{data.method}</p>
      )}
      {data && chosen && (
        <AnomalyDialog
          key={chosen.id}
          item={chosen}
          currency={currency}
          method={data.method}
          onClose={() => setSearch(withParameter(search, OPENED, undefined))}
        />
      )}
    </>
  );
}
