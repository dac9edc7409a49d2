import {
  BillReader,
  type BillReaderOptions,
  BillSummary,
  type BillSummaryOptions,
  type BillFormat,
  type BillTotals,
} from '@portlight/plugin-portlight-common';
import { CsvSyntaxError, readCsv } from '../csv';

/** More lines are several bills; each one with an id takes some bytes while it is read. */
const MOST_LINES = 5_000_000;

/** A bill that was read, or the reasons why it could not be. */
export interface ReadBill {
  format: BillFormat;
  totals: BillTotals;
}

class Unreadable extends Error {}

/**
 * Reads a bill of any length.
 *
 * @returns where nothing can be read at all, only what is wrong
 */
export async function readBill(
  body: AsyncIterable<Uint8Array | string>,
  options: BillReaderOptions & BillSummaryOptions,
): Promise<ReadBill> {
  const summary = new BillSummary(options);
  let reader: BillReader | undefined;
  let lines = 0;
  try {
    await readCsv(body, {
      headers(headers, decimal) {
        reader = new BillReader(headers, options, decimal);
        for (const message of reader.problems) {
          summary.refuse({ line: 1, message });
        }
        if (reader.problems.length > 0) throw new Unreadable();
      },
      record(record, line) {
        lines += 1;
        if (lines > MOST_LINES) {
          summary.refuse({
            line,
            message: `The bill has more than ${MOST_LINES} lines; import one file for each month`,
          });
          throw new Unreadable();
        }
        const read = reader!.read(record, line);
        if ('problem' in read) summary.refuse(read.problem);
        else summary.add(read.line, record);
      },
    });
  } catch (error) {
    if (error instanceof CsvSyntaxError) {
      summary.refuse({ line: error.line, message: error.message });
    } else if (!(error instanceof Unreadable)) throw error;
  }
  return { format: reader?.format ?? 'csv', totals: summary.result() };
}
