import {
  addressPeer,
  peersOfAddresses,
  peersOfSrv,
  readAddresses,
} from './addressPeers';

it('knows a peer by its address', () => {
  expect(addressPeer({ host: 'cart.example.com', port: 8080 })).toMatchObject({
    id: 'cart.example.com:8080',
    name: 'cart.example.com:8080',
    port: 8080,
    metrics: { scheme: 'http', port: 8080, path: '/metrics' },
    health: { status: 'unknown' },
  });
});

it.each([
  [{ scheme: 'https' as const }, { scheme: 'https', port: 443 }],
  [{}, { scheme: 'http', port: 80 }],
  [{ port: '9090' }, { port: 9090 }],
])('takes the usual port for %j', (scrape, expected) => {
  expect(addressPeer({ host: 'cart', scrape }).metrics).toMatchObject(expected);
});

it('tells two metrics pages of one address apart', () => {
  const at = (path: string) =>
    addressPeer({ host: 'cart', port: 80, scrape: { path } }).id;
  expect(at('/a')).not.toBe(at('/b'));
});

it('does not scrape where it is told not to', () => {
  expect(
    addressPeer({ host: 'cart', scrape: { enabled: false } }).metrics,
  ).toBeUndefined();
});

it('reads lists with commas and lines', () => {
  expect(readAddresses(' a:1, b:2\n[::1]:3 ,, ')).toEqual([
    { host: 'a', port: 1 },
    { host: 'b', port: 2 },
    { host: '::1', port: 3 },
  ]);
  expect(() => readAddresses('a:1,http://b')).toThrow('"http://b"');
});

it('follows SRV records, and takes "." for none', () => {
  expect(
    peersOfSrv(
      [
        { name: 'cart-1.example.com.', port: 8080 },
        { name: '.', port: 1 },
      ],
      {},
    ).map(({ id }) => id),
  ).toEqual(['cart-1.example.com:8080']);
});

it('follows addresses of both families', () => {
  expect(
    peersOfAddresses(['10.0.0.1', 'fd00::1'], 80, {}).map(({ id }) => id),
  ).toEqual(['10.0.0.1:80', '[fd00::1]:80']);
});
