import { ExpositionError } from './ExpositionError';
import { ExpositionParser } from './ExpositionParser';
import { SeriesTable } from './SeriesTable';
import { mutate, randomOf } from './testing/mutations';
import { OPENMETRICS, TEXT } from './testing/parse';

/** A million in CI. */
const RUNS = Number(process.env.PORTLIGHT_FUZZ_RUNS ?? 20_000);
const SEED = Number(process.env.PORTLIGHT_FUZZ_SEED ?? 20261121);

/**
 * How often a byte may be looked at, in the mean of a body: once, and for quoted texts over several lines
 * at most twice as often again as all before.
 */
const MOST_WORK = 4;

describe('fuzzing', () => {
  it(
    `ends every one of ${RUNS} mutated bodies with a scrape or an ExpositionError, in bounded work`,
    () => {
      const random = randomOf(SEED);
      let table = new SeriesTable();
      const codes = new Set<string>();
      let read = 0;
      for (let run = 0; run < RUNS; run += 1) {
        const body = mutate(random);
        if (random(50) === 0) {
          table = new SeriesTable();
        }
        const parser = new ExpositionParser({
          contentType: random(2) ? TEXT : OPENMETRICS,
          strict: random(4) === 0,
          ...(random(3) > 0 && { table }),
        });
        try {
          for (let at = 0; at < body.length; ) {
            const next = at + 1 + random(random(4) ? 2000 : 10);
            parser.push(body.subarray(at, next));
            at = next;
          }
          const { series, values } = parser.end();
          expect(values).toHaveLength(series.length);
          read += 1;
        } catch (error) {
          if (!(error instanceof ExpositionError)) {
            throw new Error(
              `Run ${run} of seed ${SEED}: ${error}, body ${JSON.stringify(
                new TextDecoder().decode(body),
              )}`,
            );
          }
          if (!(error.line >= 1 && error.column >= 1)) {
            throw new Error(`Run ${run} of seed ${SEED}: ${error.message}`);
          }
          codes.add(error.code);
        }
        if (parser.work > MOST_WORK * (body.length + 1)) {
          throw new Error(
            `Run ${run} of seed ${SEED}: ${parser.work} steps for ${body.length} bytes`,
          );
        }
      }
      // It reaches what it is about.
      expect(read).toBeGreaterThan(RUNS / 100);
      expect([...codes]).toEqual(
        expect.arrayContaining([
          'syntax',
          'encoding',
          'missing-eof',
          'invalid',
        ]),
      );
    },
    60_000 + RUNS,
  );

  it.each<[string, string]>([
    ['line feeds between quotes', `a{b="${'\n'.repeat(200_000)}`],
    ['backslashes', `a{b="${'\\'.repeat(200_000)}`],
    ['braces', `a${'{'.repeat(200_000)}\n`],
    ['labels', `a{${'b="c",'.repeat(30_000)}\n`],
    ['quotes', `a{${'"'.repeat(200_000)}\n`],
    ['spaces', `${' '.repeat(200_000)}\n`],
    ['digits', `a ${'9'.repeat(200_000)}\n`],
    ['blank lines', '\n'.repeat(200_000)],
    ['comments', '#\n'.repeat(100_000)],
  ])(
    'looks at many %s in small chunks a bounded number of times',
    (_, body) => {
      const bytes = new TextEncoder().encode(body);
      const parser = new ExpositionParser({ contentType: TEXT });
      try {
        for (let at = 0; at < bytes.length; at += 100) {
          parser.push(bytes.subarray(at, at + 100));
        }
        parser.end();
      } catch (error) {
        if (!(error instanceof ExpositionError)) {
          throw error;
        }
      }
      expect(parser.work).toBeLessThanOrEqual(MOST_WORK * bytes.length);
    },
  );
});
