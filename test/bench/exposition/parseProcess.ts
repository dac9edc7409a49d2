import {
  parseExposition,
  SeriesTable,
} from '@portlight/plugin-portlight-common';
import { runAsProgram } from '../children';
import { measure } from '../meter';
import { expositionText } from './expositionText';

const CONTENT_TYPE = 'text/plain; version=0.0.4';

/** The ways of reading the same samples. */
export type Reader =
  | 'first'
  | 'repeated'
  | 'json'
  | 'exposition'
  | 'parse-prometheus-text-format';

export interface ParseInput {
  reader: Reader;
  families: number;
  /** Scrapes before the clock starts. */
  warmUp: number;
  scrapes: number;
}

export interface ParseResult {
  samples: number;
  /** Of the text format, whatever is read. */
  bytes: number;
  /** Seconds of CPU for one scrape, the garbage collector's among them. */
  cpu: number;
  /** What one scrape leaves, with all that the next one needs. */
  heap: number;
}

const encoder = new TextEncoder();

/** Parses the samples of a scrape; what it answers is held while memory is measured. */
type Parse = (scrape: number) => unknown;

const READERS: Record<Reader, (texts: readonly string[]) => Parse> = {
  first: texts => {
    const bodies = texts.map(text => encoder.encode(text));
    return scrape => {
      const table = new SeriesTable();
      return [
        table,
        parseExposition(bodies[scrape % bodies.length], {
          contentType: CONTENT_TYPE,
          table,
        }),
      ];
    };
  },
  repeated: texts => {
    const bodies = texts.map(text => encoder.encode(text));
    const table = new SeriesTable();
    return scrape => [
      table,
      parseExposition(bodies[scrape % bodies.length], {
        contentType: CONTENT_TYPE,
        table,
      }),
    ];
  },
  json: texts => {
    const documents = texts.map(toJson);
    return scrape => JSON.parse(documents[scrape % documents.length]);
  },
  exposition: texts => {
    const { parse } = require('exposition');
    return scrape => parse(texts[scrape % texts.length]);
  },
  'parse-prometheus-text-format': texts => {
    const parse = require('parse-prometheus-text-format');
    return scrape => parse(texts[scrape % texts.length]);
  },
};

/** The same samples as a JSON API would send them. */
function toJson(text: string): string {
  const { series, values } = parseExposition(text, {
    contentType: CONTENT_TYPE,
  });
  return JSON.stringify(
    series.map(({ name, labels }, index) => ({
      name,
      labels: Object.fromEntries(labels),
      value: values[index],
    })),
  );
}

runAsProgram<ParseInput, ParseResult>(
  async ({ reader, families, warmUp, scrapes }) => {
    const texts = [1, 2, 3].map(scrape => expositionText(families, scrape));
    const samples = parseExposition(texts[0], { contentType: CONTENT_TYPE })
      .values.length;
    const parse = READERS[reader](texts);
    const { usage: first } = await measure(async () => parse(0));
    for (let scrape = 1; scrape <= warmUp; scrape += 1) {
      parse(scrape);
    }
    const { usage } = await measure(async () => {
      for (let scrape = 1; scrape <= scrapes; scrape += 1) {
        parse(scrape);
      }
    });
    return {
      samples,
      bytes: texts[0].length,
      cpu: usage.cpu / scrapes,
      heap: first.heap,
    };
  },
);
