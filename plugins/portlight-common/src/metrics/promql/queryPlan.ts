import type { SeriesSelector, SignalOperand, SignalQuery } from '../signals';
import { add, combine, highest, type Values } from './combine';
import {
  averageOverTime,
  either,
  histogramQuantile,
  maximum,
  rate,
  scale,
  sum,
} from './functions';
import type { PromQl } from './PromQl';
import {
  type EvaluatedSeries,
  type RangePlanOptions,
  select,
} from './RangePlan';

/** Values by peer. */
export type PeerValues = Map<string, Values>;

/** Reads from the answers what it asked for: its own expressions, in their order. */
interface Part {
  expressions: PromQl[];
  read(answers: readonly (readonly EvaluatedSeries[])[]): PeerValues;
}

/** The values of each peer. */
export function byPeer(
  series: readonly EvaluatedSeries[],
  peer: string,
): PeerValues {
  return new Map(
    series.map(({ labels, values }) => [labels.get(peer) ?? '', values]),
  );
}

function isCounted(kind: SignalOperand['kind'] | SignalQuery['kind']): boolean {
  return kind === 'rate';
}

/** The sum, or the highest, of some selectors by peer: each asked for by itself, because one that is not there adds 0. */
function selectorsPart(
  kind: 'rate' | 'value' | 'maximum',
  of: readonly SeriesSelector[],
  options: RangePlanOptions,
  positive = false,
): Part {
  const { peer } = options;
  return {
    expressions: of.map(({ name, part, matchers }) => {
      const range = select(name, options, {
        counter: isCounted(kind) && part === 'value',
        more: matchers,
      });
      const each = isCounted(kind) ? rate(range) : averageOverTime(range);
      return kind === 'maximum'
        ? maximum(each, { by: [peer] })
        : sum(each, { by: [peer] });
    }),
    read: answers => {
      const sums: PeerValues = new Map();
      for (const answer of answers) {
        for (const [name, values] of byPeer(answer, peer)) {
          // Not above 0 is how a pool says that it has no limit.
          const own = positive
            ? values.map(value => (value !== null && value > 0 ? value : null))
            : values;
          const known = sums.get(name);
          sums.set(
            name,
            known
              ? combine([known, own], kind === 'maximum' ? highest : add)
              : own,
          );
        }
      }
      return sums;
    },
  };
}

function operandPart(
  operand: SignalOperand,
  options: RangePlanOptions,
  positive: boolean,
): Part | number {
  return operand.kind === 'perPeer'
    ? operand.value
    : selectorsPart(operand.kind, operand.of, options, positive);
}

/** The lines of one query of a signal. */
export interface QueryLines {
  values: Values;
  peers: PeerValues;
  /** By quantile; of a query of quantiles. */
  quantiles?: Map<number, Values>;
}

/** Expressions of one query of a signal, and what to make of their answers. */
export interface QueryPlan {
  expressions: PromQl[];
  read(answers: readonly (readonly EvaluatedSeries[])[]): QueryLines;
}

/** All peers at each time. */
export function total(
  peers: PeerValues,
  of: (values: number[]) => number,
): Values {
  return combine([...peers.values()], of);
}

function ratioPlan(
  { numerator, denominator }: Extract<SignalQuery, { kind: 'ratio' }>,
  options: RangePlanOptions,
): QueryPlan {
  const isCapacity = denominator.kind !== 'rate';
  const above = operandPart(numerator, options, false);
  const below = operandPart(denominator, options, isCapacity);
  const expressionsOf = (side: Part | number) =>
    typeof side === 'number' ? [] : side.expressions;
  const split = expressionsOf(above).length;
  return {
    expressions: [...expressionsOf(above), ...expressionsOf(below)],
    read: answers => {
      const upper =
        typeof above === 'number'
          ? undefined
          : above.read(answers.slice(0, split));
      const lower =
        typeof below === 'number'
          ? undefined
          : below.read(answers.slice(split));
      const parts: PeerValues = new Map();
      const wholes: PeerValues = new Map();
      const length = lengthOf(answers);
      for (const peer of new Set([
        ...(upper?.keys() ?? []),
        ...(lower?.keys() ?? []),
      ])) {
        const part: (number | null)[] = [];
        const whole: (number | null)[] = [];
        for (let index = 0; index < length; index++) {
          const of =
            typeof below === 'number'
              ? below
              : lower?.get(peer)?.[index] ?? null;
          // No error was ever counted where the requests are.
          const none = numerator.kind === 'rate' && !isCapacity ? 0 : null;
          const own =
            typeof above === 'number'
              ? above
              : upper?.get(peer)?.[index] ?? none;
          // A peer without the one does not count in the other.
          part.push(of === null ? null : own);
          whole.push(own === null ? null : of);
        }
        parts.set(peer, part);
        wholes.set(peer, whole);
      }
      return {
        values: divide(total(parts, add), total(wholes, add)),
        peers: new Map(
          [...parts].map(([peer, values]) => [
            peer,
            divide(values, wholes.get(peer)!),
          ]),
        ),
      };
    },
  };
}

function lengthOf(answers: readonly (readonly EvaluatedSeries[])[]): number {
  return answers.flat()[0]?.values.length ?? 0;
}

function divide(parts: Values, wholes: Values): Values {
  return parts.map((part, index) => {
    const whole = wholes[index];
    return part === null || whole === null || !(whole > 0)
      ? null
      : part / whole;
  });
}

/** The quantile of which peers are shown. */
export const PEER_QUANTILE = 0.95;

/** Quantiles of classic histograms, or of native ones where a server has these instead. */
function quantilePlan(
  { of, quantiles }: Extract<SignalQuery, { kind: 'quantile' }>,
  options: RangePlanOptions,
): QueryPlan {
  const { peer } = options;
  const main = quantiles.includes(PEER_QUANTILE)
    ? PEER_QUANTILE
    : quantiles[quantiles.length - 1];
  const expression = (
    quantile: number,
    { name, family, matchers, unitsPerSecond = 1 }: SeriesSelector,
    by: readonly string[],
  ) => {
    const classic = select(name, options, { more: matchers });
    const native = select(family, options, { more: matchers });
    const quantileOf = either(
      histogramQuantile(quantile, sum(rate(classic), { by: [...by, 'le'] })),
      histogramQuantile(quantile, sum(rate(native), { by })),
    );
    return unitsPerSecond === 1
      ? quantileOf
      : scale(quantileOf, 1 / unitsPerSecond);
  };
  const expressions = of.flatMap(selector => [
    ...quantiles.map(quantile => expression(quantile, selector, [])),
    expression(main, selector, [peer]),
  ]);
  const width = quantiles.length + 1;
  return {
    expressions,
    read: answers => {
      const lines = new Map<number, Values>();
      const peers: PeerValues = new Map();
      of.forEach((_, index) => {
        const own = answers.slice(index * width, (index + 1) * width);
        quantiles.forEach((quantile, column) => {
          const values = own[column]?.[0]?.values;
          if (values) lines.set(quantile, higher(lines.get(quantile), values));
        });
        for (const [name, values] of byPeer(
          own[quantiles.length] ?? [],
          peer,
        )) {
          peers.set(name, higher(peers.get(name), values));
        }
      });
      return { values: lines.get(main) ?? [], peers, quantiles: lines };
    },
  };
}

/** The higher of two lines at each time. */
export function higher(known: Values | undefined, values: Values): Values {
  return known ? combine([known, values], highest) : values;
}

/** One query of a signal. */
export function queryPlan(
  query: SignalQuery,
  options: RangePlanOptions,
): QueryPlan {
  if (query.kind === 'ratio') return ratioPlan(query, options);
  if (query.kind === 'quantile') return quantilePlan(query, options);
  const part = selectorsPart(query.kind, query.of, options);
  return {
    expressions: part.expressions,
    read: answers => {
      const peers = part.read(answers);
      return {
        peers,
        values: total(peers, query.kind === 'maximum' ? highest : add),
      };
    },
  };
}
