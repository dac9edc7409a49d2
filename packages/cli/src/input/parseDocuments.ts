import { LineCounter, parseAllDocuments, type Document } from 'yaml';
import type { InputError } from './InputError';
import { splitJson, splitYaml, type TextPart } from './splitDocuments';
import { placeOf } from './readText';

/** One document of a file. */
export interface ParsedDocument {
  value: unknown;
  /** From 1; where it begins. */
  line: number;
  /** From 1. */
  column: number;
}

/** The documents of a file and what is wrong with the others. */
export interface ParsedFile {
  documents: ParsedDocument[];
  errors: InputError[];
}

/** Aliases resolve to at most this many nodes in a document: more is an attempt to fill the memory. */
const MAX_ALIASES = 1000;

/**
 * Parses JSON (also several in a row, as `kubectl get --watch -o json` writes them) and YAML of any number
 * of documents. Each document stands for itself: a bad one hides no other.
 */
export function parseDocuments(text: string, file: string): ParsedFile {
  const result: ParsedFile = { documents: [], errors: [] };
  const source = text.replace(/^\ufeff/, '');
  if (/^\s*[{[]/.test(source)) {
    const parts = splitJson(source);
    const values = parts?.map(part => ({ part, value: parseJson(part.text) }));
    if (values?.every(({ value }) => value !== undefined)) {
      for (const { part, value } of values) {
        result.documents.push({ value, ...placeOf(source, part.start) });
      }
      return result;
    }
    // One that is no JSON may be a YAML flow, or says by YAML where it is broken.
    if (values && values.length > 1) {
      for (const { part, value } of values) {
        if (value === undefined) {
          parseYaml(part, file, result);
        } else {
          result.documents.push({ value, ...placeOf(source, part.start) });
        }
      }
      return result;
    }
  }
  for (const part of splitYaml(source)) {
    parseYaml(part, file, result);
  }
  return result;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseYaml(part: TextPart, file: string, result: ParsedFile): void {
  const lines = new LineCounter();
  const place = (position: number) => {
    const { line, col } = lines.linePos(Math.min(position, part.text.length));
    return { line: Math.max(line, 1) + part.line, column: Math.max(col, 1) };
  };
  const fail = (position: number, message: string) =>
    result.errors.push({ file, ...place(position), message });
  try {
    const documents = parseAllDocuments(part.text, {
      lineCounter: lines,
      prettyErrors: false,
      merge: true,
      logLevel: 'error',
    });
    for (const document of Array.isArray(documents) ? documents : []) {
      addDocument(document, place, fail, result);
    }
  } catch (error) {
    fail(0, explain(error));
  }
}

function addDocument(
  document: Document.Parsed,
  place: (position: number) => { line: number; column: number },
  fail: (position: number, message: string) => void,
  result: ParsedFile,
): void {
  const [error] = document.errors;
  if (error) {
    fail(error.pos[0], explain(error));
    return;
  }
  const start = document.contents?.range?.[0] ?? document.range?.[0] ?? 0;
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    if (value !== null && value !== undefined) {
      result.documents.push({ value, ...place(start) });
    }
  } catch (thrown) {
    fail(start, explain(thrown));
  }
}

function explain(error: unknown): string {
  const message = firstLine((error as Error)?.message ?? String(error));
  // The parser may wrap the RangeError of a full stack.
  if (error instanceof RangeError || /call stack/i.test(message)) {
    return 'is nested too deeply';
  }
  return /excessive alias count/i.test(message)
    ? 'its aliases would expand to far more than the file holds'
    : message;
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0];
}
