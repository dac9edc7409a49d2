const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text as PromQL has it in double quotes. Halves of surrogate pairs are no characters and become U+FFFD. */
export function quoteText(text: string): string {
  const escaped = text
    .replace(/[\\"\n\r\t]/g, character => ESCAPES[character])
    // Beyond ASCII the escape would stand for a byte, which is no character by itself.
    .replace(/\p{Cc}/gu, character =>
      character > '\x7f'
        ? character
        : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
    )
    .replace(/\p{Surrogate}/gu, '\ufffd');
  return `"${escaped}"`;
}

/**
 * A regular expression that matches a text and nothing else, for `=~` and `!~`.
 *
 * @public
 */
export function escapeRegex(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

/**
 * A regular expression that matches any of the texts, for `=~` and `!~`. Of none it matches nothing that a label
 * can be.
 *
 * @public
 */
export function anyOf(texts: readonly string[]): string {
  // An empty alternative would match what has no such label.
  return texts.length === 0
    ? '[^\\s\\S]'
    : texts.map(text => escapeRegex(text)).join('|');
}
