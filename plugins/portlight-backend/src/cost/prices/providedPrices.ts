import {
  convertRule,
  type LineProblem,
  type PriceRule,
  ruleProblem,
} from '@portlight/plugin-portlight-common';
import type { PriceList } from '@portlight/plugin-portlight-node';
import type { LinedRule } from './PriceRows';

/** Problems that are told. */
const MOST_PROBLEMS = 20;

/** More than all clouds have together; a provider that never ends has more. */
const MOST_PRICES = 2_000_000;

/** What is wrong with a price, for the page and the log. */
export function sentence({ line, column, message }: LineProblem): string {
  const place = column === undefined ? '' : `, column ${column}`;
  return `line ${line}${place}: ${message}`;
}

/** What other modules promise, unless the signal comes first: they need not listen to it. */
export function within<Result>(
  work: PromiseLike<Result>,
  signal: AbortSignal,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Fails where what a provider answered is no list of prices, whatever its types said. */
export function checkPriceList(list: PriceList): void {
  const refuse = (field: string, expected: string) => {
    throw new Error(`What it gave is no list of prices: ${field} ${expected}`);
  };
  const { version, at, currency, prices } = list as Partial<PriceList>;
  if (typeof version !== 'string' || version === '' || version.length > 253) {
    refuse('`version`', 'has to be a text of 1 to 253 characters');
  }
  if (typeof currency !== 'string' || !/^[a-z]{3}$/i.test(currency)) {
    refuse('`currency`', 'has to be three letters, such as USD');
  }
  if (
    at !== undefined &&
    (typeof at !== 'string' || at.length > 63 || Number.isNaN(Date.parse(at)))
  ) {
    refuse('`at`', 'has to be a time, such as 2026-11-21');
  }
  if (
    typeof prices !== 'object' ||
    prices === null ||
    !(Symbol.iterator in prices || Symbol.asyncIterator in prices)
  ) {
    refuse('`prices`', 'cannot be iterated');
  }
}

async function* each(
  prices: PriceList['prices'],
  signal: AbortSignal,
): AsyncGenerator<PriceRule> {
  if (Symbol.iterator in prices) {
    for (const rule of prices) {
      signal.throwIfAborted();
      yield rule;
    }
    return;
  }
  const iterator = prices[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await within(iterator.next(), signal);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not waited for: one that hangs hangs here, too.
    iterator.return?.().catch(() => {});
  }
}

/**
 * The prices of a provider that can be used, in the currency of costs.
 *
 * @param problems - gets what is wrong with the others, some of it
 */
export async function* checkedRules(
  prices: PriceList['prices'],
  rate: number,
  problems: LineProblem[],
  signal: AbortSignal,
): AsyncGenerator<LinedRule> {
  let line = 0;
  for await (const rule of each(prices, signal)) {
    line += 1;
    if (line > MOST_PRICES) {
      throw new Error(`It has more than ${MOST_PRICES} prices`);
    }
    const problem = ruleProblem(rule);
    if (!problem) yield { rule: convertRule(rule, rate), line };
    else if (problems.length < MOST_PROBLEMS) {
      problems.push({ line, column: problem.field, message: problem.message });
    }
  }
}
