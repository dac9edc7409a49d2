import {
  builtInPrices,
  type EstimatePlace,
  hourPrices,
  type NodeSpan,
  PriceTable,
  priceProblem,
  type PriceRule,
  sourcedPrices,
} from '@portlight/plugin-portlight-common';
import { parse } from 'yaml';
import type { CommandEnvironment } from '../CommandEnvironment';
import { type InputError, readText } from '../input';

const GIB = 2 ** 30;

/** What a file of rates may say, per hour. */
const RATES = ['cpu', 'memory', 'gpu', 'storage', 'loadBalancer'] as const;

type Rates = Partial<Record<(typeof RATES)[number], number>>;

/** Where nothing is known of the nodes, one stands for all, of which each part has its own rate. */
const NODE: NodeSpan = {
  name: '',
  uid: 'rates',
  capacityType: 'on-demand',
  labels: {},
  capacity: { cpu: 1, memory: GIB, gpu: 1 },
  allocatable: { cpu: 1, memory: GIB, gpu: 1 },
  start: 0,
  end: 3600,
};

function rulesOf(rates: Rates): PriceRule[] {
  const { cpu = 0, memory = 0, gpu = 0, storage, loadBalancer } = rates;
  return [
    { kind: 'node', cpu, memory, gpu },
    ...(storage === undefined
      ? []
      : [{ kind: 'storage', price: storage } as const]),
    ...(loadBalancer === undefined
      ? []
      : [{ kind: 'load-balancer', price: loadBalancer } as const]),
  ];
}

/** Why a file of rates cannot be taken. */
function problemOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `has to be a mapping with ${RATES.join(', ')}`;
  }
  const known = new Set<string>(['currency', ...RATES]);
  for (const [name, rate] of Object.entries(value)) {
    if (!known.has(name)) {
      return `has \`${name}\`, which is none of ${[...known].join(', ')}`;
    }
    if (name === 'currency') {
      if (typeof rate !== 'string' || !/^[A-Z]{3}$/.test(rate)) {
        return '`currency` has to be three capital letters, such as EUR';
      }
      continue;
    }
    const problem =
      typeof rate === 'number' ? priceProblem(rate) : 'is no number';
    if (problem) return `\`${name}\` ${problem}`;
  }
  return 'cpu' in value || 'memory' in value
    ? undefined
    : 'has neither `cpu` nor `memory`, so that pods would cost nothing';
}

/** Nodes and prices without a cluster: those of a file, or default list prices. */
export async function readRates(
  file: string | undefined,
  environment: CommandEnvironment,
): Promise<
  | Pick<EstimatePlace, 'currency' | 'nodes' | 'prices' | 'notes'>
  | { error: InputError }
> {
  let own: { currency: string; rates: Rates } | undefined;
  if (file !== undefined) {
    const read = await readText(file, environment);
    if ('error' in read) return read;
    let value: any;
    try {
      value = parse(read.text);
    } catch (error) {
      const [place] = (error as { linePos?: { line: number; col: number }[] })
        .linePos ?? [undefined];
      return {
        error: {
          file,
          ...(place && { line: place.line, column: place.col }),
          message: 'is no valid YAML',
        },
      };
    }
    const message = problemOf(value);
    if (message) return { error: { file, message } };
    const { currency = 'USD', ...rates } = value;
    own = { currency, rates };
  }
  const currency = own?.currency ?? 'USD';
  const { prices } = sourcedPrices(
    own
      ? [
          {
            source: 'custom',
            version: file!,
            currency,
            rules: rulesOf(own.rates),
          },
        ]
      : builtInPrices({ seed: false }),
    { currency, exchangeRates: {} },
  );
  return {
    currency,
    nodes: [NODE],
    prices: hourPrices(new PriceTable(prices), ''),
    notes: own
      ? []
      : [
          'These are default list prices, not those of the cluster; give --rates or --portal',
        ],
  };
}
