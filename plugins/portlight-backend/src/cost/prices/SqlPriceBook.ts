import {
  type DayFactors,
  type HourPrices,
  hourPrices,
  type NodeSpan,
  PriceTable,
} from '@portlight/plugin-portlight-common';
import type { DatedPrice, PriceRows } from './PriceRows';
import type { PriceBook } from './PriceBook';

/** Keys whose prices are remembered: types of machines, and machines that have a price of their own. */
const REMEMBERED = 20_000;

/** What bills say; see {@link SqlPriceBookOptions}. */
export type FactorsOfHour = (
  cluster: string,
  hour: number,
) => Promise<DayFactors | undefined>;

/** What a {@link SqlPriceBook} is made of. */
export interface SqlPriceBookOptions {
  rows: PriceRows;
  factors: FactorsOfHour;
  /** Remembers nodes, for bills that come later. */
  note?: (
    cluster: string,
    hour: number,
    nodes: readonly NodeSpan[],
  ) => Promise<void>;
  /** Waits until all prices of these types of machines are in the database. */
  readyFor: (instanceTypes: ReadonlySet<string>) => Promise<void>;
}

/** What price lists may call a machine: its id, or the last parts of it. */
function machineNames(providerId: string): string[] {
  const names = [providerId];
  for (
    let at = providerId.indexOf('/');
    at >= 0;
    at = providerId.indexOf('/', at + 1)
  ) {
    const name = providerId.slice(at + 1);
    if (name !== '') names.push(name);
  }
  return names;
}

/** Prices of the database, as they were at any time. */
export class SqlPriceBook implements PriceBook {
  private memory: Memory = forgetful(NaN, false);

  constructor(private readonly options: SqlPriceBookOptions) {}

  async forHour(
    cluster: string,
    hour: number,
    nodes: readonly NodeSpan[],
  ): Promise<HourPrices> {
    const { factors, note, readyFor } = this.options;
    await readyFor(
      new Set(nodes.flatMap(({ instanceType }) => instanceType ?? [])),
    );
    await note?.(cluster, hour, nodes);
    const prices = await this.pricesOf(nodes);
    const table = new PriceTable(
      prices.filter(
        ({ validFrom, validTo }) =>
          validFrom <= hour && (validTo === null || validTo > hour),
      ),
    );
    return hourPrices(table, cluster, await factors(cluster, hour));
  }

  private async pricesOf(nodes: readonly NodeSpan[]): Promise<DatedPrice[]> {
    const { rows } = this.options;
    const revision = await rows.revision();
    if (revision !== this.memory.revision) {
      this.memory = forgetful(revision, await rows.hasMachines());
    }
    const { memory } = this;
    const types = new Set(['']);
    const machines = new Set<string>();
    for (const { instanceType, providerId } of nodes) {
      if (instanceType !== undefined) types.add(instanceType);
      if (memory.hasMachines && providerId !== undefined) {
        machineNames(providerId).forEach(name => machines.add(name));
      }
    }
    return [
      ...(await recall(memory.types, types, async missing =>
        groupBy(await rows.ofTypes(missing, []), 'instanceType'),
      )),
      ...(await recall(memory.machines, machines, async missing =>
        groupBy(await rows.ofTypes([], missing), 'providerId'),
      )),
    ];
  }
}

/** Prices by the name that they were asked for by, in one state of the database. */
interface Memory {
  revision: number;
  /** Whether any price is for one machine only. */
  hasMachines: boolean;
  types: Map<string, DatedPrice[]>;
  machines: Map<string, DatedPrice[]>;
}

function forgetful(revision: number, hasMachines: boolean): Memory {
  return { revision, hasMachines, types: new Map(), machines: new Map() };
}

function groupBy<Name extends string>(
  prices: readonly (DatedPrice & Record<Name, string>)[],
  name: Name,
): Map<string, DatedPrice[]> {
  const groups = new Map<string, DatedPrice[]>();
  for (const price of prices) {
    const group = groups.get(price[name]);
    if (group) group.push(price);
    else groups.set(price[name], [price]);
  }
  return groups;
}

/** What is remembered of some names, and read of the others. Others may do the same meanwhile. */
async function recall(
  memory: Map<string, DatedPrice[]>,
  names: ReadonlySet<string>,
  read: (missing: string[]) => Promise<Map<string, DatedPrice[]>>,
): Promise<DatedPrice[]> {
  const known = [...names].flatMap(name => memory.get(name) ?? []);
  const missing = [...names].filter(name => !memory.has(name));
  if (missing.length === 0) return known;
  const found = await read(missing);
  if (memory.size + missing.length > REMEMBERED) memory.clear();
  for (const name of missing) {
    const prices = found.get(name) ?? [];
    memory.set(name, prices);
    known.push(...prices);
  }
  return known;
}
