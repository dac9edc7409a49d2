import fc from 'fast-check';
import { Flow } from './Flow';

const START = 1_700_000_000;

describe('Flow', () => {
  const flow = new Flow(24, 0.35, 'prod-eu', 'cart');

  it('never goes back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 7 * 86_400, noNaN: true }),
        fc.double({ min: 0, max: 600, noNaN: true }),
        (after, more) => {
          const from = START + after;
          expect(flow.count(START, from + more)).toBeGreaterThanOrEqual(
            flow.count(START, from),
          );
        },
      ),
    );
  });

  it('counts what its rate says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * 86_400 }), after => {
        const at = START + after;
        const counted = flow.count(START, at + 1) - flow.count(START, at);
        expect(counted).toBeCloseTo(flow.rate(at + 0.5), 1);
      }),
    );
  });

  it('is busier in the evening than at night', () => {
    const midnight = Date.UTC(2026, 10, 21) / 1000;
    expect(flow.rate(midnight + 19 * 3600)).toBeGreaterThan(
      1.3 * flow.rate(midnight + 7 * 3600),
    );
  });
});
