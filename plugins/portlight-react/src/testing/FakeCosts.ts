import {
  HOURS_PER_MONTH,
  PortlightError,
  type Bill,
  type BillImport,
  type BillInput,
  type Budget,
  type BudgetInput,
  type BudgetList,
  type CostAccuracy,
  type CostAnomalyList,
  type CostBackfillInput,
  type CostEstimate,
  type CostEstimateInput,
  type CostExportFormat,
  type CostJobs,
  type CostListQuery,
  type CostQuery,
  type CostReport,
  type CostScope,
  type CostWork,
  type Page,
  type PriceList,
  type UnownedCostList,
} from '@portlight/plugin-portlight-common';
import type { CostFacts, CostState } from './costs/costBasics';
import { fakeAccuracy, fakeBills } from './costs/costBills';
import { fakeBudgets } from './costs/costBudgets';
import {
  fakeAnomalies,
  fakeJobs,
  fakePrices,
  fakeUnowned,
} from './costs/costLists';
import { fakeReport } from './costs/costReport';
import { costRows } from './costs/costsPlan';
import { fakeWork } from './costs/costWork';
import { has, notFound } from './fakeLists';
import { FakeMetrics } from './FakeMetrics';
import type { FleetFixture } from './fleetFixture';

/** What a file holds; where tests run, files have no `text()`. */
const textOf = (file: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsText(file);
  });

/** The part of the fake API that knows costs. Rows add up to totals; {@link FakeCosts.costState} changes all of them. */
export class FakeCosts extends FakeMetrics {
  /** What costs look like; set it before the first question. */
  costState: CostState = 'normal';
  private readonly costRows;
  private changedBudgets?: Budget[];
  private changedBills?: Bill[];

  constructor(fixture: FleetFixture) {
    super(fixture);
    this.costRows = costRows(fixture);
  }

  private get facts(): CostFacts {
    return {
      fixture: this.fixture,
      rows: this.costRows,
      state: this.costState,
    };
  }

  private get budgets(): Budget[] {
    this.changedBudgets ??= fakeBudgets(this.facts);
    return this.changedBudgets;
  }

  private get bills(): Bill[] {
    this.changedBills ??= fakeBills(this.facts);
    return this.changedBills;
  }

  async getCosts(scope: CostScope, query: CostQuery = {}): Promise<CostReport> {
    this.called('getCosts', { scope, query });
    return fakeReport(this.costRows, scope, query, {
      now: this.fixture.now,
      state: this.costState,
    });
  }

  async getCostWork(
    scope: { clusters?: string[] },
    query: CostQuery = {},
  ): Promise<CostWork> {
    this.called('getCostWork', { scope, query });
    return fakeWork(this.costRows, scope, query, {
      now: this.fixture.now,
      state: this.costState,
    });
  }

  async exportCosts(
    scope: { clusters?: string[] },
    query: CostQuery & { format: CostExportFormat },
  ): Promise<Blob> {
    this.called('exportCosts', { scope, query });
    const { items } = await this.getCosts(scope, query);
    const lines = items.map(({ name, amounts }) => `${name},${amounts.total}`);
    return new Blob([['Name,Total', ...lines].join('\n')], {
      type: 'text/csv',
    });
  }

  async getCostAccuracy(
    query: Pick<CostListQuery, 'cluster' | 'window'> = {},
  ): Promise<CostAccuracy> {
    this.called('getCostAccuracy', query);
    const accuracy = fakeAccuracy(this.facts);
    return {
      ...accuracy,
      items: accuracy.items.filter(item => has(query.cluster, item.cluster)),
    };
  }

  async listUnownedCosts(
    query: Omit<CostListQuery, 'owner'> = {},
  ): Promise<UnownedCostList> {
    this.called('listUnownedCosts', query);
    return fakeUnowned(this.facts, query.window);
  }

  async listCostAnomalies(query: CostListQuery = {}): Promise<CostAnomalyList> {
    this.called('listCostAnomalies', query);
    const list = fakeAnomalies(this.facts);
    const items = list.items.filter(
      item =>
        has(query.cluster, item.cluster) &&
        has(query.namespace, item.namespace) &&
        has(query.owner, item.owner),
    );
    return { ...list, items, total: items.length };
  }

  async estimateCosts(input: CostEstimateInput): Promise<CostEstimate> {
    this.called('estimateCosts', input);
    return {
      currency: 'EUR',
      cluster: input.cluster,
      hoursPerMonth: HOURS_PER_MONTH,
      monthly: 0,
      items: [],
      prices: [],
      notes: ['The manifests hold nothing that costs'],
    };
  }

  async getCostJobs(): Promise<CostJobs> {
    this.called('getCostJobs', undefined);
    return fakeJobs(this.facts);
  }

  async startCostBackfill(input: CostBackfillInput): Promise<void> {
    this.called('startCostBackfill', input);
  }

  async listPrices(
    query: Pick<CostListQuery, 'cluster'> = {},
  ): Promise<PriceList> {
    this.called('listPrices', query);
    const list = fakePrices(this.facts);
    const items = list.items.filter(item => has(query.cluster, item.cluster));
    return { ...list, items, total: items.length };
  }

  async listBills(): Promise<Page<Bill>> {
    this.called('listBills', undefined);
    return { items: this.bills, total: this.bills.length };
  }

  /** Takes every line that begins with a date; a file with a letter `x` for an amount has one bad line. */
  async importBill(input: BillInput): Promise<BillImport> {
    this.called('importBill', input);
    const text =
      typeof input.content === 'string'
        ? input.content
        : await textOf(input.content);
    const lines = text.split('\n').slice(1).filter(Boolean);
    const refused = lines
      .map((line, index) => ({ line, number: index + 2 }))
      .filter(({ line }) => !/^\d{4}-\d\d-\d\d/.test(line));
    const matched = lines.length - refused.length;
    const modelled = matched * 278.7;
    const billed = modelled * 1.031;
    const isStored = !input.dryRun && matched > 0;
    const bill: Bill = {
      id: `bill-${this.bills.length + 1}`,
      name: input.name,
      format: 'csv',
      importedAt: new Date(this.fixture.now).toISOString(),
      start: '2026-11-01T00:00:00.000Z',
      end: '2026-11-18T00:00:00.000Z',
      lines: lines.length,
      matched,
      billed,
      currency: 'EUR',
      clusters: ['prod-eu'],
    };
    if (isStored) {
      this.changedBills = [
        bill,
        ...this.bills.filter(({ name }) => name !== input.name),
      ];
    }
    return {
      stored: isStored,
      bill: isStored ? bill : undefined,
      lines: lines.length,
      matched,
      duplicates: 0,
      otherMonths: 0,
      refused: refused.length,
      errors: refused.map(({ line, number }) => ({
        line: number,
        column: 'Date',
        code: 'invalid-date',
        message: `${JSON.stringify(
          line.split(',')[0],
        )} is no date. Write it as 2026-11-01.`,
      })),
      billed,
      modelled,
      ...(matched > 0
        ? {
            differenceBefore: (modelled - billed) / billed,
            differenceAfter: -0.0004,
          }
        : {}),
      factors:
        matched > 0
          ? [
              {
                cluster: 'prod-eu',
                day: '2026-11-01',
                instanceType: 'm7i.4xlarge',
                capacityType: 'on-demand',
                modelled,
                billed,
                factor: 1.031,
                bill: input.name,
              },
            ]
          : [],
      notices: [],
    };
  }

  async deleteBill(id: string): Promise<void> {
    this.called('deleteBill', id);
    this.changedBills = this.bills.filter(bill => bill.id !== id);
  }

  async listBudgets(
    query: Pick<CostListQuery, 'owner'> = {},
  ): Promise<BudgetList> {
    this.called('listBudgets', query);
    const items = this.budgets.filter(
      ({ scope }) => !query.owner || has(query.owner, scope.owner),
    );
    return { items, total: items.length, currency: 'EUR' };
  }

  private stored(id: string, input: BudgetInput): Budget {
    if (!(input.amount > 0)) {
      throw new PortlightError({
        message: 'The amount has to be more than nothing.',
        code: 'invalid-parameter',
        status: 400,
        parameter: 'amount',
      });
    }
    return {
      thresholds: [0.5, 0.8, 1],
      notifyForecast: true,
      recipients: [],
      ...input,
      id,
      currency: 'EUR',
      source: 'portal',
      createdAt: new Date(this.fixture.now).toISOString(),
      month: '2026-11',
      spent: 0,
      ratio: 0,
      noForecast: 'Nothing of it was computed yet',
      state: 'ok',
      reached: [],
      editable: true,
      trend: [],
    };
  }

  async createBudget(input: BudgetInput): Promise<Budget> {
    this.called('createBudget', input);
    const budget = this.stored(`budget-${this.budgets.length + 1}`, input);
    this.changedBudgets = [...this.budgets, budget];
    return budget;
  }

  async updateBudget(id: string, input: BudgetInput): Promise<Budget> {
    this.called('updateBudget', { id, input });
    const before = this.budgets.find(budget => budget.id === id);
    if (!before) throw notFound(`The budget ${id}`);
    const ratio = before.spent / input.amount;
    const after = {
      ...this.stored(id, input),
      spent: before.spent,
      ratio,
      trend: before.trend,
      forecast: before.forecast,
      noForecast: before.noForecast,
    };
    this.changedBudgets = this.budgets.map(budget =>
      budget.id === id ? after : budget,
    );
    return after;
  }

  async deleteBudget(id: string): Promise<void> {
    this.called('deleteBudget', id);
    this.changedBudgets = this.budgets.filter(budget => budget.id !== id);
  }
}
