import { createHash, randomUUID } from 'node:crypto';
import type {
  BudgetAlert,
  BudgetDefinition,
  RecordedAlert,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

/** A budget that can be told from others. */
export interface StoredBudget extends BudgetDefinition {
  id: string;
  /** Those of the configuration are changed there only. */
  source: 'portal' | 'configuration';
  /** ISO 8601; of those that were set in the portal. */
  createdAt?: string;
  /** Who set it; of those that were set in the portal. */
  createdBy?: string;
}

/** An alert as it is kept. */
export interface StoredAlert extends RecordedAlert {
  budget: string;
  /** Sent, or covered by another. */
  done: boolean;
}

interface BudgetRow {
  id: string;
  name: string;
  scope: string;
  amount: number;
  thresholds: string;
  notify_forecast: boolean | number;
  recipients: string;
  created_at: string;
  created_by: string;
}

interface AlertRow {
  budget: string;
  kind: BudgetAlert['kind'];
  threshold: number;
  amount: number;
  done_at: string | null;
}

/** Thresholds are whole thousandths here, so that equal ones are equal keys. */
const inThousandths = (threshold: number) => Math.round(threshold * 1000);

function columnsOf(budget: BudgetDefinition) {
  return {
    name: budget.name,
    scope: JSON.stringify(budget.scope),
    amount: budget.amount,
    thresholds: JSON.stringify(budget.thresholds),
    notify_forecast: budget.notifyForecast,
    recipients: JSON.stringify(budget.recipients),
    updated_at: new Date().toISOString(),
  };
}

function budgetOf(row: BudgetRow): StoredBudget {
  return {
    id: row.id,
    name: row.name,
    scope: JSON.parse(row.scope),
    amount: row.amount,
    thresholds: JSON.parse(row.thresholds),
    notifyForecast: Boolean(row.notify_forecast),
    recipients: JSON.parse(row.recipients),
    source: 'portal',
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

/** One of the configuration: by its name the same in all replicas and after a restart. */
function configuredBudget(budget: BudgetDefinition): StoredBudget {
  const hash = createHash('sha256').update(budget.name).digest('base64url');
  return {
    ...budget,
    id: `configured-${hash.slice(0, 22)}`,
    source: 'configuration',
  };
}

/** Budgets, and what has been said about them. */
export class BudgetStore {
  readonly #configured: ReadonlyMap<string, StoredBudget>;

  /** @param configured - no two of the same name */
  constructor(
    private readonly knex: Knex,
    configured: readonly BudgetDefinition[] = [],
  ) {
    this.#configured = new Map(
      configured.map(configuredBudget).map(budget => [budget.id, budget]),
    );
  }

  /** Those of the configuration first, then the others in the order in which they were made. */
  async list(): Promise<StoredBudget[]> {
    const rows: BudgetRow[] = await this.knex('cost_budgets')
      .orderBy(['created_at', 'id'])
      .select();
    return [...this.#configured.values(), ...rows.map(budgetOf)];
  }

  async get(id: string): Promise<StoredBudget | undefined> {
    const configured = this.#configured.get(id);
    if (configured) return configured;
    const row: BudgetRow | undefined = await this.knex('cost_budgets')
      .where({ id })
      .first();
    return row && budgetOf(row);
  }

  /** @returns nothing where there are `most` already */
  async create(
    budget: BudgetDefinition,
    createdBy: string,
    most: number,
  ): Promise<StoredBudget | undefined> {
    const id = randomUUID();
    const createdAt = new Date().toISOString();
    return this.knex.transaction(async trx => {
      const [{ count }] = await trx('cost_budgets').count({ count: '*' });
      if (Number(count) >= most) return undefined;
      await trx('cost_budgets').insert({
        ...columnsOf(budget),
        id,
        created_at: createdAt,
        created_by: createdBy,
      });
      return { ...budget, id, source: 'portal', createdAt, createdBy };
    });
  }

  /** @returns whether there is such a budget */
  async update(id: string, budget: BudgetDefinition): Promise<boolean> {
    const changed = await this.knex('cost_budgets')
      .where({ id })
      .update(columnsOf(budget));
    return changed > 0;
  }

  /** @returns whether there was such a budget */
  async delete(id: string): Promise<boolean> {
    return this.knex.transaction(async trx => {
      await trx('cost_budget_alerts').where({ budget: id }).delete();
      return (await trx('cost_budgets').where({ id }).delete()) > 0;
    });
  }

  /** What was said in a month. */
  async alerts(month: string): Promise<StoredAlert[]> {
    const rows: AlertRow[] = await this.knex('cost_budget_alerts')
      .where({ month })
      .select('budget', 'kind', 'threshold', 'amount', 'done_at');
    return rows.map(({ budget, kind, threshold, amount, done_at: doneAt }) => ({
      budget,
      kind,
      threshold: threshold / 1000,
      amount,
      done: doneAt !== null,
    }));
  }

  /**
   * Writes down alerts before they are sent. One that is there already stays, so that of two replicas only one has it.
   *
   * @param done - nothing is to be sent
   */
  async record(
    trx: Knex,
    of: { budget: string; month: string; amount: number },
    alerts: readonly BudgetAlert[],
    done: boolean,
  ): Promise<void> {
    if (alerts.length === 0) return;
    const now = new Date().toISOString();
    // A budget that somebody deletes meanwhile has no alerts.
    const known =
      this.#configured.has(of.budget) ||
      (await trx('cost_budgets').where({ id: of.budget }).first('id'));
    if (!known) return;
    // Those of other months are never looked at again, and a budget that is gone from the configuration deletes none.
    await trx('cost_budget_alerts').where('month', '<', of.month).delete();
    await trx('cost_budget_alerts')
      .insert(
        alerts.map(({ kind, threshold }) => ({
          ...of,
          kind,
          threshold: inThousandths(threshold),
          due_at: now,
          done_at: done ? now : null,
        })),
      )
      .onConflict(['budget', 'month', 'kind', 'threshold'])
      .ignore();
  }

  /** Forgets alerts that another amount has made new. */
  async forget(
    trx: Knex,
    of: { budget: string; month: string },
    alerts: readonly BudgetAlert[],
  ): Promise<void> {
    for (const { kind, threshold } of alerts) {
      await trx('cost_budget_alerts')
        .where({ ...of, kind, threshold: inThousandths(threshold) })
        .delete();
    }
  }

  /** Says that an alert is out. */
  async markDone(
    of: { budget: string; month: string },
    { kind, threshold }: BudgetAlert,
  ): Promise<void> {
    await this.knex('cost_budget_alerts')
      .where({ ...of, kind, threshold: inThousandths(threshold) })
      .update({ done_at: new Date().toISOString() });
  }
}
