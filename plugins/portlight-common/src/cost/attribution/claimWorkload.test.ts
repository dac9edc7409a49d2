import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { parse } from 'yaml';
import { createAttributor } from './createAttributor';
import { claimWorkload } from './claimWorkload';

const CART = {
  cluster: 'east',
  namespace: 'shop',
  workload: { kind: 'Deployment', name: 'cart' },
};

it('opens the entity that has no owner', () => {
  expect(
    claimWorkload(CART, {
      ref: 'component:default/cart',
      url: 'https://git.example/cart',
    }),
  ).toEqual({
    kind: 'entity',
    message:
      'component:default/cart in the catalog selects it, but has no owner: set `spec.owner` there',
    entity: 'component:default/cart',
    url: 'https://git.example/cart',
  });
});

it('says which annotation, and which entity, would make it owned', () => {
  const claim = claimWorkload(CART, undefined);
  expect(claim).toMatchObject({
    kind: 'label',
    command:
      'kubectl annotate deployment cart portlight.io/owner=group:default/YOUR-TEAM --namespace shop',
  });
  const { metadata } = parse(claim.patch ?? '');
  const { attribute } = createAttributor(undefined);
  expect(attribute({ ...CART, annotations: metadata.annotations })).toEqual({
    owner: 'group:default/your-team',
  });
  const entity = parse(claim.catalogInfo ?? '');
  expect(entity).toMatchObject({
    kind: 'Component',
    metadata: { name: 'cart' },
    spec: { owner: 'group:default/YOUR-TEAM' },
  });
});

it('says where what is made anew again and again is claimed', () => {
  expect(
    claimWorkload(
      { ...CART, workload: { kind: 'Job', name: 'cart-1' } },
      undefined,
    ).message,
  ).toContain('what makes this Job');
});

it.each([
  ['portlight.io/owner', 'portlight.io/owner: '],
  ['no', '"no": '],
  ['1', '"1": '],
  ['a: b', '"a: b": '],
])('annotates with the key %s that is configured', (key, line) => {
  const { patch } = claimWorkload(CART, undefined, key);
  expect(patch).toContain(line);
  expect(parse(patch ?? '').metadata.annotations).toEqual({
    [key]: 'group:default/YOUR-TEAM',
  });
});

it('quotes what no name should be, for YAML and for a shell', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(text, text, text, (cluster, namespace, name) => {
      const claim = claimWorkload(
        { cluster, namespace, workload: { kind: 'Deployment', name } },
        undefined,
      );
      const { metadata } = parse(claim.catalogInfo ?? '');
      expect(metadata.name).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
      expect(metadata.annotations).toEqual({
        'portlight.io/workload': `Deployment/${name}`,
        'backstage.io/kubernetes-namespace': namespace,
        'backstage.io/kubernetes-cluster': cluster,
      });
    }),
  );
  const hostile = `a'; touch /tmp/x; echo "$(id)" \`id\``;
  const { command = '' } = claimWorkload(
    { ...CART, workload: { kind: 'Deployment', name: hostile } },
    undefined,
  );
  const words = execFileSync('sh', [
    '-c',
    `kubectl() { for word; do printf '%s\\n' "$word"; done; }; ${command}`,
  ]).toString();
  expect(words.split('\n').slice(0, 3)).toEqual([
    'annotate',
    'deployment',
    hostile,
  ]);
});
