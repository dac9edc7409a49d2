import type { ExpositionFormat } from './types';

/**
 * The `Accept` header of a scrape, in the order that Prometheus 3 prefers.
 *
 * @public
 */
export const EXPOSITION_ACCEPT = [
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6',
  'application/openmetrics-text;version=0.0.1;q=0.5',
  'text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4',
  'text/plain;version=0.0.4;q=0.3',
  '*/*;q=0.2',
].join(',');

const FALLBACK = { name: 'prometheus', version: '0.0.4' } as const;

/**
 * What a Content-Type says. Where it is missing or says something else, the body is taken for the text
 * format 0.0.4, and `warning` says so; Prometheus 3 would refuse the scrape.
 *
 * @public
 */
export function formatOf(contentType: string | undefined): ExpositionFormat {
  if (!contentType?.trim()) {
    return {
      ...FALLBACK,
      warning:
        'The peer sent no Content-Type; its answer was read as text format 0.0.4. Prometheus refuses such answers.',
    };
  }
  const { type, parameters } = parseMediaType(contentType);
  const version = parameters.get('version');
  const charset = parameters.get('charset');
  const warning =
    charset && !/^utf-?8$/i.test(charset)
      ? {
          warning: `The peer says that its charset is ${quoted(
            charset,
          )}; its answer was read as UTF-8, as the format demands.`,
        }
      : {};
  if (type === 'application/openmetrics-text') {
    return version === undefined || version === '1.0.0' || version === '0.0.1'
      ? { name: 'openmetrics', version: version ?? '1.0.0', ...warning }
      : {
          name: 'openmetrics',
          version: '1.0.0',
          warning: `The peer sent version ${quoted(
            version,
          )} of OpenMetrics, which nobody asked for; it was read as 1.0.0.`,
        };
  }
  if (type === 'text/plain') {
    return version === undefined || version === '0.0.4' || version === '1.0.0'
      ? { name: 'prometheus', version: version ?? '0.0.4', ...warning }
      : {
          ...FALLBACK,
          warning: `The peer sent version ${quoted(
            version,
          )} of the text format, which nobody asked for; it was read as 0.0.4.`,
        };
  }
  return {
    ...FALLBACK,
    warning: `The peer sent Content-Type ${quoted(
      contentType,
    )}, which is no metrics format; its answer was read as text format 0.0.4. Prometheus refuses such answers.`,
  };
}

function parseMediaType(text: string): {
  type: string;
  parameters: ReadonlyMap<string, string>;
} {
  const parameters = new Map<string, string>();
  // Some servers join two headers by a comma; the first is meant.
  const [type, ...rest] = text.slice(0, 1000).split(',', 1)[0].split(';');
  for (const part of rest) {
    const equals = part.indexOf('=');
    if (equals > 0) {
      const name = part.slice(0, equals).trim().toLowerCase();
      const value = part
        .slice(equals + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1');
      if (!parameters.has(name)) {
        parameters.set(name, value);
      }
    }
  }
  return { type: type.trim().toLowerCase(), parameters };
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 99)}…` : text);
}
