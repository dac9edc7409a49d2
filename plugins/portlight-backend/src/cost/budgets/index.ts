export { createBudgets } from './createBudgets';
export { type BudgetSettings, readBudgetSettings } from './readBudgetSettings';
