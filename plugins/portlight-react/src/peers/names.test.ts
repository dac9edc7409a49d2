import { shortNodeName, shortPeerName } from './names';

it.each([
  ['ip-10-0-40-111.eu-central-1.compute.internal', 'ip-10-0-40-111'],
  ['worker-1', 'worker-1'],
  ['10.0.0.7', '10.0.0.7'],
])('the node %s is called %s', (name, short) => {
  expect(shortNodeName(name)).toBe(short);
});

it.each([
  ['cart-6f9c4d8b6-q8w2n', 'q8w2n'],
  ['redis-0', 'redis-0'],
  ['node-agent-x7k2p', 'node-agent-x7k2p'],
  ['10.0.0.7:8080', '10.0.0.7:8080'],
])('the peer %s is called %s', (name, short) => {
  expect(shortPeerName(name)).toBe(short);
});
