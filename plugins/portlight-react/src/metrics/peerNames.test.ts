import { shortPeerNames } from './peerNames';

it.each([
  ['siblings', ['cart-6f9-x7k', 'cart-6f9-q2p'], ['x7k', 'q2p']],
  ['parts stay whole', ['cart-a1', 'cart-a2'], ['a1', 'a2']],
  ['two revisions', ['cart-6f9-x7k', 'cart-5aa-q2p'], ['x7k', 'q2p']],
  [
    'nothing in common',
    ['10.0.0.1:80', '10.0.0.2:80'],
    ['10.0.0.1:80', '10.0.0.2:80'],
  ],
  ['one alone', ['cart-6f9-x7k'], ['cart-6f9-x7k']],
  [
    'one that is the beginning of another',
    ['cart-', 'cart-a'],
    ['cart-', 'cart-a'],
  ],
  ['a StatefulSet', ['cart-0', 'cart-1'], ['cart-0', 'cart-1']],
  ['the same end in two revisions', ['cart-a-x', 'cart-b-x'], ['a-x', 'b-x']],
  [
    'the same pod in two clusters',
    ['cart-q', 'cart-q', 'cart-r'],
    ['q', 'q', 'r'],
  ],
  ['none', [], []],
])('shortens names: %s', (_name, names, expected) => {
  const peers = names.map((name, index) => ({ id: `${index}`, name }));
  expect([...shortPeerNames(peers).values()]).toEqual(expected);
});
