const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const VALUE_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

const NAME_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const NAME_RULE =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

const PREFIX_PART =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const PREFIX_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const LONGEST_PART = 63;
const LONGEST_PREFIX = 253;

/** Why a key is none that a label can have, in the API server's words. */
export function labelKeyFaults(key: string): string[] {
  const parts = key.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${NAME_RULE} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.pop()!;
  const faults = parts.flatMap(prefixFaults);
  if (name === '') {
    faults.push('name part must be non-empty');
  } else if (name.length > LONGEST_PART) {
    faults.push(`name part must be no more than ${LONGEST_PART} bytes`);
  }
  // Bounded before the pattern runs: a key comes from a stranger.
  if (!NAME_PART.test(name.slice(0, 1024))) {
    faults.push(`name part ${NAME_RULE}`);
  }
  return faults;
}

function prefixFaults(prefix: string): string[] {
  if (prefix === '') {
    return ['prefix part must be non-empty'];
  }
  if (prefix.length > LONGEST_PREFIX) {
    return [`prefix part must be no more than ${LONGEST_PREFIX} bytes`];
  }
  return PREFIX_PART.test(prefix) ? [] : [`prefix part ${PREFIX_RULE}`];
}

/** Why a value is none that a label can have. */
export function labelValueFaults(value: unknown): string[] {
  const text = String(value);
  if (text.length > LONGEST_PART) {
    return [`must be no more than ${LONGEST_PART} bytes`];
  }
  return typeof value === 'string' && LABEL_VALUE.test(text)
    ? []
    : [VALUE_RULE];
}
