import type {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  assessBudget,
  type Budget,
  type BudgetCosts,
  type BudgetScope,
  compareBudgets,
  describeForecast,
  fromNanos,
  ownerRef,
  PortlightError,
  readBudgetInput,
} from '@portlight/plugin-portlight-common';
import { costManagePermission } from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import { audited } from '../../clusters';
import type { OperationHandlers, OperationRequest } from '../../api/operations';
import type { Visibility } from '../../permissions';
import { daysBefore } from '../days';
import { CostFence } from '../read/CostFence';
import type { CostReader } from '../store';
import type { BudgetCostReader } from './BudgetCostReader';
import { seesBudget } from './BudgetFence';
import type { BudgetStore, StoredBudget } from './BudgetStore';

/** Far more than anybody looks through; each is looked at every few minutes. */
const MOST_BUDGETS = 1_000;
/** Days whose costs decide who may see a budget: those that a forecast learns from. */
const DAYS = 56;

type Asking = Pick<
  OperationRequest<'createBudget'>,
  'credentials' | 'visibility' | 'request'
>;

/** What {@link createBudgetHandlers} needs. */
export interface BudgetHandlersOptions {
  knex: Knex;
  auditor: AuditorService;
  permissions: Pick<PermissionsService, 'authorize'>;
  store: BudgetStore;
  costs: Pick<BudgetCostReader, 'read'>;
  reader: Pick<CostReader, 'totals' | 'scopes'>;
  currency: string;
  timeZone: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

function notFound(id: string): PortlightError {
  return new PortlightError({
    code: 'not-found',
    status: 404,
    parameter: 'id',
    message: `There is no budget \`${id}\`, or you may not see all that it is for`,
  });
}

function refuseConfigured({ name, source }: StoredBudget): void {
  if (source === 'portal') return;
  throw new PortlightError({
    code: 'not-editable',
    status: 409,
    parameter: 'id',
    message: `The budget \`${name}\` is one of the portal's configuration, and is changed there: in portlight.cost.budgets.monthly`,
  });
}

/**
 * A budget with how it stands.
 *
 * @param editable - whether whoever asks may change budgets
 */
function describeBudget(
  budget: StoredBudget,
  costs: BudgetCosts,
  currency: string,
  editable: boolean,
): Budget {
  const status = assessBudget(budget, costs);
  const { forecast, noForecast } = status;
  return {
    id: budget.id,
    name: budget.name,
    scope: budget.scope,
    amount: budget.amount,
    currency,
    thresholds: [...budget.thresholds],
    notifyForecast: budget.notifyForecast,
    recipients: [...budget.recipients],
    source: budget.source,
    ...(budget.createdAt !== undefined && { createdAt: budget.createdAt }),
    ...(budget.createdBy !== undefined && { createdBy: budget.createdBy }),
    month: status.month,
    spent: fromNanos(status.spent),
    ratio: status.ratio,
    ...(forecast && { forecast: describeForecast(forecast) }),
    ...(noForecast !== undefined && { noForecast }),
    state: status.state,
    reached: [...status.reached],
    editable: editable && budget.source === 'portal',
    trend: status.trend.map(fromNanos),
  };
}

/** Answers the operations about budgets. */
export function createBudgetHandlers(
  options: BudgetHandlersOptions,
): Pick<
  OperationHandlers,
  'listBudgets' | 'getBudget' | 'createBudget' | 'updateBudget' | 'deleteBudget'
> {
  const { knex, auditor, permissions, store, costs, reader, currency } =
    options;

  const fenceOf = async (visibility: Visibility) => {
    const fence = await CostFence.read(knex, visibility);
    const days = daysBefore(options.now() / 1000, DAYS, options.timeZone);
    const range = { since: days[0].start, until: days[days.length - 1].end };
    return (scope: BudgetScope) => seesBudget(fence, scope, reader, range);
  };

  const mayEdit = async ({ credentials }: Pick<Asking, 'credentials'>) => {
    const [{ result }] = await permissions.authorize(
      [{ permission: costManagePermission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  };

  const describe = async (
    budgets: readonly StoredBudget[],
    editable: boolean,
  ): Promise<Budget[]> => {
    const read = await costs.read(budgets.map(({ scope }) => scope));
    return budgets.map((budget, index) =>
      describeBudget(budget, read[index], currency, editable),
    );
  };

  /** @throws PortlightError `not-found` */
  const visible = async (
    id: string,
    visibility: Visibility,
  ): Promise<StoredBudget> => {
    const budget = await store.get(id);
    const sees = await fenceOf(visibility);
    if (!budget || !(await sees(budget.scope))) throw notFound(id);
    return budget;
  };

  /** What is spent would be told to whoever sets a budget for it. */
  const refuseHidden = async (scope: BudgetScope, visibility: Visibility) => {
    const sees = await fenceOf(visibility);
    if (await sees(scope)) return;
    throw new PortlightError({
      code: 'not-allowed',
      status: 403,
      parameter: 'scope',
      message:
        'This budget would be for costs that you may not see; only those who see all of its scope can set it',
    });
  };

  const event = (eventId: string, { request }: Asking, meta: object) => ({
    eventId,
    severityLevel: 'medium' as const,
    request,
    meta: { ...meta },
  });

  return {
    listBudgets: {
      answer: async ({ query, credentials, visibility }) => {
        const owners = query.owner?.map(ownerRef);
        const sees = await fenceOf(visibility);
        const all = (await store.list()).filter(
          ({ scope }) =>
            !owners ||
            (scope.owner !== undefined && owners.includes(scope.owner)),
        );
        const seen: StoredBudget[] = [];
        for (const budget of all) {
          if (await sees(budget.scope)) seen.push(budget);
        }
        const items = await describe(seen, await mayEdit({ credentials }));
        return {
          items: items.sort(compareBudgets),
          total: items.length,
          currency,
        };
      },
    },

    getBudget: {
      answer: async ({ path, credentials, visibility }) => {
        const budget = await visible(path.id, visibility);
        const [item] = await describe([budget], await mayEdit({ credentials }));
        return item;
      },
    },

    createBudget: {
      answer: async asking => {
        const { body, credentials, visibility } = asking;
        const definition = readBudgetInput(body);
        await refuseHidden(definition.scope, visibility);
        const { principal } = credentials;
        const by =
          principal.type === 'user'
            ? principal.userEntityRef
            : principal.subject;
        const created = await audited(
          auditor,
          event('budget-create', asking, definition),
          async () => {
            const budget = await store.create(definition, by, MOST_BUDGETS);
            if (budget) return budget;
            throw new PortlightError({
              code: 'too-many-budgets',
              status: 409,
              message: `There are ${MOST_BUDGETS} budgets, which is as many as there may be; delete one first`,
            });
          },
          ({ id }) => ({ id }),
        );
        const [item] = await describe([created], true);
        return item;
      },
    },

    updateBudget: {
      answer: async asking => {
        const { path, body, visibility } = asking;
        const before = await visible(path.id, visibility);
        refuseConfigured(before);
        const definition = readBudgetInput(body);
        await refuseHidden(definition.scope, visibility);
        await audited(
          auditor,
          event('budget-update', asking, { id: path.id, ...definition }),
          async () => {
            if (!(await store.update(path.id, definition))) {
              throw notFound(path.id);
            }
          },
        );
        const [item] = await describe([{ ...before, ...definition }], true);
        return item;
      },
    },

    deleteBudget: {
      answer: async asking => {
        const budget = await visible(asking.path.id, asking.visibility);
        refuseConfigured(budget);
        const { id, name } = budget;
        await audited(
          auditor,
          event('budget-delete', asking, { id, name }),
          async () => {
            if (!(await store.delete(id))) throw notFound(id);
          },
        );
      },
    },
  };
}
