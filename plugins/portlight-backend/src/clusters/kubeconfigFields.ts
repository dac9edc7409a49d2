/** A mapping of a kubeconfig. */
export type Fields = Record<string, unknown>;

/** Whether a value is a mapping. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The mappings of a list; nothing where there is no list. */
export function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/**
 * The address in a field, without slashes at the end.
 *
 * @param field - its name, for the error
 * @throws Error that says what is wrong with it
 */
export function readUrl(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') {
    throw new Error(`${field} is missing`);
  }
  let parsed: URL;
  try {
    // kubectl takes an address without a scheme for https.
    parsed = new URL(
      /^[a-z][\w+.-]*:\/\//i.test(value) ? value : `https://${value}`,
    );
  } catch {
    throw new Error(`${field} is no URL: ${JSON.stringify(value)}`);
  }
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    throw new Error(
      `${field} has to begin with https:// or http://, not ${parsed.protocol}//`,
    );
  }
  return parsed.href.replace(/\/+$/, '');
}
