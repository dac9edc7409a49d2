import type { NodeSpan, PriceOrigin } from '../types';
import {
  SOURCE_ORDER,
  type NodePriceRule,
  type NodeSelector,
  type SourcedPrice,
  type UnitPriceRule,
} from './types';

/** Where a node's operating system is. */
const OS_LABEL = 'kubernetes.io/os';

/** A price of nodes that was found. @public */
export interface FoundRule {
  /** The price, for these nodes among others. */
  rule: NodePriceRule;
  /** Where it comes from, with a note where it is of another region. */
  origin: PriceOrigin;
}

/** Ranks of sources: less is trusted more. Providers stand between price lists and seed tables. */
function rankOf(source: string): number {
  const rank = SOURCE_ORDER.indexOf(source as (typeof SOURCE_ORDER)[number]);
  const providers = SOURCE_ORDER.indexOf('seed') - 0.5;
  return rank < 0 ? providers : rank;
}

function hasLabels(node: NodeSpan, rule: NodeSelector): boolean {
  return Object.entries(rule.nodeSelector ?? {}).every(
    ([name, value]) =>
      Object.hasOwn(node.labels, name) && node.labels[name] === value,
  );
}

/** Whether the machine of a `providerID` is the one of a price list, which may name it by its last part. @public */
export function isProviderId(known: string | undefined, id: string): boolean {
  return known !== undefined && (known === id || known.endsWith(`/${id}`));
}

/** A node that does not say how it was bought was bought on demand. */
function isBought(node: NodeSpan, { capacityType }: NodeSelector): boolean {
  return (
    capacityType === undefined ||
    (capacityType === 'spot') === (node.capacityType === 'spot')
  );
}

function isFor(
  rule: NodePriceRule,
  cluster: string,
  node: NodeSpan,
  anyRegion: boolean,
): boolean {
  const os = node.labels[OS_LABEL];
  return (
    (rule.cluster === undefined || rule.cluster === cluster) &&
    (rule.providerId === undefined ||
      isProviderId(node.providerId, rule.providerId)) &&
    (rule.instanceType === undefined ||
      rule.instanceType === node.instanceType) &&
    (anyRegion || rule.region === undefined || rule.region === node.region) &&
    (rule.zone === undefined || rule.zone === node.zone) &&
    (rule.os === undefined || os === undefined || rule.os === os) &&
    isBought(node, rule) &&
    hasLabels(node, rule)
  );
}

/** How exactly a rule says which nodes it is for; compared from the first to the last. */
function specificity(rule: NodePriceRule): number[] {
  const given = (value: unknown) => (value === undefined ? 0 : 1);
  return [
    given(rule.providerId),
    given(rule.cluster),
    Object.keys(rule.nodeSelector ?? {}).length,
    given(rule.instanceType),
    given(rule.zone),
    given(rule.region),
    given(rule.capacityType),
    given(rule.os),
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : b[at] - a[at];
}

interface Ranked extends FoundRule {
  rank: number;
  specificity: number[];
}

const ANY = Symbol('any');

/** All prices that hold at one moment; finds those of a node. @public */
export class PriceTable {
  private readonly nodes = new Map<string | typeof ANY, Ranked[]>();
  private readonly units: { rule: UnitPriceRule; origin: PriceOrigin }[] = [];

  constructor(prices: Iterable<SourcedPrice>) {
    for (const { rule, origin } of prices) {
      if (rule.kind === 'node') {
        const key = rule.instanceType ?? ANY;
        const ranked = {
          rule,
          origin,
          rank: rankOf(origin.source),
          specificity: specificity(rule),
        };
        const list = this.nodes.get(key);
        if (list) list.push(ranked);
        else this.nodes.set(key, [ranked]);
      } else {
        this.units.push({ rule, origin });
      }
    }
  }

  /** The prices that a node may have, the most trusted and most exact first. */
  ofNode(cluster: string, node: NodeSpan): FoundRule[] {
    const candidates = [
      ...((node.instanceType && this.nodes.get(node.instanceType)) || []),
      ...(this.nodes.get(ANY) ?? []),
    ];
    const found = candidates.filter(({ rule }) =>
      isFor(rule, cluster, node, false),
    );
    if (!found.some(({ origin }) => origin.source === 'seed')) {
      found.push(...this.ofOtherRegion(candidates, cluster, node));
    }
    return found.sort(
      (a, b) =>
        a.rank - b.rank ||
        a.origin.source.localeCompare(b.origin.source) ||
        compare(a.specificity, b.specificity),
    );
  }

  /**
   * Seed tables know one region of a cloud. Its price for the same machine is nearer than a default, as long as it is
   * said.
   */
  private ofOtherRegion(
    candidates: readonly Ranked[],
    cluster: string,
    node: NodeSpan,
  ): Ranked[] {
    return candidates
      .filter(
        ({ rule, origin }) =>
          origin.source === 'seed' && isFor(rule, cluster, node, true),
      )
      .slice(0, 1)
      .map(found => ({
        ...found,
        origin: {
          ...found.origin,
          note: `List price of ${found.rule.region}; this node is in ${
            node.region ?? 'a region it does not tell'
          }, where it may cost more or less`,
        },
      }));
  }

  /** The price of something that is no node. */
  ofUnit(
    kind: UnitPriceRule['kind'],
    cluster: string,
    name?: string,
    region?: string,
  ): { rule: UnitPriceRule; origin: PriceOrigin } | undefined {
    const exactness = ({ rule }: { rule: UnitPriceRule }) =>
      (rule.cluster === undefined ? 0 : 4) +
      (rule.name === undefined ? 0 : 2) +
      (rule.region === undefined ? 0 : 1);
    return this.units
      .filter(
        ({ rule }) =>
          rule.kind === kind &&
          (rule.cluster === undefined || rule.cluster === cluster) &&
          (rule.name === undefined || rule.name === name) &&
          (rule.region === undefined || rule.region === region),
      )
      .sort(
        (a, b) =>
          rankOf(a.origin.source) - rankOf(b.origin.source) ||
          exactness(b) - exactness(a),
      )[0];
  }
}
