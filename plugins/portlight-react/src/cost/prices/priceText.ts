import {
  type CostSource,
  HOURS_PER_MONTH,
  type Price,
} from '@portlight/plugin-portlight-common';
import { formatCount, formatPercent, formatQuantity } from '../../components';
import { formatRate } from '../../components/formats/money';

const GIB = 1024 ** 3;

const SOURCES: Record<string, string> = {
  bill: 'Bill',
  custom: 'Configuration',
  csv: 'CSV file',
  seed: 'Shipped table',
  default: 'Default',
};

/** Where a price comes from in words; modules name themselves. */
export const sourceWord = (source: string): string =>
  Object.hasOwn(SOURCES, source) ? SOURCES[source] : source;

/** In which unit price lists have what the API has in another. */
const UNITS: Record<string, { factor: number; words: string }> = {
  'GiB-hour': { factor: HOURS_PER_MONTH, words: 'per GiB and month' },
  GiB: { factor: 1, words: 'per GiB' },
  hour: { factor: 1, words: 'per hour' },
};

/** A price in the unit that price lists have it in: an hour of a GiB is too little to be read. */
export function describePrice(price: Price, currency: string): string {
  if (price.kind === 'node') {
    return `${formatRate(price.hourly, currency)} per hour`;
  }
  const unit =
    price.unit !== undefined && Object.hasOwn(UNITS, price.unit)
      ? UNITS[price.unit]
      : { factor: 1, words: price.unit ? `per ${price.unit}` : '' };
  return `${formatRate(
    price.price === undefined ? undefined : price.price * unit.factor,
    currency,
  )} ${unit.words}`.trim();
}

/** What of a node's price a core, a GiB of memory and a GPU bear, one each. */
export function describeUnits(price: Price, currency: string): string[] {
  const { cpu, memory, gpu } = price;
  return [
    cpu !== undefined && `core ${formatRate(cpu, currency)}`,
    memory !== undefined && `GiB ${formatRate(memory * GIB, currency)}`,
    Boolean(gpu) && `GPU ${formatRate(gpu, currency)}`,
  ].filter(text => text !== false);
}

/** The version and the day of a source; what only repeats its name is left out. */
export const sourceDetail = (source: {
  version?: string;
  at?: string;
}): string =>
  [source.version?.replace(/^configuration\s+/i, ''), source.at]
    .filter(Boolean)
    .join(', ');

const KINDS: Record<Price['kind'], string> = {
  node: 'Node',
  storage: 'Storage',
  loadBalancer: 'Load balancer',
  network: 'Network',
  managementFee: 'Management fee',
};

/** What a price is for. */
export const priceKindWord = (kind: Price['kind']): string =>
  Object.hasOwn(KINDS, kind) ? KINDS[kind] : kind;

/** What a price is of, with the kind where the name does not say it. */
export function priceOf({ kind, name, capacityType }: Price): {
  name: string;
  kind?: string;
} {
  if (kind === 'node') return { name, kind: capacityType };
  const word = priceKindWord(kind);
  return name.toLowerCase() === word.toLowerCase()
    ? { name: word }
    : { name, kind: word.toLowerCase() };
}

/** The kinds in the order of a list. */
export const PRICE_KINDS = Object.keys(KINDS) as Price['kind'][];

/** How many nodes have a price that somebody set or published for them. */
export function describePrices(prices: readonly Price[]): string {
  const nodes = prices.filter(({ kind }) => kind === 'node');
  const count = (items: readonly Price[]) =>
    items.reduce((sum, item) => sum + (item.nodes ?? 1), 0);
  const all = count(nodes);
  const guessed = count(nodes.filter(({ source }) => source === 'default'));
  if (all === 0) return 'No node has a price yet.';
  if (guessed === 0) return `All ${formatQuantity(all, 'node')} have a price.`;
  return `${formatCount(guessed)} of ${formatQuantity(all, 'node')} ${
    guessed === 1 ? 'stands' : 'stand'
  } on default prices, which may be far from what you pay.`;
}

/** How much of the cost stands on prices that fit, and how much on guesses. */
export function describeSources(sources: readonly CostSource[]): string {
  const guessed = sources
    .filter(({ source }) => source === 'default')
    .reduce((sum, { share }) => sum + share, 0);
  const billed = sources
    .filter(({ source }) => source === 'bill')
    .reduce((sum, { share }) => sum + share, 0);
  return [
    billed > 0 && `${formatPercent(billed)} of the cost is corrected by bills`,
    guessed > 0
      ? `${formatPercent(guessed)} stands on default prices`
      : 'none stands on default prices',
  ]
    .filter(Boolean)
    .join('; ');
}
