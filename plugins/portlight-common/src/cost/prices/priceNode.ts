import type { NodePrice, NodeSpan, PriceOrigin, Quantities } from '../types';
import { DEFAULT_RATES, DEFAULT_VERSION } from './defaults';
import type { FoundRule } from './PriceTable';
import { splitNodePrice, type UnitRates } from './splitNodePrice';
import { GIB, type NodeRate } from './types';

/**
 * Kubelets of the same machine type differ by some kilobytes of memory. Prices per byte are made for memory rounded to
 * this, so that equal machines have one price and not one each.
 */
const MEMORY_STEP = 2 ** 24;

function roundedCapacity({ cpu, memory, gpu }: Quantities): Quantities {
  return {
    cpu,
    memory: Math.max(
      Math.round(memory / MEMORY_STEP) * MEMORY_STEP,
      Math.min(memory, MEMORY_STEP),
    ),
    gpu,
  };
}

interface Priced {
  hourly: number;
  units: { cpu: number; memory: number; gpu: number };
  listHourly?: number;
  origin: PriceOrigin;
}

const RATE_FIELDS = ['cpu', 'memory', 'gpu'] as const;

function perByte({ cpu, memory, gpu }: UnitRates) {
  return { cpu, memory: memory / GIB, gpu };
}

function isAmount(rule: NodeRate): boolean {
  return (
    rule.hourly !== undefined || RATE_FIELDS.some(f => rule[f] !== undefined)
  );
}

/** What a unit costs where a price does not say: by the last of the sources, which says all. */
function lastRates(found: readonly FoundRule[], spot: boolean): UnitRates {
  const rates = { ...(spot ? DEFAULT_RATES.spot : DEFAULT_RATES.onDemand) };
  for (const { rule, origin } of [...found].reverse()) {
    if (origin.source === 'default') Object.assign(rates, pickRates(rule));
  }
  return rates;
}

function pickRates(rule: NodeRate): Partial<UnitRates> {
  return Object.fromEntries(
    RATE_FIELDS.flatMap(field =>
      rule[field] === undefined ? [] : [[field, rule[field]]],
    ),
  );
}

function priceByRule(
  { rule, origin }: FoundRule,
  capacity: Quantities,
  fallback: UnitRates,
): Priced {
  const ratios: UnitRates = { ...fallback, ...pickRates(rule) };
  const units = perByte(ratios);
  if (rule.hourly === undefined) {
    const hourly =
      capacity.cpu * units.cpu +
      capacity.memory * units.memory +
      capacity.gpu * units.gpu;
    return { hourly, units, listHourly: rule.listHourly, origin };
  }
  const attached = (rule.attachedGpu ?? 0) * capacity.gpu;
  const hourly = rule.hourly + attached;
  const split = splitNodePrice(
    hourly,
    capacity,
    ratios,
    rule.attachedGpu ?? rule.gpu,
  );
  return {
    hourly,
    units: split ?? units,
    listHourly: rule.listHourly,
    origin,
  };
}

function discounted(priced: Priced, { rule, origin }: FoundRule): Priced {
  const part = 1 - rule.discount!;
  const { cpu, memory, gpu } = priced.units;
  return {
    hourly: priced.hourly * part,
    units: { cpu: cpu * part, memory: memory * part, gpu: gpu * part },
    listHourly: priced.listHourly ?? priced.hourly,
    origin: {
      ...origin,
      note: `${Number(((1 - part) * 100).toFixed(2))} % off the price of ${
        priced.origin.source
      } ${priced.origin.version}${
        priced.origin.note ? `. ${priced.origin.note}` : ''
      }`,
    },
  };
}

/**
 * What a node costs, by the first of the prices that were found for it.
 *
 * @param found - as {@link PriceTable.ofNode} finds them
 *
 * @public
 */
export function priceNode(
  cluster: string,
  node: NodeSpan,
  found: readonly FoundRule[],
): NodePrice {
  const capacity = roundedCapacity(node.capacity);
  const isSpot = node.capacityType === 'spot';
  const fallback = lastRates(found, isSpot);
  const index = found.findIndex(({ rule }) => isAmount(rule));
  const first: FoundRule = found[index] ?? {
    rule: { kind: 'node', ...fallback },
    origin: { source: 'default', version: DEFAULT_VERSION },
  };
  let priced = priceByRule(first, capacity, fallback);
  if (
    first.origin.source === 'default' &&
    node.instanceType !== undefined &&
    priced.origin.note === undefined
  ) {
    priced.origin = {
      ...priced.origin,
      note: `No source has a price of ${node.instanceType}${
        isSpot ? ' on spot' : ''
      }; it is priced by its cores and memory`,
    };
  }
  // Discounts that are trusted more than the price come on top of it, the nearest one first.
  const discounts = found
    .slice(0, index < 0 ? found.length : index)
    .filter(({ rule }) => rule.discount !== undefined)
    .slice(0, 1);
  for (const discount of discounts) priced = discounted(priced, discount);
  const { units, hourly, origin, listHourly } = priced;
  return {
    id: [
      cluster,
      'node',
      node.instanceType ?? '',
      node.region ?? '',
      node.capacityType,
      origin.source,
      origin.version,
      hourly,
      units.cpu,
      units.memory,
      units.gpu,
    ].join('|'),
    hourly,
    ...units,
    ...(listHourly === undefined ? {} : { listHourly }),
    origin,
    instanceType: node.instanceType,
    region: node.region,
    capacityType: node.capacityType,
  };
}
