import {
  Composer,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  type CST,
} from 'yaml';
import { UntrustedKubeconfigError } from './types';

/** Bytes; a context with its certificates has about 6 KiB. */
const LARGEST_TEXT = 1024 * 1024;
/** Words and signs; a context has about 150. */
const MOST_TOKENS = 150_000;
/** A kubeconfig is seven deep, extensions a little more. */
const DEEPEST = 24;

/** What the lexer puts before the text of a scalar. */
const SCALAR = '\u001f';
/** That, and the beginning and end of what is not marked in the text. */
const OWN_SIGNS = new Set([SCALAR, '\u0002', '\u0018']);

/** Names that a plain object has already. */
const RESERVED_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads the YAML (or JSON) of a stranger: one document of plain mappings, lists and scalars.
 *
 * No message has any of the text in it, since the text is full of secrets; line and column say where.
 *
 * @throws UntrustedKubeconfigError
 */
export function readYaml(text: string): unknown {
  if (Buffer.byteLength(text) > LARGEST_TEXT) {
    throw new UntrustedKubeconfigError(
      `The kubeconfig is larger than 1 MiB; paste only the context that is to be registered (kubectl config view --minify --flatten)`,
    );
  }
  const lines = new LineCounter();
  const fail = (problem: string, offset: number): never => {
    const { line, col } = lines.linePos(offset);
    throw new UntrustedKubeconfigError(
      `The kubeconfig ${problem} (line ${line}, column ${col})`,
    );
  };
  scan(text, lines, fail);
  const tokens = parse(text, fail);
  checkDepth(tokens, fail);
  const [document] = new Composer({
    // Keys that stand twice are found below: the library compares each with each.
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
  }).compose(tokens, true, text.length);
  if (document.errors.length > 0) {
    fail('is no valid YAML', document.errors[0].pos[0]);
  }
  return valueOf(document.contents, fail);
}

type Fail = (problem: string, offset: number) => never;

/** Looks at every word before anything is built of them. */
function scan(text: string, lines: LineCounter, fail: Fail): void {
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines.addNewLine(at + 1);
  }
  const control = text.search(/[^\P{Cc}\t\n\r\u0085]/u);
  if (control >= 0) fail('has a control character', control);
  let offset = 0;
  let count = 0;
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    if (++count > MOST_TOKENS) {
      throw new UntrustedKubeconfigError(
        'The kubeconfig has too many entries; paste only the context that is to be registered (kubectl config view --minify --flatten)',
      );
    }
    if (scalar) {
      scalar = false;
    } else {
      switch (token[0]) {
        case '&':
        case '*':
          fail('has an anchor or alias, which is not accepted', offset);
          break;
        case '!':
          fail('has a tag, which is not accepted', offset);
          break;
        case '%':
          fail('has a YAML directive, which is not accepted', offset);
          break;
        default:
      }
      if (token === SCALAR) scalar = true;
    }
    // The lexer's own signs are not in the text.
    if (!OWN_SIGNS.has(token)) offset += token.length;
  }
}

/** Ends at the first mistake and the second document: a text may have 100,000 of each. */
function parse(text: string, fail: Fail): CST.Token[] {
  const tokens: CST.Token[] = [];
  let documents = 0;
  for (const token of new Parser().parse(text)) {
    if (token.type === 'error') fail('is no valid YAML', token.offset);
    if (token.type === 'document' && ++documents > 1) {
      fail('has more than one document', token.offset);
    }
    tokens.push(token);
  }
  return tokens;
}

/** Without recursion: what comes after has it. */
function checkDepth(tokens: readonly CST.Token[], fail: Fail): void {
  const waiting: { token: CST.Token; depth: number }[] = tokens.map(token => ({
    token,
    depth: 0,
  }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST) fail('is nested too deeply', token.offset);
    const inner: (CST.Token | null | undefined)[] = [];
    if (token.type === 'document') inner.push(token.value);
    else if ('items' in token) {
      for (const item of token.items) inner.push(item.key, item.value);
    }
    for (const each of inner) {
      if (each) waiting.push({ token: each, depth: depth + 1 });
    }
  }
}

function valueOf(node: unknown, fail: Fail): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) {
    return node.items.map(item => valueOf(item, fail));
  }
  if (!isMap(node)) return null;
  const fields = new Map<string, unknown>();
  for (const { key, value } of node.items) {
    const offset = (isScalar(key) && key.range?.[0]) || 0;
    if (!isScalar(key) || typeof key.value !== 'string') {
      return fail('has a key that is no text', offset || node.range?.[0] || 0);
    }
    const name = key.value;
    if (name === '<<') fail('has a merge key, which is not accepted', offset);
    if (RESERVED_KEYS.has(name)) {
      fail('has a key that is reserved in JavaScript', offset);
    }
    if (fields.has(name)) fail('has the same key twice', offset);
    fields.set(name, valueOf(value, fail));
  }
  return Object.fromEntries(fields);
}
