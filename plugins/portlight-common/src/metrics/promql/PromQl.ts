import { quoteText } from './quote';

/**
 * An expression of PromQL. Only this folder's builders make one, so that nothing in it is pasted together from what
 * people or clusters say.
 *
 * @public
 */
export class PromQl {
  /** @internal */
  protected constructor(
    /** As a server reads it. */
    readonly text: string,
  ) {}

  /** @internal */
  static of(text: string): PromQl {
    return new PromQl(text);
  }

  /** As a server reads it. */
  toString(): string {
    return this.text;
  }
}

/** A condition on a label. Regular expressions are RE2's and match the whole value. @public */
export interface LabelMatcher {
  /** Of the label. */
  name: string;
  /** As in PromQL. */
  operator: '=' | '!=' | '=~' | '!~';
  /** A text, or a regular expression; see `escapeRegex`. */
  value: string;
}

const NAME = '__name__';
const PLAIN_LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const OPERATORS: ReadonlySet<string> = new Set(['=', '!=', '=~', '!~']);

/** A label's name; quoted where it is not one of the classic ones, as Prometheus 3 reads it. */
export function labelName(name: string): string {
  if (name === '') throw new RangeError('The name of a label is empty');
  return PLAIN_LABEL.test(name) ? name : quoteText(name);
}

function milliseconds(seconds: number): number {
  const value = Math.round(seconds * 1000);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`${seconds} s is no duration`);
  }
  return value;
}

function duration(seconds: number): string {
  const value = milliseconds(seconds);
  return value % 1000 === 0 ? `${value / 1000}s` : `${value}ms`;
}

/** Series over some time, for functions such as `rate`. @public */
export class RangeSelector {
  private constructor(
    /** As a server reads it. */
    readonly text: string,
  ) {}

  /** @internal */
  static of(text: string): RangeSelector {
    return new RangeSelector(text);
  }
}

/** Series by their name and labels: the beginning of every expression. @public */
export class Selector extends PromQl {
  readonly #matchers: string;
  readonly #offset: number;

  private constructor(matchers: string, offset = 0) {
    super(matchers + Selector.#offsetText(offset));
    this.#matchers = matchers;
    this.#offset = offset;
  }

  /**
   * Selects series.
   *
   * @param name - of the metric; matched as a text, so that any name is one
   * @throws RangeError for matchers that select everything, or whose operator is none
   */
  static series(
    name: string | undefined,
    matchers: readonly LabelMatcher[] = [],
  ): Selector {
    const all: LabelMatcher[] = [
      ...(name === undefined
        ? []
        : [{ name: NAME, operator: '=' as const, value: name }]),
      ...matchers,
    ];
    const texts = all.map(({ name: label, operator, value }) => {
      if (!OPERATORS.has(operator)) {
        throw new RangeError('The operator of a matcher is =, !=, =~ or !~');
      }
      return `${labelName(label)}${operator}${quoteText(value)}`;
    });
    if (!all.some(({ operator, value }) => operator === '=' && value !== '')) {
      throw new RangeError('A selector has to have a label with a value');
    }
    return new Selector(`{${texts.join(',')}}`);
  }

  static #offsetText(seconds: number): string {
    return seconds === 0 ? '' : ` offset ${duration(seconds)}`;
  }

  /** The same series so many seconds before. */
  offset(seconds: number): Selector {
    return new Selector(this.#matchers, this.#offset + seconds);
  }

  /** What they were in so many seconds. */
  range(seconds: number): RangeSelector {
    if (!(milliseconds(seconds) > 0)) {
      throw new RangeError('A range has to be longer than nothing');
    }
    return RangeSelector.of(
      `${this.#matchers}[${duration(seconds)}]${Selector.#offsetText(
        this.#offset,
      )}`,
    );
  }
}
