import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  assessBudget,
  type BudgetAlert,
  type BudgetStatus,
  describeAlert,
  planAlerts,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { Lease } from '../../inventory';
import type { BudgetCostReader } from './BudgetCostReader';
import type { BudgetSettings } from './readBudgetSettings';
import type { BudgetStore, StoredAlert, StoredBudget } from './BudgetStore';

/** Milliseconds between looks. Costs come once an hour, but the task may come to this replica at any time. */
const INTERVAL = 2 * 60_000;

/** What {@link BudgetAlerts} are made of. */
export interface BudgetAlertsOptions {
  knex: Knex;
  logger: LoggerService;
  store: BudgetStore;
  costs: Pick<BudgetCostReader, 'read' | 'isFilling'>;
  notifications: NotificationService;
  currency: string;
  settings: BudgetSettings;
  /** Who has it looks after budgets. */
  taskLease: () => Lease | undefined;
}

/** Where people read more. */
export const BUDGETS_PATH = '/fleet/costs/budgets';

/**
 * Tells people about budgets, once about each threshold in a month. What is due is written down before it is sent, and
 * marked after: another replica does not send it once more, and what could not be sent is sent later. A notification
 * that arrived without that being known is replaced by the next one, as both have the same scope.
 */
export class BudgetAlerts {
  #timer?: NodeJS.Timeout;
  #turn?: Promise<void>;
  #stopped = false;
  #unsent = false;
  #failed = false;

  constructor(private readonly options: BudgetAlertsOptions) {}

  start(): void {
    this.#turn = this.look()
      .then(
        () => {
          this.#failed = false;
        },
        error => {
          if (!this.#failed) {
            this.options.logger.warn(
              `How budgets stand cannot be told: ${error.message}`,
            );
          }
          this.#failed = true;
        },
      )
      .finally(() => {
        if (this.#stopped) return;
        this.#timer = setTimeout(() => this.start(), INTERVAL);
        this.#timer.unref();
      });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#turn;
  }

  /** Looks at all budgets, and tells what is to be told. */
  async look(): Promise<void> {
    const { store, costs, taskLease } = this.options;
    const lease = taskLease();
    if (!lease) return;
    const budgets = await store.list();
    if (budgets.length === 0 || (await costs.isFilling())) return;
    const all = await costs.read(budgets.map(({ scope }) => scope));
    const stands = budgets.map((budget, index) => ({
      budget,
      status: assessBudget(budget, all[index]),
    }));
    const [{ status }] = stands;
    const before = await store.alerts(status.month);
    for (const each of stands) {
      await this.#record(lease, each.budget, each.status, before);
    }
    const unsent = (await store.alerts(status.month)).filter(
      ({ done }) => !done,
    );
    await this.#sendAll(unsent, stands);
  }

  async #record(
    lease: Lease,
    budget: StoredBudget,
    status: BudgetStatus,
    alerts: readonly StoredAlert[],
  ): Promise<void> {
    const { knex, store } = this.options;
    const recorded = alerts.filter(alert => alert.budget === budget.id);
    const { due, covered, rearmed } = planAlerts(budget, status, recorded);
    if (due.length + covered.length + rearmed.length === 0) return;
    const of = { budget: budget.id, month: status.month };
    const { amount } = budget;
    await knex.transaction(async trx => {
      await lease.check(trx);
      await store.forget(trx, of, rearmed);
      await store.record(trx, { ...of, amount }, covered, true);
      await store.record(trx, { ...of, amount }, due, false);
    });
  }

  async #sendAll(
    alerts: readonly StoredAlert[],
    stands: readonly { budget: StoredBudget; status: BudgetStatus }[],
  ): Promise<void> {
    const { logger, store } = this.options;
    for (const alert of alerts) {
      const stand = stands.find(({ budget }) => budget.id === alert.budget);
      if (!stand || this.#stopped) continue;
      const { budget, status } = stand;
      try {
        await this.#send(budget, status, alert);
      } catch (error) {
        if (!this.#unsent) {
          logger.warn(
            `Nobody can be told how budgets stand, which the page of budgets shows nevertheless; is the notifications plugin installed? ${
              (error as Error).message
            }`,
          );
        }
        this.#unsent = true;
        // The others would fail alike, and are tried again with the next look.
        return;
      }
      this.#unsent = false;
      await store.markDone({ budget: budget.id, month: status.month }, alert);
    }
  }

  async #send(
    budget: StoredBudget,
    status: BudgetStatus,
    alert: BudgetAlert,
  ): Promise<void> {
    const { notifications, currency, settings } = this.options;
    const text = describeAlert(budget, alert, status, currency);
    const { owner } = budget.scope;
    const recipients = new Set(budget.recipients);
    if (recipients.size === 0 && owner !== undefined) recipients.add(owner);
    // More than the budget will be needed, or is: somebody else should know too.
    if (alert.kind === 'forecast' || alert.threshold >= 1) {
      settings.escalateTo.forEach(ref => recipients.add(ref));
    }
    if (recipients.size === 0) return;
    await notifications.send({
      recipients: { type: 'entity', entityRef: [...recipients] },
      payload: {
        ...text,
        link: BUDGETS_PATH,
        topic: 'budgets',
        scope: `portlight-budget/${budget.id}/${status.month}/${alert.kind}/${alert.threshold}`,
      },
    });
  }
}
