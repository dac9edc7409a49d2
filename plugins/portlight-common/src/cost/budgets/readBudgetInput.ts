import { PortlightError } from '../../api/PortlightApi';
import type { BudgetInput, BudgetScope } from '../../api/types';
import { ownerRef } from '../../inventory';
import type { BudgetDefinition } from './types';

const DEFAULT_THRESHOLDS = [0.5, 0.8, 1];
const MOST_THRESHOLDS = 10;
const HIGHEST_THRESHOLD = 10;
const MOST_RECIPIENTS = 50;
const LONGEST_NAME = 100;
const LONGEST_VALUE = 253;
/** Units of the currency; beyond it a double cannot tell a cent. */
const HIGHEST_AMOUNT = 1e12;

const SCOPES = [
  'owner',
  'system',
  'team',
  'costCenter',
  'namespace',
  'cluster',
] as const;

function refuse(parameter: string, message: string): never {
  throw new PortlightError({
    code: 'invalid-parameter',
    status: 400,
    parameter,
    message,
  });
}

function readText(
  parameter: string,
  value: string,
  longest = LONGEST_VALUE,
): string {
  const text = value.trim();
  if (!text || text.length > longest || /\p{Cc}/u.test(text)) {
    refuse(
      parameter,
      `\`${parameter}\` has to be 1 to ${longest} characters on one line`,
    );
  }
  return text;
}

function readScope(scope: BudgetScope): BudgetScope {
  const { fleet } = scope;
  const given = SCOPES.filter(name => scope[name] !== undefined);
  const isNamespace =
    given.length === 2 &&
    given.includes('namespace') &&
    given.includes('cluster');
  if (fleet ? given.length > 0 : given.length !== 1 && !isNamespace) {
    refuse(
      'scope',
      `\`scope\` has to be one of fleet: true, ${SCOPES.join(
        ', ',
      )}; only namespace and cluster go together`,
    );
  }
  if (fleet) return { fleet: true };
  const read: BudgetScope = {};
  for (const name of given) {
    const text = readText(`scope.${name}`, scope[name] ?? '');
    if (name === 'owner') read.owner = ownerRef(text);
    // A bare word is a system here, not a group.
    else if (name === 'system') {
      read.system = ownerRef(text.includes(':') ? text : `system:${text}`);
    } else read[name] = text;
  }
  return read;
}

function readThresholds(thresholds: readonly number[]): number[] {
  if (
    thresholds.length > MOST_THRESHOLDS ||
    !thresholds.every(share => share > 0 && share <= HIGHEST_THRESHOLD)
  ) {
    refuse(
      'thresholds',
      `\`thresholds\` has to be at most ${MOST_THRESHOLDS} shares of the amount, each more than 0 and at most ${HIGHEST_THRESHOLD}, such as 0.8 for 80 %`,
    );
  }
  // A thousandth is finer than anybody wants, and equal shares have to be equal numbers.
  const shares = thresholds.map(share => Math.round(share * 1000) / 1000);
  return [...new Set(shares)]
    .filter(share => share > 0)
    .sort((left, right) => left - right);
}

/**
 * Checks and tidies what somebody wants as a budget: references whole, thresholds ascending and no two of them alike
 * (default 0.5, 0.8 and 1).
 *
 * @throws PortlightError `invalid-parameter`, with what to do
 * @public
 */
export function readBudgetInput(input: BudgetInput): BudgetDefinition {
  const { amount, thresholds = DEFAULT_THRESHOLDS, recipients = [] } = input;
  if (!(amount > 0 && amount <= HIGHEST_AMOUNT)) {
    refuse(
      'amount',
      `\`amount\` has to be more than 0 and at most ${HIGHEST_AMOUNT}, in the currency of the reports`,
    );
  }
  if (recipients.length > MOST_RECIPIENTS) {
    refuse(
      'recipients',
      `\`recipients\` has to be at most ${MOST_RECIPIENTS} users and groups`,
    );
  }
  const refs = recipients.map(recipient => {
    const ref = ownerRef(readText('recipients', recipient));
    if (!/^(user|group):/.test(ref)) {
      refuse(
        'recipients',
        '`recipients` has to be references of users and groups, such as group:default/payments',
      );
    }
    return ref;
  });
  return {
    name: readText('name', input.name, LONGEST_NAME),
    scope: readScope(input.scope),
    amount,
    thresholds: readThresholds(thresholds),
    notifyForecast: input.notifyForecast ?? true,
    recipients: [...new Set(refs)],
  };
}
