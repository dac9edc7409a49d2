import type { Labels } from '../exposition/types';
import type { LabelMatcher } from '../promql';

/**
 * A name as PromQL can write it without quotes, and without what a format adds to counters, so that
 * `http.server.request.duration` and `http_server_request_duration` are one.
 */
export function normalizeName(name: string): string {
  return name.replace(/[^a-zA-Z0-9_:]/g, '_').replace(/_total$/, '');
}

/** Tells the labels that fit, whichever way their names are written. */
export function compileMatchers(
  matchers: readonly LabelMatcher[],
): (labels: Labels) => boolean {
  const tests = matchers.map(({ name, operator, value }) => {
    const wanted = normalizeName(name);
    const valueOf = (labels: Labels) =>
      labels.find(label => normalizeName(label[0]) === wanted)?.[1] ?? '';
    if (operator === '=' || operator === '!=') {
      return (labels: Labels) =>
        (valueOf(labels) === value) === (operator === '=');
    }
    const pattern = new RegExp(`^(?:${value})$`, 's');
    return (labels: Labels) =>
      pattern.test(valueOf(labels)) === (operator === '=~');
  });
  return labels => tests.every(test => test(labels));
}

/** A matcher as PromQL writes it, the quotes left out or not; undefined where it is none. */
export function parseMatcher(text: string): LabelMatcher | undefined {
  const found = /^\s*([^=!~"{},\s]+)\s*(=~|!~|!=|=)\s*(.*?)\s*$/s.exec(text);
  if (!found) {
    return undefined;
  }
  const [, name, operator, written] = found;
  const quoted = /^"(.*)"$/s.exec(written);
  const value = quoted ? quoted[1].replace(/\\(["\\])/g, '$1') : written;
  if (operator.endsWith('~')) {
    try {
      RegExp(`^(?:${value})$`, 's');
    } catch {
      return undefined;
    }
  }
  return { name, operator: operator as LabelMatcher['operator'], value };
}

/** Matchers of a table, where they are known to be right. */
export function match(...texts: string[]): LabelMatcher[] {
  return texts.map(text => {
    const matcher = parseMatcher(text);
    if (!matcher) {
      throw new Error(`Not a label matcher: ${text}`);
    }
    return matcher;
  });
}
