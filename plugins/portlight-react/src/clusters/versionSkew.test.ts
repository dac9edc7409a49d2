import { versionSkew } from './versionSkew';

const FLEET = ['v1.36.3', 'v1.35.6-gke.1200', 'v1.33.9', undefined, 'latest'];

it.each([
  ['v1.36.0', undefined],
  ['v1.37.0', undefined],
  ['v1.35.6-gke.1200', { behind: 1, isUnsupported: false }],
  ['1.33.9', { behind: 3, isUnsupported: true }],
  ['v2.0.0', undefined],
  ['latest', undefined],
  [undefined, undefined],
])('judges %p', (version, skew) => {
  expect(versionSkew(version, FLEET)).toEqual(skew);
});
