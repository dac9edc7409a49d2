import { BUILTIN_RESOURCES, type ApiObject } from '../store';
import { parseFieldSelector, parseLabelSelector } from './selectors';

const object = {
  kind: 'Pod',
  metadata: {
    name: 'a',
    namespace: 'shop',
    labels: { app: 'cart', 'x.io/tier': 'web', weight: '5' },
  },
  spec: { nodeName: 'n1' },
  status: { phase: 'Running' },
} as unknown as ApiObject;
const pods = BUILTIN_RESOURCES.find(({ kind }) => kind === 'Pod')!;
const configs = BUILTIN_RESOURCES.find(({ kind }) => kind === 'ConfigMap')!;

describe('parseLabelSelector', () => {
  it.each([
    ['', true],
    ['app', true],
    ['!app', false],
    ['!other', true],
    ['app=cart', true],
    ['app==cart,x.io/tier=web', true],
    ['app=cart,x.io/tier!=web', false],
    ['other!=x', true],
    ['app in (cart, till)', true],
    ['app notin (cart)', false],
    ['other notin (x)', true],
    ['other in (x)', false],
    ['weight>4', true],
    ['weight gt 5', false],
    ['app>1', false],
    ['app=', false],
  ])('%s', (selector, selected) => {
    expect(parseLabelSelector(selector)(object)).toBe(selected);
  });

  // Each message is a real kube-apiserver's (1.36.3).
  it.each([
    [
      'a b c',
      "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
    ],
    ['=', "found '=', expected: !, identifier, or 'end of string'"],
    ['a,,b', "found ',', expected: identifier after ','"],
    ['x,', "found '', expected: identifier after ','"],
    ['x=a b', "found 'b', expected: ',' or 'end of string'"],
    ['x in', "unable to parse requirement: found '' expected: '('"],
    [
      'x in (',
      "unable to parse requirement: found '', expected: ',', ')' or identifier",
    ],
  ])('refuses %s', (selector, message) => {
    expect(() => parseLabelSelector(selector)).toThrow(message);
  });
});

describe('parseFieldSelector', () => {
  it.each([
    ['metadata.name=a', true],
    ['metadata.name!=a', false],
    ['metadata.namespace==shop,status.phase=Running', true],
    ['spec.nodeName=', false],
    ['spec.hostNetwork=false', true],
  ])('%s', (selector, selected) => {
    expect(parseFieldSelector(pods, selector)(object)).toBe(selected);
  });

  it.each([
    [pods, 'spec.foo=1', 'field label not supported: spec.foo'],
    [
      configs,
      'data.a=1',
      '"data.a" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
    [configs, 'foo', "invalid selector: 'foo'; can't understand 'foo'"],
  ])(
    'refuses what a resource is not selected by (%#)',
    (resource, selector, message) => {
      expect(() => parseFieldSelector(resource, selector)).toThrow(message);
    },
  );
});
