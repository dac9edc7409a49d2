import type {
  CostNotice,
  RightsizingAdvice,
} from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { useMemo } from 'react';
import { CostNotices, Money, useCostAnswer } from '../cost/parts';
import {
  Age,
  Empty,
  formatQuantity,
  ObjectLink,
  ObjectTable,
  Owner,
  Section,
  useTableState,
  withParameter,
  type Column,
  type Filter,
} from '../components';
import { formatMoney } from '../components/formats/money';
import { usePortlightHost } from '../host/PortlightProvider';
import { AdviceDialog } from './AdviceDialog';
import { adviceWord, ADVICE_TYPES } from './describeRightsizing';

const keyOf = ({ type, cluster, namespace, kind, name }: RightsizingAdvice) =>
  [type, cluster, namespace ?? '', kind, name].join('/');

const columnsOf = (
  currency: string,
  open: (item: RightsizingAdvice) => void,
): Column<RightsizingAdvice>[] => [
  {
    id: 'name',
    header: 'What',
    width: 300,
    sortValue: ({ name }) => name,
    cell: ({ cluster, kind, namespace, name }) => (
      <span title={`${kind} ${name}`}>
        <span className="primary">
          <ObjectLink cluster={cluster} object={{ kind, namespace, name }} />
        </span>{' '}
        <span className="muted">
          {[kind, namespace, cluster].filter(Boolean).join(', ')}
        </span>
      </span>
    ),
  },
  {
    id: 'type',
    header: 'About',
    width: 160,
    sortValue: ({ type }) => adviceWord(type),
    cell: ({ type }) => adviceWord(type),
  },
  {
    id: 'message',
    header: 'Advice',
    cell: ({ message }) => <span title={message}>{message}</span>,
  },
  {
    id: 'owner',
    header: 'Owner',
    width: 110,
    sortValue: ({ owner }) => owner,
    cell: ({ owner }) => <Owner owner={owner} />,
  },
  {
    id: 'since',
    header: 'Since',
    width: 70,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: ({ since }) => since,
    cell: ({ since }) => since && <Age time={since} />,
  },
  {
    id: 'saving',
    header: 'Saves a month',
    width: 110,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: ({ monthlySaving }) => monthlySaving,
    cell: ({ monthlySaving }) =>
      monthlySaving !== undefined && (
        <Money amount={monthlySaving} currency={currency} />
      ),
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
        aria-label={`Details of the advice about ${item.name} in ${item.cluster}`}
        onClick={() => open(item)}
      >
        Details
      </Button>
    ),
  },
];

const FILTERS: readonly Filter<RightsizingAdvice>[] = [
  {
    id: 'type',
    label: 'About',
    options: ADVICE_TYPES.map(type => ({
      value: type,
      label: adviceWord(type),
    })),
    matches: ({ type }, values) => values.includes(type),
  },
];
const FILTER_NAMES = FILTERS.map(({ id }) => id);
const OPENED = 'advice';
const LIMIT = 500;

/** Quotas, autoscalers, abandoned workloads and orphans, with what to do about each. */
export function AdviceTable(props: {
  cluster?: string[];
  namespace?: string[];
  owner?: string[];
  /** What the page says already. */
  known?: readonly CostNotice[];
}) {
  const { cluster, namespace, owner, known = [] } = props;
  const { search, setSearch } = usePortlightHost();
  const [state, setState] = useTableState(FILTER_NAMES, 'about');
  const answer = useCostAnswer(
    ['rightsizingAdvice', cluster, namespace, owner],
    (api, signal) =>
      api.listRightsizingAdvice(
        { cluster, namespace, owner, limit: LIMIT },
        { signal },
      ),
  );
  const { data } = answer;
  const currency = data?.currency ?? '';
  const columns = useMemo(
    () =>
      columnsOf(currency, item =>
        setSearch(withParameter(search, OPENED, keyOf(item)), { push: true }),
      ),
    [currency, search, setSearch],
  );
  const opened = new URLSearchParams(search).get(OPENED);
  const chosen = data?.items.find(item => keyOf(item) === opened);
  return (
    <Section
      title="Besides requests"
      note={
        data &&
        data.items.length > 0 &&
        `${formatQuantity(
          data.total,
          'piece',
          'pieces',
        )} of advice, ${formatMoney(data.monthlySaving, currency)} a month`
      }
    >
      {data && (
        <CostNotices
          notices={data.notices.filter(
            ({ message }) => !known.some(other => other.message === message),
          )}
        />
      )}
      <ObjectTable
        label="pieces of advice"
        what="the advice"
        columns={columns}
        answer={{ ...answer, data: data?.items }}
        rowKey={keyOf}
        searchText={({ name, namespace: within, cluster: of, message }) =>
          `${name} ${within ?? ''} ${of} ${message}`
        }
        filters={FILTERS}
        state={state}
        onStateChange={setState}
        defaultSort={{ column: 'saving', descending: true }}
        maxHeight="460px"
        empty={
          <Empty title="No advice">
            Quotas far above what is used, autoscalers that never leave their
            minimum, workloads that nobody talks to, volumes that no pod mounts
            and load balancers without pods appear here.
          </Empty>
        }
      />
      {chosen && (
        <AdviceDialog
          key={keyOf(chosen)}
          item={chosen}
          currency={currency}
          onClose={() => setSearch(withParameter(search, OPENED, undefined))}
        />
      )}
    </Section>
  );
}
