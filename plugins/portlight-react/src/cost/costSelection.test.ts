import fc from 'fast-check';
import {
  amountOf,
  costQuery,
  customDays,
  formatCostSelection,
  parseCostSelection,
  windowOfDays,
} from './costSelection';

it.each([
  ['', { window: '30d', idle: 'separate' }],
  ['window=month&idle=share', { window: 'month', idle: 'share' }],
  ['idle=nonsense', { window: '30d', idle: 'separate' }],
  ['by=label%3Aapp', { by: 'label:app' }],
  ['work=', { work: '' }],
  ['filter=namespace%3A%22a%22', { filter: 'namespace:"a"' }],
  ['shareNamespaces=a%2Cb&shareSplit=even', { shareSplit: 'even' }],
  ['shareSplit=nonsense', { shareSplit: undefined }],
])('reads %p', (search, expected) => {
  expect(parseCostSelection(search)).toMatchObject(expected);
});

it('reads what it wrote, and leaves what is not its own', () => {
  fc.assert(
    fc.property(
      fc.record({
        window: fc.constantFrom('7d', '30d', 'month'),
        by: fc.option(fc.constantFrom('owner', 'label:a b'), {
          nil: undefined,
        }),
        idle: fc.constantFrom('separate' as const, 'share' as const),
        filter: fc.option(fc.constantFrom('a:"b"+c:"d|e"'), { nil: undefined }),
        shareNamespaces: fc.option(fc.constantFrom('a, b'), { nil: undefined }),
        shareLabels: fc.option(fc.constantFrom('a=b,c=d'), { nil: undefined }),
        shareCost: fc.option(fc.constantFrom('500'), { nil: undefined }),
        shareSplit: fc.option(fc.constant('even' as const), {
          nil: undefined,
        }),
        work: fc.option(fc.string({ maxLength: 20 }), { nil: undefined }),
        resource: fc.option(fc.constantFrom('cpu'), { nil: undefined }),
      }),
      selection => {
        const search = formatCostSelection('q=x&idle=hide', selection);
        expect(parseCostSelection(search)).toEqual(selection);
        expect(new URLSearchParams(search).get('q')).toBe('x');
      },
    ),
  );
});

it('bounds what a pasted address holds', () => {
  const long = 'x'.repeat(100_000);
  const { window, by, filter, work } = parseCostSelection(
    new URLSearchParams({
      window: long,
      by: long,
      filter: long,
      work: long,
    }).toString(),
  );
  expect(window.length).toBe(100);
  expect(by!.length).toBe(330);
  expect(filter!.length).toBe(4096);
  expect(work!.length).toBe(4096);
});

it.each([
  ['2026-11-01', '2026-11-07', '2026-11-01T00:00:00Z,2026-11-08T00:00:00Z'],
  ['2026-11-01', '2026-11-01', '2026-11-01T00:00:00Z,2026-11-02T00:00:00Z'],
  ['2026-11-02', '2026-11-01', undefined],
  ['', '2026-11-01', undefined],
])('asks for %s to %s as %p', (first, last, expected) => {
  const window = windowOfDays(first, last);
  expect(window).toBe(expected);
  expect(customDays(window ?? '')).toEqual(
    expected === undefined ? undefined : { first, last },
  );
});

it.each(['30d', 'month', 'a,b', '2026-11-01,x', ''])(
  'takes %p for no days',
  window => {
    expect(customDays(window)).toBeUndefined();
  },
);

it('asks only for what is not usual', () => {
  expect(costQuery(parseCostSelection('idle=hide'), 'owner,cluster')).toEqual({
    window: '30d',
    aggregate: ['owner', 'cluster'],
    idle: 'hide',
  });
});

it('asks for what all share, as far as it was understood', () => {
  const search =
    'shareNamespaces=a,%20b,&shareLabels=tier%3Dx&shareCost=500&shareSplit=even';
  expect(costQuery(parseCostSelection(search), 'owner')).toEqual({
    window: '30d',
    aggregate: ['owner'],
    shareNamespaces: ['a', 'b'],
    shareLabels: ['tier=x'],
    shareCost: 500,
    shareSplit: 'even',
  });
  expect(costQuery(parseCostSelection('shareCost=much'), 'owner')).toEqual({
    window: '30d',
    aggregate: ['owner'],
  });
});

it.each([
  ['0', 0],
  ['12.5', 12.5],
  ['', undefined],
  [' ', undefined],
  ['-1', undefined],
  ['much', undefined],
  ['Infinity', undefined],
])('takes %p for the amount %p', (text, expected) => {
  expect(amountOf(text)).toBe(expected);
});
