import {
  ExpositionError,
  parseExposition,
  type ExpositionLimits,
  type Scrape,
} from '@portlight/plugin-portlight-common';
import type { CommandEnvironment } from '../CommandEnvironment';
import { readBytes, type InputError } from '../input';

const OPENMETRICS = 'application/openmetrics-text; version=1.0.0';
const TEXT = 'text/plain; version=0.0.4';

/** As Prometheus has them where nobody sets any; how large a file may be bounds them all. */
const NO_LIMITS: ExpositionLimits = {
  bodySize: Infinity,
  samples: Infinity,
  labels: Infinity,
  labelNameLength: Infinity,
  labelValueLength: Infinity,
  metricNameLength: Infinity,
  lineLength: Infinity,
};

/** How files are read. */
export interface ReadOptions {
  contentType?: string;
  strict?: boolean;
  /** Keeps all points of a series that has several. */
  everyPoint?: boolean;
}

/** Reads the exposition in a file, or says why it cannot be read. */
export async function readScrape(
  file: string,
  { contentType, strict = false, everyPoint = false }: ReadOptions,
  environment: CommandEnvironment,
): Promise<{ scrape: Scrape } | { error: InputError }> {
  const read = await readBytes(file, environment);
  if ('error' in read) {
    return read;
  }
  try {
    return {
      scrape: parseExposition(read.bytes, {
        contentType: contentType ?? guessContentType(read.bytes, strict),
        limits: NO_LIMITS,
        strict,
        everyPoint,
      }),
    };
  } catch (error) {
    if (error instanceof ExpositionError) {
      const { line, column, reason } = error;
      return { error: { file, line, column, message: reason } };
    }
    throw error;
  }
}

/** A file has no header, but only OpenMetrics ends with a line that says so, and only it has strict rules. */
function guessContentType(bytes: Uint8Array, strict: boolean): string {
  const end = new TextDecoder().decode(bytes.subarray(-7));
  return strict || /(^|\n)# EOF\n?$/.test(end) ? OPENMETRICS : TEXT;
}
