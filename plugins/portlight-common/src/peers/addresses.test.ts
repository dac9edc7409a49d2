import fc from 'fast-check';
import { formatHostPort, isPath, readHostPort, readPort } from './addresses';

it.each([
  ['cart.example.com:8080', { host: 'cart.example.com', port: 8080 }],
  ['cart', { host: 'cart' }],
  ['10.0.0.1:1', { host: '10.0.0.1', port: 1 }],
  ['[::1]:9090', { host: '::1', port: 9090 }],
  ['[fd00::1]', { host: 'fd00::1' }],
  ['fd00::1', { host: 'fd00::1' }],
  [
    '_metrics._tcp.cart.example.com.',
    { host: '_metrics._tcp.cart.example.com.' },
  ],
])('reads the address %s', (text, expected) => {
  expect(readHostPort(text)).toEqual(expected);
});

it.each([
  'http://cart:8080',
  'cart:0',
  'cart:65536',
  'cart:http',
  'cart:',
  ':8080',
  '',
  'user@cart:80',
  'cart:80/metrics',
  'cart 80',
  '[cart]:80',
  '::1:99999:zz',
  'a..b:80',
  'cart:80\r\nX-Evil: 1',
  `${'a'.repeat(254)}:80`,
])('refuses the address %j', text => {
  expect(readHostPort(text)).toBeUndefined();
});

it('writes what it reads', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()),
      fc.integer({ min: 1, max: 65535 }),
      (host, port) => {
        expect(readHostPort(formatHostPort(host, port))).toEqual({
          host,
          port,
        });
      },
    ),
  );
});

it.each([[1], ['65535'], ['08']])('reads the port %j', value => {
  expect(readPort(value)).toBe(Number(value));
});

it.each([[0], [65536], [1.5], [NaN], ['-1'], [' 80'], ['1e3'], [null], [{}]])(
  'refuses the port %j',
  value => {
    expect(readPort(value)).toBeUndefined();
  },
);

it.each(['/metrics', '/', '/a/b?x=1&y=%20', '/actuator/prometheus', '/a..b'])(
  'takes the path %s',
  path => {
    expect(isPath(path)).toBe(true);
  },
);

it.each([
  'metrics',
  '',
  '//example.com/metrics',
  '/../secrets',
  '/a/../../b',
  '/a/%2e%2E/b',
  '/..%2f..%2fsecrets',
  '/a%2F..%5cb',
  '/a%5C..',
  '/a/.',
  '/a b',
  '/a#b',
  '/a\nb',
  '/a\\b',
  '/ü',
  `/${'a'.repeat(1024)}`,
])('refuses the path %j', path => {
  expect(isPath(path)).toBe(false);
});
