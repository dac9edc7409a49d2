import type { NodePriceRule, NodeSelector, PriceRule } from './types';

/** More is a mistake in any currency: the dearest machines cost some hundred dollars an hour. */
const LARGEST_HOURLY = 1_000_000;
const LARGEST_UNIT = 100_000;

/** Fields of a price with what each may be at most. */
const RATE_LIMITS = {
  hourly: LARGEST_HOURLY,
  listHourly: LARGEST_HOURLY,
  cpu: LARGEST_UNIT,
  memory: LARGEST_UNIT,
  gpu: LARGEST_UNIT,
  attachedGpu: LARGEST_UNIT,
  discount: 1,
} as const;

const RATE_FIELDS = Object.keys(RATE_LIMITS) as (keyof typeof RATE_LIMITS)[];

/** Why a number is no price. @public */
export function priceProblem(
  value: number,
  most: number = LARGEST_UNIT,
): string | undefined {
  if (!Number.isFinite(value)) return 'is no number';
  if (value < 0) return `is negative (${value}); a price is 0 or more`;
  return value > most
    ? `is more than ${most}, which no price is; check unit and decimal separator`
    : undefined;
}

const KINDS: readonly string[] = [
  'node',
  'storage',
  'load-balancer',
  'network',
  'management-fee',
] satisfies PriceRule['kind'][];

/** Why a rule cannot be used, with the field at fault. Other modules give rules, too: anything may come. @public */
export function ruleProblem(
  rule: PriceRule,
): { field: string; message: string } | undefined {
  if (!KINDS.includes(rule?.kind)) {
    return { field: 'kind', message: `has to be one of ${KINDS.join(', ')}` };
  }
  if (rule.kind !== 'node') {
    const message = priceProblem(rule.price);
    return message === undefined ? undefined : { field: 'price', message };
  }
  for (const field of RATE_FIELDS) {
    const value = rule[field];
    const message =
      value === undefined ? undefined : priceProblem(value, RATE_LIMITS[field]);
    if (message !== undefined) return { field, message };
  }
  return RATE_FIELDS.some(
    field => field !== 'listHourly' && rule[field] !== undefined,
  )
    ? undefined
    : { field: 'hourly', message: 'is missing: a price has to say how much' };
}

/** A rule in another currency. @public */
export function convertRule<Rule extends PriceRule>(
  rule: Rule,
  rate: number,
): Rule {
  if (rate === 1) return rule;
  if (rule.kind !== 'node') return { ...rule, price: rule.price * rate };
  const converted: NodePriceRule = { ...rule };
  for (const field of RATE_FIELDS) {
    const value = rule[field];
    // A discount is a part, not an amount.
    if (value !== undefined && field !== 'discount') {
      converted[field] = value * rate;
    }
  }
  return converted as Rule;
}

const SELECTOR_FIELDS = [
  'cluster',
  'providerId',
  'instanceType',
  'region',
  'zone',
  'capacityType',
  'os',
] as const satisfies readonly (keyof NodeSelector)[];

/**
 * What a price is for, as one text: two prices of a source with the same one contradict each other, and one that comes
 * later replaces the earlier.
 *
 * @public
 */
export function ruleKey(rule: PriceRule): string {
  if (rule.kind !== 'node') {
    const { kind, cluster = '', name = '', region = '' } = rule;
    return JSON.stringify([kind, cluster, name, region]);
  }
  const labels = Object.entries(rule.nodeSelector ?? {}).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return JSON.stringify([
    rule.kind,
    ...SELECTOR_FIELDS.map(field => rule[field] ?? ''),
    ...labels,
  ]);
}
