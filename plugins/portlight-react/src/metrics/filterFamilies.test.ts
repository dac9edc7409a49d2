import type { MetricFamily } from '@portlight/plugin-portlight-common';
import { filterFamilies } from './filterFamilies';
import { formatOpenFamilies, parseOpenFamilies } from './openFamilies';

const family = (name: string, help?: string): MetricFamily => ({
  name,
  help,
  type: 'gauge',
  series: 1,
  peers: 1,
});

const FAMILIES = [
  family('go_gc_pause', 'Pauses of the heap collector'),
  family('heap_bytes', 'Memory in use'),
  family('http_requests', 'Requests'),
];

it.each<[string, string[], string[]]>([
  ['', [], ['go_gc_pause', 'heap_bytes', 'http_requests']],
  ['', ['http_requests'], ['http_requests', 'go_gc_pause', 'heap_bytes']],
  ['heap', [], ['heap_bytes', 'go_gc_pause']],
  ['HEAP pauses', [], ['go_gc_pause']],
  ['gauge req', [], ['http_requests']],
  ['(', [], []],
])('finds by %p with favourites %p', (search, favourites, expected) => {
  const found = filterFamilies(FAMILIES, search, new Set(favourites));
  expect(found.map(({ name }) => name)).toEqual(expected);
});

it('keeps the open families in the address, the last eight', () => {
  const names = Array.from({ length: 10 }, (_, index) => `family_${index}`);
  const search = formatOpenFamilies('q=x&family=old', names);
  expect(parseOpenFamilies(search)).toEqual(names.slice(-8));
  expect(new URLSearchParams(search).get('q')).toBe('x');
  expect(
    parseOpenFamilies(`family=&family=a&family=a&family=${'x'.repeat(2000)}`),
  ).toEqual(['a']);
});
