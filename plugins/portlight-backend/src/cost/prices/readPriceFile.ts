import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  type CurrencyOptions,
  type LineProblem,
  PriceListReader,
} from '@portlight/plugin-portlight-common';
import { CsvSyntaxError, readCsv } from '../csv';
import type { LinedRule } from './PriceRows';
import type { PriceFileSettings } from './PriceSettings';

/** Problems that are told. */
const MOST_PROBLEMS = 20;

/** Prices on their way from the file to the database. */
const WAITING = 2_000;

/** A file that has no prices that can be used. */
export class PriceFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PriceFileError';
  }
}

/** A file as it is now. */
export interface PriceFile {
  /** Of its contents, the same on every replica. */
  version: string;
  /** When it was written, ISO 8601. */
  at: string;
}

/** What tells one state of a file from the next without reading it. */
export async function fileState(path: string): Promise<string> {
  const { mtimeMs, size } = await stat(path);
  return `${mtimeMs}/${size}`;
}

/** The version of a file: part of the hash of its contents. */
export async function describeFile(path: string): Promise<PriceFile> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  const { mtime } = await stat(path);
  return {
    version: `sha256:${hash.digest('hex').slice(0, 12)}`,
    at: mtime.toISOString(),
  };
}

/** What was wrong with lines of a file. */
export interface PriceFileProblems {
  /** Lines that were left out. */
  count: number;
  /** The first of them. */
  problems: LineProblem[];
}

/**
 * The prices of a file, one after the other; lines with a problem are left out, and told when all is read.
 *
 * @param wanted - types of machines whose prices are taken. Lists of clouds have millions of lines for thousands of
 *   types, of which a fleet has some dozens; all of them would make the database many times as large
 * @param report - what was wrong; complete once the last price was given
 * @throws PriceFileError where nothing of it can be used
 */
export async function* readPriceFile(
  settings: PriceFileSettings,
  currency: CurrencyOptions,
  wanted: (instanceType: string) => boolean,
  report: PriceFileProblems,
): AsyncGenerator<LinedRule> {
  let waiting: LinedRule[] = [];
  let done = false;
  let wake = () => {};
  let resume = () => {};
  let reader: PriceListReader | undefined;
  const abandoned = new Error('Nobody wants the rest of the file');
  let isAbandoned = false;
  const reading = readCsv(createReadStream(settings.path), {
    headers(headers, decimal) {
      reader = new PriceListReader(
        headers,
        {
          ...currency,
          listCurrency: settings.currency,
          columns: settings.columns,
        },
        decimal,
      );
      if (reader.problems.length > 0) {
        throw new PriceFileError(reader.problems.join('. '));
      }
    },
    record(record, line) {
      if (isAbandoned) throw abandoned;
      const read = reader!.read(record, line);
      if ('problem' in read) {
        report.count += 1;
        if (report.problems.length < MOST_PROBLEMS) {
          report.problems.push(read.problem);
        }
        return undefined;
      }
      const { rule } = read;
      if (
        rule.kind === 'node' &&
        rule.instanceType !== undefined &&
        rule.providerId === undefined &&
        !wanted(rule.instanceType)
      ) {
        return undefined;
      }
      waiting.push({ rule, line });
      if (waiting.length < WAITING) return undefined;
      wake();
      return new Promise<void>(resolve => {
        resume = resolve;
      });
    },
  });
  const more = () =>
    new Promise<void>(resolve => {
      wake = resolve;
    });
  let failure: unknown;
  const ended = reading
    .catch(error => {
      failure = error;
    })
    .finally(() => {
      done = true;
      wake();
    });
  try {
    while (!done || waiting.length > 0) {
      if (waiting.length < WAITING && !done) {
        await more();
      }
      const part = waiting;
      waiting = [];
      resume();
      yield* part;
    }
  } finally {
    isAbandoned = true;
    resume();
    await ended;
  }
  if (failure instanceof CsvSyntaxError) {
    throw new PriceFileError(`Line ${failure.line}: ${failure.message}`);
  }
  if (failure) throw failure;
}
