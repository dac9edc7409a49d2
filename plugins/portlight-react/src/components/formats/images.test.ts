import { formatImage, splitImage } from './images';

it.each([
  ['nginx', 'nginx', undefined, 'nginx'],
  ['nginx:1.29', 'nginx', '1.29', 'nginx:1.29'],
  ['localhost:5000/team/cart', 'localhost:5000/team/cart', undefined, 'cart'],
  [
    'r.example:5000/team/cart:2.1',
    'r.example:5000/team/cart',
    '2.1',
    'cart:2.1',
  ],
  [
    'cart@sha256:0123456789abcdef0123',
    'cart',
    '0123456789ab',
    'cart:0123456789ab',
  ],
  ['cart:2.1@sha256:0123456789abcdef', 'cart', '2.1', 'cart:2.1'],
  ['', '', undefined, ''],
])('reads %p', (image, repository, reference, text) => {
  expect(splitImage(image)).toEqual({ repository, reference });
  expect(formatImage(image)).toBe(text);
});
