import { ExpositionError } from '../ExpositionError';
import { ExpositionParser, parseExposition } from '../ExpositionParser';
import type { ExpositionOptions, Scrape } from '../types';

export const TEXT = 'text/plain; version=0.0.4; charset=utf-8';
export const OPENMETRICS =
  'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** A scrape as plain values. */
export function describeScrape(scrape: Scrape) {
  return {
    families: scrape.families,
    samples: scrape.series.map((series, index) => ({
      key: series.key,
      family: series.family.name,
      value: scrape.values[index],
      ...(scrape.timestamps && { timestamp: scrape.timestamps[index] }),
      ...(scrape.exemplars?.has(index) && {
        exemplar: scrape.exemplars.get(index),
      }),
      ...(scrape.created?.has(index) && {
        created: scrape.created.get(index),
      }),
    })),
    bytes: scrape.bytes,
    warnings: scrape.warnings,
  };
}

/** A scrape as plain values, or where and why it was refused. */
export function outcome(
  body: Uint8Array | string,
  options?: ExpositionOptions,
  chunks?: readonly Uint8Array[],
) {
  try {
    if (!chunks) {
      return describeScrape(parseExposition(body, options));
    }
    const parser = new ExpositionParser(options);
    chunks.forEach(chunk => parser.push(chunk));
    return describeScrape(parser.end());
  } catch (error) {
    if (error instanceof ExpositionError) {
      const { code, line, column, reason } = error;
      return { code, line, column, reason };
    }
    throw error;
  }
}
