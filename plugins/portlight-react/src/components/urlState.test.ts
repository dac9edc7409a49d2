import fc from 'fast-check';
import {
  formatTableState,
  parseTableState,
  withParameter,
  type TableState,
} from './urlState';

const FILTERS = ['health', 'namespace', 'labels'];

const word = fc.string({ minLength: 1, maxLength: 40 });
const name = fc.stringMatching(/^[a-z][a-zA-Z]{0,20}$/);
const states: fc.Arbitrary<TableState> = fc.record(
  {
    search: fc.string({ maxLength: 60 }),
    sort: fc.record({ column: name, descending: fc.boolean() }),
    columns: fc.uniqueArray(name, { minLength: 1, maxLength: 8 }),
    filters: fc.dictionary(
      fc.constantFrom(...FILTERS),
      fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
      { noNullPrototype: true },
    ),
  },
  { requiredKeys: ['search', 'filters'], noNullPrototype: true },
);

it('survives the way through the address of the page', () => {
  fc.assert(
    fc.property(
      states,
      fc.option(name, { nil: undefined }),
      (state, prefix) => {
        const search = formatTableState('', state, FILTERS, prefix);
        expect(parseTableState(search, FILTERS, prefix)).toEqual(state);
      },
    ),
  );
});

it('leaves what others keep in the address alone', () => {
  fc.assert(
    fc.property(states, states, (one, other) => {
      const both = formatTableState(
        formatTableState('tab=pods', one, FILTERS, 'a'),
        other,
        FILTERS,
        'b',
      );
      expect(parseTableState(both, FILTERS, 'a')).toEqual(one);
      expect(parseTableState(both, FILTERS, 'b')).toEqual(other);
      expect(new URLSearchParams(both).get('tab')).toBe('pods');
    }),
  );
});

it('reads whatever somebody pastes', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), search => {
      const state = parseTableState(search, FILTERS);
      const again = formatTableState(search, state, FILTERS);
      expect(parseTableState(again, FILTERS)).toEqual(state);
    }),
  );
});

it('bounds what it reads', () => {
  const many = Array.from({ length: 500 }, (_, i) => `health=${i}`).join('&');
  const state = parseTableState(`${many}&q=${'x'.repeat(9999)}`, FILTERS);
  expect(state.filters.health).toHaveLength(100);
  expect(state.search).toHaveLength(253);
});

it('changes one parameter', () => {
  expect(withParameter('tab=pods&q=a', 'tab', undefined)).toBe('q=a');
  expect(withParameter('q=a', 'tab', 'nodes')).toBe('q=a&tab=nodes');
});
