import {
  PortlightError,
  type Budget,
} from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useClusters } from '../../clusters/queries';
import { ActionError } from '../../components';
import { DialogFrame } from '../../components/DialogFrame';
import { Field, SelectField } from '../../components/Field';
import { useAction } from '../useAction';
import {
  formOf,
  readBudgetForm,
  SCOPE_KINDS,
  type BudgetField,
  type BudgetForm,
  type ScopeKind,
} from './budgetForm';

const FIELDS = new Set<string>([
  'name',
  'cluster',
  'amount',
  'thresholds',
  'recipients',
]);

/** Which field a refusal of the portal is about. */
function refusedField(error: unknown): BudgetField | undefined {
  if (!(error instanceof PortlightError)) return undefined;
  const name = error.parameter?.split('.')[0];
  if (name === 'scope') return 'value';
  return name && FIELDS.has(name) ? (name as BudgetField) : undefined;
}

/** Sets a budget, or changes one. */
export function BudgetDialog(props: { budget?: Budget; onClose(): void }) {
  const { budget, onClose } = props;
  const [form, setForm] = useState(() => formOf(budget));
  const [isTried, setTried] = useState(false);
  const clusters = useClusters();
  const { input, problems } = readBudgetForm(form);
  const action = useAction(
    api =>
      budget ? api.updateBudget(budget.id, input!) : api.createBudget(input!),
    onClose,
  );
  const field = refusedField(action.error);
  const problemOf = (name: BudgetField) => {
    if (isTried && problems[name]) return problems[name];
    return field === name ? (action.error as Error).message : undefined;
  };
  const change = (part: Partial<BudgetForm>) =>
    setForm(before => ({ ...before, ...part }));
  const clusterNames = clusters.data?.map(({ name }) => name) ?? [];
  const scope = SCOPE_KINDS.find(({ kind }) => kind === form.kind)!;
  return (
    <DialogFrame
      title={budget ? `Change the budget ${budget.name}` : 'Set a budget'}
      width={520}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (input) action.run();
      }}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            disableElevation
            disabled={action.isBusy}
          >
            {action.isBusy ? 'Saving…' : 'Save'}
          </Button>
        </>
      }
    >
      {action.error !== undefined && field === undefined && (
        <ActionError title="The budget was not saved" error={action.error} />
      )}
      <Field
        label="Name"
        value={form.name}
        maxLength={100}
        problem={problemOf('name')}
        onChange={name => change({ name })}
      />
      <SelectField
        label="Whose cost"
        value={form.kind}
        options={SCOPE_KINDS.map(({ kind, label }) => ({
          value: kind,
          label,
        }))}
        onChange={kind => change({ kind: kind as ScopeKind, value: '' })}
      />
      {form.kind !== 'fleet' && (
        <Field
          label={scope.label}
          value={form.value}
          placeholder={scope.placeholder}
          maxLength={253}
          suggestions={form.kind === 'cluster' ? clusterNames : undefined}
          problem={problemOf('value')}
          onChange={value => change({ value })}
        />
      )}
      {form.kind === 'namespace' && (
        <Field
          label="In cluster"
          isOptional
          value={form.cluster}
          maxLength={253}
          suggestions={clusterNames}
          hint="Empty: the namespaces of this name in all clusters together."
          problem={problemOf('cluster')}
          onChange={cluster => change({ cluster })}
        />
      )}
      <Field
        label="Amount per month"
        value={form.amount}
        placeholder="1200"
        maxLength={40}
        hint={budget && `In ${budget.currency}.`}
        problem={problemOf('amount')}
        onChange={amount => change({ amount })}
      />
      <Field
        label="Thresholds in percent"
        isOptional
        value={form.thresholds}
        maxLength={100}
        hint="Each is told once a month, when it is reached."
        problem={problemOf('thresholds')}
        onChange={thresholds => change({ thresholds })}
      />
      <label
        style={{
          display: 'flex',
          gap: 8,
          alignItems: 'flex-start',
          margin: '0 0 14px',
        }}
      >
        <input
          type="checkbox"
          checked={form.notifyForecast}
          style={{ margin: '2px 0 0', accentColor: 'var(--portlight-primary)' }}
          onChange={event => change({ notifyForecast: event.target.checked })}
        />
        Also tell when the forecast says that it will not hold
      </label>
      <Field
        label="Who is told"
        isOptional
        value={form.recipients}
        placeholder="group:default/payments, user:default/jo"
        maxLength={2000}
        hint="Groups and users of the catalog; empty: whoever owns it."
        problem={problemOf('recipients')}
        onChange={recipients => change({ recipients })}
      />
    </DialogFrame>
  );
}
