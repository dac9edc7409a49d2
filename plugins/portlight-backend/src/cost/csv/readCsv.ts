import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type DecimalSeparator,
  detectDelimiter,
} from '@portlight/plugin-portlight-common';
import { CsvError, parse } from 'csv-parse';

/** A line longer than this is no line but a file without any. */
const LONGEST_RECORD = 1024 * 1024;

/** What tells how a file is written has to be within this much of its beginning. */
const START = 64 * 1024;

/** A file that is no CSV: where it stops being one, and why. */
export class CsvSyntaxError extends Error {
  constructor(readonly line: number, message: string) {
    super(message);
    this.name = 'CsvSyntaxError';
  }
}

/** What is done with the records of a file. */
export interface CsvConsumer {
  /** Is told the first record. */
  headers(record: string[], decimal: DecimalSeparator): void;
  /** Is told each of the others, one after the other. */
  record(record: string[], line: number): void | Promise<void>;
}

function explain(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'A quotation mark is not closed before the file ends';
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'A quotation mark stands within a cell; cells with one have to be quoted, and the mark doubled';
    case 'CSV_MAX_RECORD_SIZE':
      return 'A line is longer than 1 MiB: a quotation mark may not be closed, or this is no CSV file';
    default:
      return error.message;
  }
}

/** The first part of a stream, and the stream with it. */
async function peek(
  source: AsyncIterable<Uint8Array | string>,
): Promise<{ start: string; whole: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const parts: Buffer[] = [];
  let size = 0;
  let ended = false;
  while (size < START && !ended) {
    const next = await iterator.next();
    if (next.done) ended = true;
    else {
      const part = Buffer.from(next.value as Uint8Array);
      parts.push(part);
      size += part.length;
      if (part.includes(0x0a)) break;
    }
  }
  const first = Buffer.concat(parts);
  const isUtf16 = first[0] === 0xff && first[1] === 0xfe;
  async function* whole() {
    try {
      yield first;
      while (!ended) {
        const next = await iterator.next();
        if (next.done) ended = true;
        else yield Buffer.from(next.value as Uint8Array);
      }
    } finally {
      if (!ended) await iterator.return?.();
    }
  }
  return {
    start: first.toString(isUtf16 ? 'utf16le' : 'utf8').replace(/^\ufeff/, ''),
    whole: whole(),
  };
}

/**
 * Reads a CSV file of any length: a byte-order mark, commas, semicolons, tabs or bars, quotes, empty lines. No more of
 * it is in memory than some lines.
 *
 * @throws CsvSyntaxError where it cannot be read on
 */
export async function readCsv(
  source: AsyncIterable<Uint8Array | string>,
  consumer: CsvConsumer,
): Promise<void> {
  const { start, whole } = await peek(source);
  const delimiter = detectDelimiter(start);
  const decimal: DecimalSeparator =
    delimiter === ';' || delimiter === '\t' ? ',' : '.';
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    max_record_size: LONGEST_RECORD,
    relax_column_count: true,
    skip_empty_lines: true,
    // Spreadsheets write lines of separators only below the last one.
    skip_records_with_empty_values: true,
  });
  let isFirst = true;
  const consume = async (
    records: AsyncIterable<{ record: string[]; info: { lines: number } }>,
  ) => {
    for await (const { record, info } of records) {
      if (isFirst) {
        isFirst = false;
        consumer.headers(record, decimal);
      } else {
        const pending = consumer.record(record, info.lines);
        // Waiting for nothing, two million times, would be most of the work.
        if (pending) await pending;
      }
    }
  };
  try {
    await pipeline(
      Readable.from(whole, { objectMode: false }),
      parser,
      consume as (records: AsyncIterable<any>) => Promise<void>,
    );
  } catch (error) {
    if (error instanceof CsvError) {
      const { lines } = error as CsvError & { lines?: number };
      throw new CsvSyntaxError(lines ?? 1, explain(error));
    }
    throw error;
  }
  if (isFirst) throw new CsvSyntaxError(1, 'The file is empty');
}
