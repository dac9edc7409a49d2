import type {
  Budget,
  BudgetInput,
  BudgetScope,
} from '@portlight/plugin-portlight-common';

/** Whose cost can be budgeted. */
export type ScopeKind =
  | 'owner'
  | 'system'
  | 'namespace'
  | 'cluster'
  | 'team'
  | 'costCenter'
  | 'fleet';

/** The kinds in the order of a choice, with what is asked for. */
export const SCOPE_KINDS: readonly {
  kind: ScopeKind;
  label: string;
  placeholder?: string;
}[] = [
  { kind: 'owner', label: 'Owner', placeholder: 'group:default/payments' },
  { kind: 'system', label: 'System', placeholder: 'system:default/shop' },
  { kind: 'namespace', label: 'Namespace', placeholder: 'payments' },
  { kind: 'cluster', label: 'Cluster', placeholder: 'prod-eu' },
  { kind: 'team', label: 'Team', placeholder: 'checkout' },
  { kind: 'costCenter', label: 'Cost centre', placeholder: 'CC-1010' },
  { kind: 'fleet', label: 'The whole fleet' },
];

/** What stands in the fields of the dialog. */
export interface BudgetForm {
  name: string;
  kind: ScopeKind;
  value: string;
  /** Of a namespace; empty for that namespace in all clusters. */
  cluster: string;
  amount: string;
  /** Percentages, with commas between. */
  thresholds: string;
  notifyForecast: boolean;
  /** Entity references, with commas between. */
  recipients: string;
}

/** The fields in which something may be wrong. */
export type BudgetField = Exclude<keyof BudgetForm, 'kind' | 'notifyForecast'>;

const finite = (value: number) => (Number.isFinite(value) ? value : undefined);

const SPACES = /[\s'’\u00a0\u202f]/g;

/**
 * An amount as people write it: `1200`, `1,200.50`, `1.200,50`, `1 200`. A single separator before exactly three
 * digits groups thousands: nobody budgets thousandths.
 *
 * @returns undefined for what is no amount
 */
export function parseAmount(text: string): number | undefined {
  const compact = text.replace(SPACES, '');
  if (!/^\d[\d.,]*$/.test(compact)) return undefined;
  const last = Math.max(compact.lastIndexOf('.'), compact.lastIndexOf(','));
  if (last < 0) return finite(Number(compact));
  const mark = compact[last];
  const other = mark === '.' ? ',' : '.';
  const isRepeated = compact.indexOf(mark) !== last;
  const isGroup =
    isRepeated || (compact.length - last - 1 === 3 && !compact.includes(other));
  const whole = isGroup ? compact : compact.slice(0, last);
  const fraction = isGroup ? '' : compact.slice(last + 1);
  // Groups are of three digits, or it is no number: 1.2.3
  const groups = whole.split(/[.,]/);
  if (groups.slice(1).some(group => group.length !== 3)) return undefined;
  return finite(Number(`${groups.join('')}.${fraction || '0'}`));
}

const words = (text: string) =>
  text
    .split(',')
    .map(word => word.trim())
    .filter(Boolean);

/** Which of the scope's kinds is meant, and its value. */
export function scopeParts(scope: BudgetScope): {
  kind: ScopeKind;
  value: string;
  cluster: string;
} {
  const { namespace, cluster = '' } = scope;
  if (namespace !== undefined) {
    return { kind: 'namespace', value: namespace, cluster };
  }
  for (const { kind } of SCOPE_KINDS) {
    const value = scope[kind];
    if (typeof value === 'string') return { kind, value, cluster: '' };
  }
  return { kind: 'fleet', value: '', cluster: '' };
}

const percents = (thresholds: readonly number[]) =>
  thresholds.map(value => Number((value * 100).toFixed(2))).join(', ');

/** The form of a budget, or of a new one. */
export function formOf(budget?: Budget): BudgetForm {
  if (!budget) {
    return {
      name: '',
      kind: 'owner',
      value: '',
      cluster: '',
      amount: '',
      thresholds: '50, 80, 100',
      notifyForecast: true,
      recipients: '',
    };
  }
  return {
    name: budget.name,
    ...scopeParts(budget.scope),
    amount: String(budget.amount),
    thresholds: percents(budget.thresholds),
    notifyForecast: budget.notifyForecast,
    recipients: budget.recipients.join(', '),
  };
}

function readScope(form: BudgetForm): BudgetScope {
  const value = form.value.trim();
  const cluster = form.cluster.trim();
  switch (form.kind) {
    case 'fleet':
      return { fleet: true };
    case 'namespace':
      return { namespace: value, ...(cluster && { cluster }) };
    default:
      return { [form.kind]: value };
  }
}

const ENTITY_REF = /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/;
const MAX_THRESHOLDS = 10;

/** What the form asks for, or what is wrong in which field. */
export function readBudgetForm(form: BudgetForm): {
  input?: BudgetInput;
  problems: Partial<Record<BudgetField, string>>;
} {
  const problems: Partial<Record<BudgetField, string>> = {};
  const amount = parseAmount(form.amount);
  const thresholds = words(form.thresholds).map(word =>
    Number(word.replace(/%$/, '')),
  );
  const recipients = words(form.recipients);
  if (!form.name.trim()) problems.name = 'Give it a name.';
  if (form.kind !== 'fleet' && !form.value.trim()) {
    problems.value = 'Say whose cost it is about.';
  } else if (
    (form.kind === 'owner' || form.kind === 'system') &&
    !ENTITY_REF.test(form.value.trim())
  ) {
    const { placeholder } = SCOPE_KINDS.find(({ kind }) => kind === form.kind)!;
    problems.value = `Write it as the catalog does, such as ${placeholder}.`;
  }
  if (amount === undefined) {
    problems.amount = 'Write an amount per month, such as 1200 or 1,200.50.';
  } else if (!(amount > 0)) {
    problems.amount = 'The amount has to be more than nothing.';
  }
  if (
    thresholds.length > MAX_THRESHOLDS ||
    thresholds.some(value => !(value > 0 && value <= 1000))
  ) {
    problems.thresholds = `Write up to ${MAX_THRESHOLDS} percentages with commas between, such as 50, 80, 100.`;
  }
  const wrong = recipients.find(recipient => !ENTITY_REF.test(recipient));
  if (wrong !== undefined) {
    problems.recipients = `${wrong} is no entity. Write for example group:default/payments.`;
  }
  if (amount === undefined || Object.keys(problems).length > 0) {
    return { problems };
  }
  return {
    problems,
    input: {
      name: form.name.trim(),
      scope: readScope(form),
      amount,
      thresholds: [...new Set(thresholds)]
        .sort((a, b) => a - b)
        .map(value => value / 100),
      notifyForecast: form.notifyForecast,
      ...(recipients.length > 0 && { recipients }),
    },
  };
}
