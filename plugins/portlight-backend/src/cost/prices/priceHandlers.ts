import {
  type CostNotice,
  type HourPrices,
  type NodePrice,
  type NodeSpan,
  observeNode,
  type Price,
  type UnitPrice,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { OperationHandlers } from '../../api/operations';
import { CostFence } from '../read/CostFence';
import type { PriceBook } from './PriceBook';
import type { PriceRows } from './PriceRows';

const HOUR = 3_600;
const GIB = 2 ** 30;

/** What {@link createPriceHandlers} is made of. */
export interface PriceHandlersOptions {
  knex: Knex;
  book: PriceBook;
  rows: PriceRows;
  currency: string;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** What there is of a cluster that has a price. */
interface Priced {
  cluster: string;
  nodes: NodeSpan[];
  storageClasses: string[];
}

async function readPriced(
  knex: Knex,
  cluster: string,
  hour: number,
): Promise<Priced> {
  const records = async (kind: string): Promise<any[]> => {
    const texts: string[] = await knex('records')
      .where({ cluster, kind })
      .pluck('record');
    return texts.map(text => JSON.parse(text));
  };
  const nodes = (await records('Node')).flatMap(
    record => observeNode({ record }, { start: hour, end: hour + HOUR }) ?? [],
  );
  const volumes = await records('PersistentVolume');
  const storageClasses = new Set<string>(
    volumes.map(({ spec }) => spec?.storageClassName ?? ''),
  );
  return { cluster, nodes, storageClasses: [...storageClasses].sort() };
}

/** Since when prices in force hold: seconds since the epoch. */
type Since = (source: string, version: string, instanceType?: string) => number;

async function readSince(
  knex: Knex,
  instanceTypes: readonly string[],
): Promise<Since> {
  const since = new Map<string, number>();
  const keyOf = (...parts: string[]) => JSON.stringify(parts);
  for (let start = 0; start < instanceTypes.length; start += 500) {
    const rows: {
      source: string;
      version: string;
      instance_type: string;
      since: number;
    }[] = await knex('price_rows')
      .whereNull('valid_to')
      .whereIn('instance_type', instanceTypes.slice(start, start + 500))
      .groupBy('source', 'version', 'instance_type')
      .select('source', 'version', 'instance_type')
      .max('valid_from as since');
    for (const row of rows) {
      since.set(keyOf(row.source, row.version, row.instance_type), row.since);
    }
  }
  return (source, version, instanceType = '') =>
    since.get(keyOf(source, version, instanceType)) ??
    since.get(keyOf(source, version, '')) ??
    0;
}

function originOf(
  { origin }: NodePrice | UnitPrice,
  since: Since,
  instanceType?: string,
) {
  const { source, version, at, note } = origin;
  return {
    source,
    version,
    ...(at === undefined ? {} : { at }),
    ...(note === undefined ? {} : { note }),
    validFrom: new Date(
      since(source, version, instanceType) * 1000,
    ).toISOString(),
  };
}

function nodePrices(
  { cluster, nodes }: Priced,
  prices: HourPrices,
  since: Since,
): Price[] {
  const found = new Map<string, { price: NodePrice; nodes: number }>();
  for (const node of nodes) {
    const price = prices.node(node);
    const known = found.get(price.id);
    if (known) known.nodes += 1;
    else found.set(price.id, { price, nodes: 1 });
  }
  return [...found.values()].map(({ price, nodes: count }) => ({
    id: price.id,
    cluster,
    kind: 'node',
    name: price.instanceType ?? 'unknown',
    ...(price.instanceType === undefined
      ? {}
      : { instanceType: price.instanceType }),
    capacityType: price.capacityType,
    ...(price.region === undefined ? {} : { region: price.region }),
    nodes: count,
    hourly: price.hourly,
    cpu: price.cpu,
    memory: price.memory,
    gpu: price.gpu,
    ...originOf(price, since, price.instanceType),
  }));
}

function unitPrices(
  { cluster, storageClasses }: Priced,
  prices: HourPrices,
  since: Since,
): Price[] {
  const span = { start: 0, end: 0, pods: [] };
  const unit = (
    kind: Price['kind'],
    name: string,
    price: UnitPrice | undefined,
    of: { unit: string; factor: number },
  ): Price[] =>
    price
      ? [
          {
            id: price.id,
            cluster,
            kind,
            name,
            price: price.price * of.factor,
            unit: of.unit,
            ...originOf(price, since),
          },
        ]
      : [];
  const storage = storageClasses.flatMap(name =>
    unit(
      'storage',
      name || 'without a class',
      prices.storage({
        ...span,
        name: '',
        bytes: 0,
        ...(name ? { storageClass: name } : {}),
      }),
      { unit: 'GiB-hour', factor: GIB },
    ),
  );
  return [
    ...storage,
    ...unit(
      'loadBalancer',
      'load balancer',
      prices.loadBalancer({ ...span, namespace: '', service: '' }),
      { unit: 'hour', factor: 1 },
    ),
    ...(['zone', 'region', 'internet'] as const).flatMap(kind =>
      unit('network', kind, prices.network(kind), { unit: 'GiB', factor: GIB }),
    ),
    ...unit('managementFee', 'management fee', prices.managementFee(), {
      unit: 'hour',
      factor: 1,
    }),
  ];
}

/** Answers the prices in force. */
export function createPriceHandlers(
  options: PriceHandlersOptions,
): Pick<OperationHandlers, 'listPrices'> {
  const { knex, book, rows, currency, now = Date.now } = options;
  return {
    listPrices: {
      answer: async ({ query, visibility }) => {
        const fence = await CostFence.read(knex, visibility);
        const known: string[] = await knex('clusters')
          .orderBy('name')
          .pluck('name');
        const wanted = query.cluster
          ? known.filter(name => query.cluster!.includes(name))
          : known;
        const hour = Math.floor(now() / 1000 / HOUR) * HOUR;
        const items: Price[] = [];
        for (const cluster of fence.visible(wanted) ?? []) {
          const priced = await readPriced(knex, cluster, hour);
          // What changed within this hour holds from the next one on.
          const prices = await book.forHour(cluster, hour + HOUR, priced.nodes);
          const types = priced.nodes.flatMap(node => node.instanceType ?? []);
          const since = await readSince(knex, [...new Set(['', ...types])]);
          items.push(
            ...nodePrices(priced, prices, since),
            ...unitPrices(priced, prices, since),
          );
        }
        const notices: CostNotice[] = (await rows.problems()).map(
          ({ source, problem }) => ({
            code: 'price-source',
            message: `Prices of ${source}: ${problem}`,
          }),
        );
        return { items, total: items.length, currency, notices };
      },
    },
  };
}
