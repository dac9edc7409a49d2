import { badRequest, type ApiObject, type ResourceDefinition } from '../store';

/** Whether an object is selected. */
export type Matcher = (object: ApiObject) => boolean;

const OPERATORS = 'in, notin, =, ==, !=, gt, lt';
const KEY =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const KEY_RULE =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

interface Tokens {
  peek(): string | undefined;
  next(): string | undefined;
}

function tokenize(text: string): Tokens {
  const tokens = text.match(/==|!=|[=<>!(),]|[^\s=<>!(),]+/g) ?? [];
  let at = 0;
  return {
    peek: () => tokens[at],
    next: () => tokens[at++],
  };
}

/** What the parser of a single requirement says. */
function wrong(
  found: string | undefined,
  expected: string,
  separator = ',',
): Error {
  return badRequest(
    `unable to parse requirement: found '${
      found ?? ''
    }'${separator} expected: ${expected}`,
  );
}

/** What the parser of the whole list says. */
function misplaced(found: string | undefined, expected: string): Error {
  return badRequest(`found '${found ?? ''}', expected: ${expected}`);
}

function isSymbol(token: string | undefined): boolean {
  return token === undefined || /^[=<>!(),]/.test(token);
}

/**
 * Reads a label selector as it stands in a query.
 *
 * @throws ApiError `BadRequest`, worded as the API server does
 */
export function parseLabelSelector(text: string): Matcher {
  const requirements: ((labels: Record<string, string>) => boolean)[] = [];
  const tokens = tokenize(text);
  while (tokens.peek() !== undefined) {
    const first = tokens.peek();
    if (isSymbol(first) && first !== '!') {
      throw misplaced(first, "!, identifier, or 'end of string'");
    }
    requirements.push(parseRequirement(tokens));
    const separator = tokens.next();
    if (separator === undefined) {
      break;
    }
    if (separator !== ',') {
      throw misplaced(separator, "',' or 'end of string'");
    }
    const next = tokens.peek();
    if (isSymbol(next) && next !== '!') {
      throw misplaced(next, "identifier after ','");
    }
  }
  return ({ metadata }) =>
    requirements.every(requirement => requirement(metadata.labels ?? {}));
}

function parseRequirement(
  tokens: Tokens,
): (labels: Record<string, string>) => boolean {
  let key = tokens.next();
  const absent = key === '!';
  if (absent) {
    key = tokens.next();
  }
  if (key === undefined || isSymbol(key)) {
    throw wrong(key, 'identifier');
  }
  if (key.length > 317 || !KEY.test(key)) {
    throw badRequest(
      `unable to parse requirement: <nil>: Invalid value: ${JSON.stringify(
        key,
      )}: ${KEY_RULE}`,
    );
  }
  const label = key;
  if (absent) {
    return labels => labels[label] === undefined;
  }
  const operator = tokens.peek();
  if (operator === undefined || operator === ',') {
    return labels => labels[label] !== undefined;
  }
  tokens.next();
  switch (operator) {
    case '=':
    case '==': {
      const value = parseValue(tokens, label);
      return labels => labels[label] === value;
    }
    case '!=': {
      const value = parseValue(tokens, label);
      return labels => labels[label] !== value;
    }
    case 'in': {
      const values = parseValues(tokens, label);
      return labels => labels[label] !== undefined && values.has(labels[label]);
    }
    case 'notin': {
      const values = parseValues(tokens, label);
      return labels => !values.has(labels[label]);
    }
    case '>':
    case 'gt':
    case '<':
    case 'lt': {
      const value = parseValue(tokens, label);
      if (!/^-?\d+$/.test(value)) {
        throw badRequest(
          `unable to parse requirement: values[0][${label}]: Invalid value: ${JSON.stringify(
            value,
          )}: for 'Gt', 'Lt' operators, the value must be an integer`,
        );
      }
      const greater = operator === '>' || operator === 'gt';
      return labels =>
        /^-?\d+$/.test(labels[label] ?? '') &&
        (greater
          ? Number(labels[label]) > Number(value)
          : Number(labels[label]) < Number(value));
    }
    default:
      throw wrong(operator, OPERATORS);
  }
}

function parseValue(tokens: Tokens, key: string): string {
  const next = tokens.peek();
  if (next === undefined || next === ',') {
    return '';
  }
  tokens.next();
  if (/^[=<>!()]/.test(next)) {
    throw wrong(next, 'identifier');
  }
  return checkValue(next, key);
}

function parseValues(tokens: Tokens, key: string): Set<string> {
  const open = tokens.next();
  if (open !== '(') {
    throw wrong(open, "'('", '');
  }
  const values = new Set<string>();
  let expectsValue = true;
  for (;;) {
    const token = tokens.next();
    if (token === ')') {
      if (expectsValue) {
        values.add('');
      }
      return values;
    }
    if (token === ',') {
      if (expectsValue) {
        values.add('');
      }
      expectsValue = true;
    } else if (token === undefined || !expectsValue) {
      throw wrong(
        token,
        expectsValue ? "',', ')' or identifier" : "',' or ')'",
      );
    } else {
      values.add(checkValue(token, key));
      expectsValue = false;
    }
  }
}

function checkValue(value: string, key: string): string {
  if (value.length > 63 || !VALUE.test(value)) {
    throw badRequest(
      `unable to parse requirement: values[0][${key}]: Invalid value: ${JSON.stringify(
        value,
      )}: ${value.length > 63 ? 'must be no more than 63 bytes' : VALUE_RULE}`,
    );
  }
  return value;
}

/**
 * Reads a field selector for a resource.
 *
 * @throws ApiError `BadRequest` for a field that the resource does not select by
 */
export function parseFieldSelector(
  resource: ResourceDefinition,
  text: string,
): Matcher {
  const requirements = splitTerms(text).map(term => {
    const parts = /^(.*?)(==|!=|=)(.*)$/s.exec(term);
    if (!parts) {
      throw badRequest(
        `invalid selector: '${text}'; can't understand '${term}'`,
      );
    }
    const [, field, operator, value] = parts;
    if (
      field !== 'metadata.name' &&
      (field !== 'metadata.namespace' || !resource.namespaced) &&
      !resource.selectableFields?.includes(field)
    ) {
      throw badRequest(
        resource.selectableFields
          ? `field label not supported: ${field}`
          : `${JSON.stringify(
              field,
            )} is not a known field selector: only "metadata.name", "metadata.namespace"`,
      );
    }
    const wanted = value.replace(/\\([\\,=])/g, '$1');
    return (object: ApiObject) =>
      (fieldValue(resource, object, field) === wanted) === (operator !== '!=');
  });
  return object => requirements.every(requirement => requirement(object));
}

/** Splits at commas that are not escaped. */
function splitTerms(text: string): string[] {
  return (text.match(/(?:\\.|[^,\\])+/gs) ?? []).filter(term => term !== '');
}

/** Fields whose absence means something else than the empty text. */
const ABSENT_VALUES: Record<string, string> = {
  'spec.unschedulable': 'false',
  'spec.hostNetwork': 'false',
  'status.successful': '0',
  'status.replicas': '0',
};

function fieldValue(
  resource: ResourceDefinition,
  object: ApiObject,
  field: string,
): string {
  if (resource.kind === 'Event' && field === 'source') {
    return object.source?.component || object.reportingComponent || '';
  }
  if (resource.kind === 'Job' && field === 'status.successful') {
    return String(object.status?.succeeded ?? 0);
  }
  let value: any = object;
  for (const step of field.split('.')) {
    value = value?.[step];
  }
  if (value === undefined || value === null) {
    return ABSENT_VALUES[field] ?? '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
