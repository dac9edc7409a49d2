import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ownerRef } from '@portlight/plugin-portlight-common';

const PLACE = 'portlight.cost.budgets';

/** The settings of `portlight.cost.budgets`. */
export interface BudgetSettings {
  /** Whole references of who is told besides when a budget is spent, or its forecast exceeds it. */
  escalateTo: readonly string[];
}

/**
 * Reads `portlight.cost.budgets`.
 *
 * @param root - the section `portlight`
 * @throws InputError with the path of the setting at fault
 */
export function readBudgetSettings(root: Config | undefined): BudgetSettings {
  const cost = root?.getOptionalConfig('cost');
  if (!cost?.has('budgets')) return { escalateTo: [] };
  const value: unknown = cost.get('budgets');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(
      `\`${PLACE}\` in the configuration has to be a section`,
    );
  }
  const config = cost.getConfig('budgets');
  const other = config.keys().find(key => key !== 'escalateTo');
  if (other !== undefined) {
    throw new InputError(
      `\`${PLACE}.${other}\` in the configuration is not a setting of Portlight; the setting here is ${PLACE}.escalateTo`,
    );
  }
  const refs = config.getOptionalStringArray('escalateTo') ?? [];
  const escalateTo = refs.map(ref => {
    const whole = ownerRef(ref.trim());
    if (!/^(user|group):/.test(whole)) {
      throw new InputError(
        `\`${PLACE}.escalateTo\` in the configuration has ${JSON.stringify(
          ref,
        )}, but has to be references of users and groups, such as group:default/finance`,
      );
    }
    return whole;
  });
  return { escalateTo };
}
