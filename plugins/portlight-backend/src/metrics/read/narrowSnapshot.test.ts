import fc from 'fast-check';
import {
  Aggregator,
  describeMetrics,
  describeFamily,
  ExpositionParser,
} from '@portlight/plugin-portlight-common';
import { narrowSnapshot } from './narrowSnapshot';

const PEERS = ['a', 'b', 'c', 'd'];

function parse(text: string) {
  const parser = new ExpositionParser({ contentType: 'text/plain' });
  parser.push(Buffer.from(text));
  return parser.end();
}

/** What one peer exposes at one time. */
const exposition = fc
  .record({
    requests: fc.integer({ min: 0, max: 100 }),
    code: fc.constantFrom('200', '500'),
    threads: fc.option(fc.integer({ min: 0, max: 9 })),
    buckets: fc.option(fc.constantFrom(['1', '+Inf'], ['1', '2', '+Inf'])),
  })
  .map(({ requests, code, threads, buckets }) =>
    [
      '# TYPE http_requests_total counter',
      `http_requests_total{code="${code}"} ${requests}`,
      ...(threads === null
        ? []
        : ['# TYPE threads gauge', `threads ${threads}`]),
      ...(buckets
        ? [
            '# TYPE took_seconds histogram',
            ...buckets.map(le => `took_seconds_bucket{le="${le}"} ${requests}`),
            `took_seconds_count ${requests}`,
            'took_seconds_sum 1',
          ]
        : []),
      '',
    ].join('\n'),
  );

describe('narrowSnapshot', () => {
  it('is what an aggregate of only those peers would have been', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ peer: fc.constantFrom(...PEERS), text: exposition }),
          { maxLength: 12 },
        ),
        fc.subarray(PEERS),
        (scrapes, visible) => {
          const all = new Aggregator();
          const some = new Aggregator();
          scrapes.forEach(({ peer: name, text }, index) => {
            const samples = {
              peer: { id: `uid-${name}`, name },
              at: 1000 + index * 5,
              scrape: parse(text),
            };
            all.add(samples);
            if (visible.includes(name)) some.add(samples);
          });
          const narrowed = narrowSnapshot(
            all.snapshot(),
            new Set(visible.map(name => `uid-${name}`)),
          );
          const expected = some.snapshot();
          const { notices: _, ...described } = describeMetrics(narrowed);
          const { notices: __, ...alone } = describeMetrics(expected);
          expect(described).toEqual(alone);
          for (const { name } of alone.families) {
            expect(describeFamily(narrowed, name)).toEqual(
              describeFamily(expected, name),
            );
          }
        },
      ),
    );
  });

  it('leaves no trace of the others', () => {
    const aggregator = new Aggregator();
    for (const name of ['mine', 'hidden']) {
      aggregator.add({
        peer: { id: name, name },
        at: 1,
        scrape: parse(`a{of="${name}"} 1\n${name}_only 1\n`),
      });
    }
    const snapshot = {
      ...aggregator.snapshot(),
      notices: ['hidden is strange'],
    };
    const text = JSON.stringify(narrowSnapshot(snapshot, new Set(['mine'])));
    expect(text).toContain('mine');
    expect(text).not.toContain('hidden');
  });

  it('is the same where all are visible', () => {
    const aggregator = new Aggregator();
    aggregator.know({ id: 'a', name: 'a' });
    const snapshot = aggregator.snapshot();
    expect(narrowSnapshot(snapshot, new Set(['a', 'b']))).toBe(snapshot);
  });
});
