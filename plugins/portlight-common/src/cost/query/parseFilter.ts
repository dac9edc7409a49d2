import { invalidParameter } from '../../api/invalidParameter';
import { excerpt } from './excerpt';
import type {
  CostFilter,
  FilterComparison,
  FilterField,
  FilterOperator,
} from './types';

const MAXIMUM_LENGTH = 4096;
const MAXIMUM_DEPTH = 20;
const MAXIMUM_COMPARISONS = 200;
const MAXIMUM_VALUES = 1000;
const PARAMETER = 'filter';

/** Names of fields, also those that OpenCost has for them and for labels that it knows. */
const FIELDS: ReadonlyMap<string, { field: FilterField; key?: string }> =
  new Map<string, { field: FilterField; key?: string }>([
    ...(
      [
        'cluster',
        'node',
        'namespace',
        'workload',
        'kind',
        'owner',
        'system',
        'domain',
        'entity',
        'team',
        'costCenter',
        'service',
        'pod',
        'container',
        'class',
        'label',
        'annotation',
      ] as const
    ).map(field => [field, { field }] as const),
    ['controllerName', { field: 'workload' }],
    ['controller', { field: 'workload' }],
    ['controllerKind', { field: 'kind' }],
    ['services', { field: 'service' }],
    ['department', { field: 'label', key: 'department' }],
    ['environment', { field: 'label', key: 'env' }],
    ['product', { field: 'label', key: 'app' }],
  ]);

/** Longest first, so that `!<~:` is not read as `!` and something else. */
const OPERATORS: readonly [string, FilterOperator, boolean][] = [
  ['!<~:', 'startsWith', true],
  ['!~>:', 'endsWith', true],
  ['!~:', 'contains', true],
  ['<~:', 'startsWith', false],
  ['~>:', 'endsWith', false],
  ['!:', 'equals', true],
  ['~:', 'contains', false],
  [':', 'equals', false],
];

const SPACE = /\s*/y;
const WORD = /[A-Za-z][A-Za-z_]*/y;
const KEY = /\[\s*("(?:[^"\\]|\\["\\])*"|[^\s"[\]]+)\s*\]/y;
const TEXT = /"(?:[^"\\]|\\.)*"/y;

/** Recursive descent; every failure says where. */
class Parser {
  private position = 0;
  private comparisons = 0;
  private values = 0;

  constructor(private readonly source: string) {}

  parse(): CostFilter {
    const filter = this.expression(0);
    if (this.position < this.source.length) {
      this.fail(
        this.source[this.position] === ')'
          ? 'there is a `)` without its `(`'
          : 'a `+` (and) or a `|` (or) is missing; a `+` in an address has to be sent as `%2B`, or it arrives as a space',
      );
    }
    return filter;
  }

  private fail(what: string): never {
    throw invalidParameter(
      PARAMETER,
      `The filter cannot be read: at character ${this.position + 1}${
        this.position < this.source.length
          ? `, \`${excerpt(this.source.slice(this.position), 20)}\``
          : ', its end'
      }, ${what}`,
    );
  }

  /** Skips white space. */
  private skip(): void {
    this.take(SPACE);
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.source);
    if (match) this.position = pattern.lastIndex;
    return match;
  }

  private takeText(text: string): boolean {
    const found = this.source.startsWith(text, this.position);
    if (found) this.position += text.length;
    return found;
  }

  private expression(depth: number): CostFilter {
    if (depth > MAXIMUM_DEPTH) {
      this.fail(`parentheses are more than ${MAXIMUM_DEPTH} deep`);
    }
    const parts = [this.term(depth)];
    let joint: string | undefined;
    for (;;) {
      this.skip();
      const next = this.source[this.position];
      if (next !== '+' && next !== '|') break;
      if (joint !== undefined && next !== joint) {
        this.fail(
          'what is meant by `+` (and) and `|` (or) side by side has to be said by parentheses, such as `a:"1"+(b:"2"|c:"3")`',
        );
      }
      joint = next;
      this.position += 1;
      parts.push(this.term(depth));
    }
    if (parts.length === 1) return parts[0];
    return joint === '+' ? { all: parts } : { any: parts };
  }

  private term(depth: number): CostFilter {
    this.skip();
    if (!this.takeText('(')) return this.comparison();
    const inner = this.expression(depth + 1);
    this.skip();
    if (!this.takeText(')')) {
      this.fail(
        this.position < this.source.length
          ? 'a `+`, a `|` or a `)` is missing; a `+` in an address has to be sent as `%2B`, or it arrives as a space'
          : 'a `)` is missing',
      );
    }
    this.skip();
    return inner;
  }

  private comparison(): FilterComparison {
    this.comparisons += 1;
    if (this.comparisons > MAXIMUM_COMPARISONS) {
      this.fail(`there are more than ${MAXIMUM_COMPARISONS} comparisons`);
    }
    const at = this.position;
    const word = this.take(WORD)?.[0];
    const known = word === undefined ? undefined : FIELDS.get(word);
    if (!known) {
      this.position = at;
      this.fail(
        `the name of a field is expected, one of ${[...FIELDS.keys()].join(
          ', ',
        )}`,
      );
    }
    const key = this.key(known.field) ?? known.key;
    this.skip();
    const operator = OPERATORS.find(([text]) => this.takeText(text));
    if (!operator) {
      this.fail(
        `an operator is expected, one of ${OPERATORS.map(
          ([text]) => `\`${text}\``,
        )
          .reverse()
          .join(' ')}`,
      );
    }
    return {
      field: known.field,
      ...(key === undefined ? {} : { key }),
      operator: operator[1],
      negated: operator[2],
      values: this.list(),
    };
  }

  private key(field: FilterField): string | undefined {
    if (field !== 'label' && field !== 'annotation') return undefined;
    if (this.source[this.position] !== '[') return undefined;
    const match = this.take(KEY);
    if (!match) this.fail('the name of a label is expected, as in `[app]`');
    const [, name] = match;
    return name.startsWith('"') ? unquote(name) : name;
  }

  private list(): string[] {
    const values: string[] = [];
    do {
      this.skip();
      const match = this.take(TEXT);
      if (!match) {
        this.fail('a value in double quotes is expected, such as `"shop"`');
      }
      values.push(unquote(match[0]));
      this.values += 1;
      if (this.values > MAXIMUM_VALUES) {
        this.fail(`there are more than ${MAXIMUM_VALUES} values`);
      }
      this.skip();
    } while (this.takeText(','));
    return values;
  }
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(["\\])/g, '$1');
}

/**
 * Reads OpenCost's filter language v2.1, such as `namespace:"shop"+label[app]:"cart","web"`. An empty text is no filter.
 * What comes out compares; it never becomes part of another language.
 *
 * @throws PortlightError `invalid-parameter` that says at which character
 *
 * @public
 */
export function parseCostFilter(text: string): CostFilter | undefined {
  if (text.length > MAXIMUM_LENGTH) {
    throw invalidParameter(
      PARAMETER,
      `The filter is ${text.length} characters long; the most is ${MAXIMUM_LENGTH}`,
    );
  }
  return text.trim() === '' ? undefined : new Parser(text).parse();
}
