const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** A piece of a text that stands for itself. */
export interface TextPart {
  text: string;
  /** Position in the whole text. */
  start: number;
  /** Lines before it. */
  line: number;
}

/**
 * Splits YAML at the lines that begin with `---`, which YAML allows nowhere else, not even inside of
 * quotes: so a broken document ends where the next one starts. Directives (`%`) stay with their document.
 */
export function splitYaml(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let start = 0;
  let line = 0;
  let lines = 0;
  let hasOnlyDirectives = true;
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    const isMarker =
      text.startsWith('---', at) &&
      (at + 3 >= text.length || /\s/.test(text[at + 3]));
    if (isMarker && !hasOnlyDirectives) {
      parts.push({ text: text.slice(start, at), start, line });
      start = at;
      line = lines;
    }
    const first = text[at];
    if (
      isMarker ||
      (first !== '%' && first !== '#' && /\S/.test(text.slice(at, end)))
    ) {
      hasOnlyDirectives = false;
    }
    at = end;
    lines += 1;
  }
  if (start < text.length) {
    parts.push({ text: text.slice(start), start, line });
  }
  return parts;
}

/**
 * Splits JSON texts that follow each other; `undefined` where the text between them is more than spaces, or
 * the brackets do not match.
 */
export function splitJson(text: string): TextPart[] | undefined {
  const parts: TextPart[] = [];
  let depth = 0;
  let start = 0;
  let line = 0;
  let lines = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      lines += 1;
    }
    if (isInString) {
      if (code === BACKSLASH) {
        at += 1;
      } else if (code === QUOTE) {
        isInString = false;
      }
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (depth === 0) {
        start = at;
        line = lines;
      }
      depth += 1;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth -= 1;
      if (depth < 0) {
        return undefined;
      }
      if (depth === 0) {
        parts.push({ text: text.slice(start, at + 1), start, line });
      }
    } else if (depth === 0 && !isSpace(code)) {
      return undefined;
    } else if (code === QUOTE) {
      isInString = true;
    }
  }
  return depth === 0 ? parts : undefined;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
