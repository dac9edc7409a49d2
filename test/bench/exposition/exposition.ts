import { runChild } from '../children';
import { figure, type Subject } from '../report';
import { median } from '../statistics';
import type { Suite } from '../suite';
import type { ParseInput, ParseResult, Reader } from './parseProcess';

const SUBJECTS: readonly { name: string; reader: Reader }[] = [
  { name: 'JSON.parse of the same samples', reader: 'json' },
  { name: 'Portlight, first scrape', reader: 'first' },
  { name: 'Portlight, repeated scrape', reader: 'repeated' },
  { name: 'exposition 1.2.0', reader: 'exposition' },
  {
    name: 'parse-prometheus-text-format 1.1.1',
    reader: 'parse-prometheus-text-format',
  },
];

/** The median of what each round gives: a busy machine then disturbs both sides of a ratio alike. */
function speedRatio(
  subject: readonly ParseResult[],
  other: readonly ParseResult[],
): number {
  return median(subject.map(({ cpu }, round) => other[round].cpu / cpu));
}

/** PF2. */
export const exposition: Suite = {
  name: 'exposition',
  title: 'Metrics in the text format, parsed',
  async run({ quick, progress }) {
    const families = quick ? 10 : 200;
    const rounds = quick ? 1 : 5;
    const results = new Map<Reader, ParseResult[]>(
      SUBJECTS.map(({ reader }) => [reader, []]),
    );
    for (let round = 1; round <= rounds; round++) {
      progress(`round ${round} of ${rounds}`);
      for (const { reader } of SUBJECTS) {
        const input: ParseInput = {
          reader,
          families,
          warmUp: quick ? 2 : 10,
          scrapes: quick ? 2 : 20,
        };
        results
          .get(reader)!
          .push(
            await runChild<ParseResult>('exposition/parseProcess.ts', input),
          );
      }
    }
    const of = (reader: Reader) => results.get(reader)!;
    const [{ samples, bytes }] = of('json');
    const fastest = (
      ['exposition', 'parse-prometheus-text-format'] as const
    ).reduce((best, reader) =>
      speedRatio(of(reader), of(best)) > 1 ? reader : best,
    );
    return {
      parameters: { samples, families, bytes, rounds },
      subjects: SUBJECTS.map(({ name, reader }): Subject => {
        const read = (value: (result: ParseResult) => number) =>
          of(reader).map(value);
        return {
          name,
          figures: {
            'CPU per scrape': figure(
              'milliseconds',
              read(({ cpu }) => cpu * 1e3),
            ),
            'MB/s of the text': figure(
              'count',
              read(({ cpu }) => bytes / 1e6 / cpu),
            ),
            'samples/s': figure(
              'count',
              read(({ cpu }) => samples / cpu),
            ),
            'heap per series': figure(
              'bytes',
              read(({ heap }) => heap / samples),
            ),
          },
        };
      }),
      ratios: [
        {
          name: 'speed, first scrape / JSON.parse of the same samples',
          value: speedRatio(of('first'), of('json')),
          target: { atLeast: 0.8 },
        },
        {
          name: 'speed, repeated scrape / JSON.parse of the same samples',
          value: speedRatio(of('repeated'), of('json')),
          target: { atLeast: 1 },
        },
        {
          name: `speed, first scrape / ${fastest}, the fastest npm parser`,
          value: speedRatio(of('first'), of(fastest)),
          target: { atLeast: 2 },
        },
      ],
      skipped: [],
    };
  },
};
