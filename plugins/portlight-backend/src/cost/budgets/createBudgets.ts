import type {
  AuditorService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import type { Mirror } from '../../inventory';
import type { CostReader } from '../store';
import { BudgetAlerts } from './BudgetAlerts';
import { BudgetCostReader } from './BudgetCostReader';
import { createBudgetHandlers } from './budgetHandlers';
import { BudgetStore } from './BudgetStore';
import type { BudgetSettings } from './readBudgetSettings';

/** What {@link createBudgets} needs. */
export interface BudgetsOptions {
  knex: Knex;
  logger: LoggerService;
  auditor: AuditorService;
  permissions: PermissionsService;
  notifications: NotificationService;
  mirror: Pick<Mirror, 'taskLease'>;
  reader: CostReader;
  settings: {
    cost: { currency: string; timeZone: string };
    budgets: BudgetSettings;
  };
}

/** Budgets: answered by all replicas, told about by the one that has the task. */
export function createBudgets(options: BudgetsOptions) {
  const { knex, reader, mirror, settings } = options;
  const { currency, timeZone } = settings.cost;
  const store = new BudgetStore(knex, settings.budgets.monthly);
  const now = Date.now;
  const costs = new BudgetCostReader({ knex, reader, timeZone, now });
  const alerts = new BudgetAlerts({
    ...options,
    store,
    costs,
    currency,
    settings: settings.budgets,
    taskLease: () => mirror.taskLease('budgets'),
  });
  return {
    handlers: createBudgetHandlers({
      ...options,
      store,
      costs,
      currency,
      timeZone,
      now,
    }),
    start: () => alerts.start(),
    stop: () => alerts.stop(),
  };
}
