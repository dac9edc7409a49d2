import { PortlightError } from '../api/PortlightApi';

/**
 * One requirement of a label selector. `values` is empty for `Exists` and `DoesNotExist`.
 *
 * @public
 */
export interface LabelRequirement {
  /** Of the label, such as `app` or `example.com/tier`. */
  key: string;
  /** What is required of its value, as in `matchExpressions`. */
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** The values that `In` and `NotIn` name. */
  values: string[];
}

/**
 * A label selector: all requirements have to be met. An empty one selects everything.
 *
 * @public
 */
export type LabelSelector = LabelRequirement[];

const TOKEN = /\s*(==|!=|[=!,()<>]|[^\s=!,()<>]+)/y;
const NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const PREFIX =
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const SYMBOLS: ReadonlySet<string | undefined> = new Set([
  '==',
  '!=',
  '=',
  '!',
  ',',
  '(',
  ')',
  '<',
  '>',
]);

interface Token {
  text: string;
  /** Where it begins, from 0. */
  at: number;
}

class Parser {
  private readonly tokens: Token[] = [];
  private position = 0;

  constructor(private readonly source: string) {
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(source); match; match = TOKEN.exec(source)) {
      this.tokens.push({
        text: match[1],
        at: match.index + match[0].length - match[1].length,
      });
    }
  }

  parse(): LabelSelector {
    const requirements: LabelSelector = [];
    if (this.tokens.length === 0) {
      return requirements;
    }
    do {
      requirements.push(this.requirement());
    } while (this.take(','));
    if (this.peek()) {
      this.fail('a comma or the end');
    }
    return requirements;
  }

  private peek(): Token | undefined {
    return this.tokens[this.position];
  }

  private take(text: string): boolean {
    const found = this.peek()?.text === text;
    if (found) {
      this.position += 1;
    }
    return found;
  }

  private requirement(): LabelRequirement {
    if (this.take('!')) {
      return { key: this.key(), operator: 'DoesNotExist', values: [] };
    }
    const key = this.key();
    const operator = this.peek()?.text;
    switch (operator) {
      case undefined:
      case ',':
        return { key, operator: 'Exists', values: [] };
      case '=':
      case '==':
        this.position += 1;
        return { key, operator: 'In', values: [this.value()] };
      case '!=':
        this.position += 1;
        return { key, operator: 'NotIn', values: [this.value()] };
      case 'in':
      case 'notin':
        this.position += 1;
        return {
          key,
          operator: operator === 'in' ? 'In' : 'NotIn',
          values: this.values(),
        };
      default:
        return this.fail('one of =, ==, !=, in, notin, a comma or the end');
    }
  }

  private key(): string {
    const token = this.peek();
    if (!token || SYMBOLS.has(token.text)) {
      return this.fail('the key of a label');
    }
    const slash = token.text.indexOf('/');
    const prefix = token.text.slice(0, Math.max(0, slash));
    const name = token.text.slice(slash + 1);
    if (
      !NAME.test(name) ||
      (slash >= 0 && (!PREFIX.test(prefix) || prefix.length > 253))
    ) {
      return this.fail('the key of a label, such as app or example.com/tier');
    }
    this.position += 1;
    return token.text;
  }

  /** A value; the empty one has no token. */
  private value(): string {
    const token = this.peek();
    if (!token || token.text === ',' || token.text === ')') {
      return '';
    }
    if (SYMBOLS.has(token.text) || !NAME.test(token.text)) {
      return this.fail(
        'a value of at most 63 letters, digits, -, _ and ., with a letter or digit at both ends',
      );
    }
    this.position += 1;
    return token.text;
  }

  private values(): string[] {
    if (!this.take('(')) {
      return this.fail('( and values');
    }
    const values = new Set<string>();
    do {
      values.add(this.value());
    } while (this.take(','));
    if (!this.take(')')) {
      return this.fail('a comma or )');
    }
    return [...values];
  }

  private fail(expected: string): never {
    const token = this.peek();
    const found = token
      ? `\`${token.text.slice(0, 80)}\` at position ${token.at + 1}`
      : `the end at position ${this.source.length + 1}`;
    throw new PortlightError({
      code: 'invalid-parameter',
      status: 400,
      parameter: 'labelSelector',
      message: `The label selector should have ${expected} instead of ${found}`,
    });
  }
}

/**
 * Reads a label selector as kubectl takes it: `app=cart,tier in (web,api),!canary,track!=beta`.
 *
 * @throws PortlightError `invalid-parameter`, with the place and what was expected there
 * @public
 */
export function parseLabelSelector(text: string): LabelSelector {
  return new Parser(text).parse();
}

/**
 * Whether labels meet all requirements. As in Kubernetes, `!=` and `notin` are also met by labels that do
 * not have the key.
 *
 * @public
 */
export function matchesLabels(
  selector: LabelSelector,
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  const all = labels ?? {};
  return selector.every(({ key, operator, values }) => {
    const present = Object.hasOwn(all, key);
    switch (operator) {
      case 'Exists':
        return present;
      case 'DoesNotExist':
        return !present;
      case 'In':
        return present && values.includes(all[key]);
      default:
        return !present || !values.includes(all[key]);
    }
  });
}

/**
 * The `selector` of an object (`matchLabels`, `matchExpressions`) as a label selector.
 *
 * @returns undefined for what is no selector, or one with an unknown operator: it selects nothing
 */
export function objectSelector(value: any): LabelSelector | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const selector: LabelSelector = Object.entries(value.matchLabels ?? {}).map(
    ([key, label]) => ({
      key,
      operator: 'In',
      values: [String(label)],
    }),
  );
  const expressions = Array.isArray(value.matchExpressions)
    ? value.matchExpressions
    : [];
  for (const { key, operator, values } of expressions) {
    if (!['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator)) {
      return undefined;
    }
    selector.push({
      key,
      operator,
      values: Array.isArray(values) ? values : [],
    });
  }
  return selector;
}
