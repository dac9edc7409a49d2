import type { CostSource, Price } from '@portlight/plugin-portlight-common';
import { formatCount, formatPercent, formatQuantity } from '../../components';
import { formatRate } from '../../components/formats/money';

const GIB = 1024 ** 3;
/** As price lists count months. */
const HOURS_PER_MONTH = 730;

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

const UNITS: Record<string, { factor: number; words: string }> = {
  'byte-hour': { factor: GIB * HOURS_PER_MONTH, words: 'per GiB and month' },
  byte: { factor: GIB, words: 'per GiB' },
  hour: { factor: 1, words: 'per hour' },
};

/** A price in the unit that price lists have it in: bytes and hours are too small to be read. */
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

/** What of a node's price a core and a GiB bear. */
export function describeUnits(price: Price, currency: string): string {
  const { cpu, memory, gpu } = price;
  return [
    cpu !== undefined && `core ${formatRate(cpu, currency)}`,
    memory !== undefined && `GiB ${formatRate(memory * GIB, currency)}`,
    Boolean(gpu) && `GPU ${formatRate(gpu, currency)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

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
