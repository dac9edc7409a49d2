export * from './types';
export { assessBudget, compareBudgets } from './assessBudget';
export { type AlertText, describeAlert } from './describeAlert';
export { planAlerts } from './planAlerts';
export { readBudgetInput } from './readBudgetInput';
