import type { Budget } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { lazy, Suspense, useMemo } from 'react';
import {
  Empty,
  MutedText,
  ObjectTable,
  Sentence,
  Status,
  useTableState,
  withParameter,
  type Column,
  type Filter,
} from '../../components';
import { usePortlightHost } from '../../host/PortlightProvider';
import { usePermitted } from '../../host/usePermitted';
import { Money, useCostAnswer } from '../parts';
import { BudgetBar } from './BudgetBar';
import { SCOPE_KINDS, scopeParts } from './budgetForm';
import {
  BUDGET_STATES,
  budgetLook,
  describeBudget,
  describeBudgets,
  scopeLabel,
} from './describeBudgets';

const BudgetDialogs = lazy(() => import('./BudgetDialogs'));

const columnsOf = (open: (budget: Budget) => void): Column<Budget>[] => [
  {
    id: 'name',
    header: 'Budget',
    sortValue: ({ name }) => name,
    cell: ({ name, scope }) => (
      <span title={`${name}: ${scopeLabel(scope)}`}>
        <span className="primary">{name}</span>{' '}
        <span className="muted">{scopeLabel(scope)}</span>
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    width: 300,
    sortValue: ({ state }) => BUDGET_STATES.indexOf(state),
    cell: budget => {
      const { status, word } = budgetLook(budget.state);
      return (
        <Status
          status={status as 'warning'}
          word={word}
          detail={describeBudget(budget)}
        />
      );
    },
  },
  {
    id: 'bar',
    header: 'Spent and expected',
    width: 200,
    sortsDescendingFirst: true,
    sortValue: ({ ratio }) => ratio,
    cell: budget => <BudgetBar budget={budget} />,
  },
  {
    id: 'spent',
    header: 'Spent',
    width: 96,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: ({ spent }) => spent,
    cell: ({ spent, currency }) => <Money amount={spent} currency={currency} />,
  },
  {
    id: 'forecast',
    header: 'Expected',
    width: 96,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: ({ forecast }) => forecast?.expected,
    cell: ({ forecast, noForecast, currency }) =>
      forecast ? (
        <Money amount={forecast.expected} currency={currency} />
      ) : (
        <span title={noForecast}>
          <MutedText>not yet</MutedText>
        </span>
      ),
  },
  {
    id: 'amount',
    header: 'Of',
    width: 96,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: ({ amount }) => amount,
    cell: ({ amount, currency }) => (
      <Money amount={amount} currency={currency} />
    ),
  },
  {
    id: 'open',
    header: 'Details',
    width: 96,
    align: 'right',
    isHeaderHidden: true,
    cell: budget => (
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-label={`Details of ${budget.name}`}
        onClick={() => open(budget)}
      >
        Details
      </Button>
    ),
  },
];

const FILTERS: readonly Filter<Budget>[] = [
  {
    id: 'state',
    label: 'State',
    options: BUDGET_STATES.map(state => ({
      value: state,
      label: budgetLook(state).word,
    })),
    matches: ({ state }, values) => values.includes(state),
  },
  {
    id: 'scope',
    label: 'Whose',
    options: SCOPE_KINDS.map(({ kind, label }) => ({ value: kind, label })),
    matches: ({ scope }, values) => values.includes(scopeParts(scope).kind),
  },
];
const FILTER_NAMES = FILTERS.map(({ id }) => id);

/** In the address: the id of a budget, or `new`. */
const OPENED = 'budget';

const searchText = ({ name, scope }: Budget) => `${name} ${scopeLabel(scope)}`;

/** The budgets: what is spent of each this month, what will be, and what was reached. */
export default function BudgetsPage() {
  const { search, setSearch } = usePortlightHost();
  const mayManage = usePermitted('costManage');
  const [state, setState] = useTableState(FILTER_NAMES);
  const answer = useCostAnswer(
    ['budgets'],
    async (api, signal) => (await api.listBudgets({}, { signal })).items,
  );
  const { data } = answer;
  const opened = new URLSearchParams(search).get(OPENED);
  const open = (id: string | undefined) =>
    setSearch(withParameter(search, OPENED, id), { push: id !== undefined });
  const columns = useMemo(
    () =>
      columnsOf(({ id }) =>
        setSearch(withParameter(search, OPENED, id), { push: true }),
      ),
    [search, setSearch],
  );
  const add = mayManage && (
    <Button size="small" variant="outlined" onClick={() => open('new')}>
      Set a budget
    </Button>
  );
  return (
    <>
      {data && data.length > 0 && (
        <Sentence side={add}>{describeBudgets(data)}</Sentence>
      )}
      <ObjectTable
        label="budgets"
        what="the budgets"
        columns={columns}
        answer={answer}
        rowKey={({ id }) => id}
        searchText={searchText}
        filters={FILTERS}
        state={state}
        onStateChange={setState}
        defaultSort={{ column: 'state', descending: false }}
        empty={
          <Empty
            title="No budgets yet"
            action={
              mayManage
                ? { label: 'Set a budget', onClick: () => open('new') }
                : undefined
            }
          >
            A budget is an amount per month for an owner, a system, a namespace,
            a cluster, a team or a cost centre. Its owner is told once when a
            threshold is reached, and when the forecast says that it will not
            hold.
            {!mayManage && ' Administrators of the portal set them.'}
          </Empty>
        }
      />
      {data && opened !== null && (
        <Suspense fallback={null}>
          <BudgetDialogs
            key={opened}
            budget={data.find(({ id }) => id === opened)}
            isNew={opened === 'new'}
            mayManage={mayManage}
            onClose={() => open(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}
