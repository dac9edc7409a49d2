import fc from 'fast-check';
import { ReflectorHarness } from '../__testUtils__/ReflectorHarness';

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ put: name, value: fc.nat(99) }) },
  { weight: 3, arbitrary: fc.record({ delete: name }) },
  { weight: 1, arbitrary: fc.constant('compact' as const) },
  { weight: 8, arbitrary: fc.constant('proceed' as const) },
  { weight: 4, arbitrary: fc.constant('write' as const) },
  {
    weight: 8,
    arbitrary: fc.record({ deliver: fc.integer({ min: 1, max: 300 }) }),
  },
  { weight: 2, arbitrary: fc.constant('bookmark' as const) },
  { weight: 2, arbitrary: fc.record({ late: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.constant('repeat' as const) },
  { weight: 2, arbitrary: fc.record({ close: fc.constantFrom(0, 60_000) }) },
  { weight: 1, arbitrary: fc.constant('fail' as const) },
  { weight: 1, arbitrary: fc.constant('sync' as const) },
  { weight: 1, arbitrary: fc.constant('retry' as const) },
  { weight: 1, arbitrary: fc.constant('reopen' as const) },
  { weight: 1, arbitrary: fc.constant('outdated' as const) },
  { weight: 1, arbitrary: fc.constant('tooLarge' as const) },
);

type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

function perform(harness: ReflectorHarness, happening: Action): void {
  if (typeof happening === 'object') {
    if ('put' in happening) harness.server.put(happening.put, happening.value);
    else if ('delete' in happening) harness.server.delete(happening.delete);
    else if ('deliver' in happening) harness.deliver(happening.deliver);
    else if ('late' in happening) harness.lateBookmark(happening.late);
    else harness.close(happening.close);
    return;
  }
  switch (happening) {
    case 'compact':
      harness.server.compact();
      break;
    case 'fail':
      harness.input({
        type: 'failed',
        failure: { cause: 'unreachable', message: 'gone' },
      });
      break;
    case 'sync':
    case 'retry':
    case 'reopen':
    case 'outdated':
      harness.input({ type: happening });
      break;
    case 'tooLarge':
      if (harness.state.collecting) harness.input({ type: 'tooLarge' });
      break;
    default:
      harness[happening]();
  }
}

describe('the reflector', () => {
  it.each([
    ['streaming lists', true],
    ['pages only', false],
  ])(
    'equals the server after any history, with %s',
    (_, streaming) => {
      fc.assert(
        fc.property(fc.array(action, { maxLength: 80 }), script => {
          const harness = new ReflectorHarness(streaming);
          script.forEach(each => perform(harness, each));
          harness.settle();
          expect(harness.state.phase).toBe('watching');
          expect(Object.fromEntries(harness.mirror)).toEqual(
            harness.server.values(),
          );
        }),
        { numRuns: 3000 },
      );
    },
    60_000,
  );

  it('has nothing left to say once it is stopped', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), script => {
        const harness = new ReflectorHarness(true);
        script.forEach(each => perform(harness, each));
        harness.input({ type: 'stop' });
        const before = new Map(harness.mirror);
        script.forEach(each => perform(harness, each));
        expect(harness.state.phase).toBe('stopped');
        expect(harness.proceed()).toBe(false);
        expect(harness.mirror).toEqual(before);
      }),
    );
  });
});
