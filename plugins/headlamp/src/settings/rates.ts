import {
  DEFAULT_DIRECT_RATES,
  type DirectCostRates,
} from '@portlight/plugin-portlight-common';

/** Rates as they are typed; what is empty is the default. */
export type RateTexts = Partial<Record<keyof DirectCostRates, string>>;

/** The rates in the order of the form, each with what it is per. */
export const RATE_FIELDS: readonly {
  name: Exclude<keyof DirectCostRates, 'currency'>;
  label: string;
}[] = [
  { name: 'cpu', label: 'Per core-hour' },
  { name: 'memory', label: 'Per GiB-hour of memory' },
  { name: 'gpu', label: 'Per GPU-hour' },
  { name: 'spotCpu', label: 'Per core-hour, spot' },
  { name: 'spotMemory', label: 'Per GiB-hour of memory, spot' },
  { name: 'spotGpu', label: 'Per GPU-hour, spot' },
  { name: 'storage', label: 'Per GiB-hour of volumes' },
  { name: 'loadBalancer', label: 'Per hour of a load balancer' },
];

/** More is a typing error: no hour of a core, GiB or device costs so much. */
const MAXIMUM = 1_000_000;
const CURRENCY = /^[A-Z]{3}$/;

/** The rates that texts mean, or what is wrong with them; neither where nothing is typed. */
export function readRates(texts: RateTexts = {}): {
  rates?: DirectCostRates;
  problem?: string;
} {
  const text = (name: keyof DirectCostRates) => texts[name]?.trim() ?? '';
  const typed = RATE_FIELDS.filter(({ name }) => text(name) !== '');
  const currency = text('currency').toUpperCase();
  if (currency === '' && typed.length === 0) return {};
  if (currency !== '' && !CURRENCY.test(currency)) {
    return { problem: 'A currency has three letters, such as EUR' };
  }
  const rates: DirectCostRates = { ...DEFAULT_DIRECT_RATES };
  for (const { name, label } of typed) {
    const rate = Number(text(name).replace(',', '.'));
    if (!(rate >= 0 && rate <= MAXIMUM)) {
      return { problem: `${label}: a number such as 0.032, not below 0` };
    }
    rates[name] = rate;
  }
  if (currency === '' || currency === DEFAULT_DIRECT_RATES.currency) {
    return { rates };
  }
  const missing = RATE_FIELDS.find(field => !typed.includes(field));
  return missing
    ? {
        problem: `${missing.label} has to be given too: the defaults are in ${DEFAULT_DIRECT_RATES.currency}`,
      }
    : { rates: { ...rates, currency } };
}
