import {
  distinguishingLabels,
  formatLabels,
  labelsKey,
  shortLabels,
} from './labels';

it.each<[Record<string, string>, string]>([
  [{}, ''],
  [{ method: 'GET', code: '200' }, 'code="200", method="GET"'],
  [{ path: 'a"b\n' }, 'path="a\\"b\\n"'],
])('writes labels as Prometheus does', (labels, expected) => {
  expect(formatLabels(labels)).toBe(expected);
});

it('says only what tells sets apart', () => {
  const sets: Record<string, string>[] = [
    { job: 'cart', code: '200', le: '1' },
    { job: 'cart', code: '500', le: '1' },
    { job: 'cart', code: '', le: '1' },
  ];
  const names = distinguishingLabels(sets);
  expect(names).toEqual(['code']);
  expect(sets.map(labels => shortLabels(labels, names))).toEqual([
    'code 200',
    'code 500',
    'code (empty)',
  ]);
  expect(shortLabels({}, [])).toBe('all');
  expect(shortLabels({ b: '2', c: '3' }, ['a', 'b'])).toBe('(empty), 2');
});

it('knows the same labels in another order, also those called __proto__', () => {
  const hostile = JSON.parse('{"__proto__":"x","a":"1"}');
  expect(labelsKey(hostile)).toBe(
    labelsKey(JSON.parse('{"a":"1","__proto__":"x"}')),
  );
  expect(labelsKey(hostile)).not.toBe(labelsKey({ a: '1' }));
});
