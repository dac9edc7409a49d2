import {
  entityEnvelopeSchemaValidator,
  makeValidator,
} from '@backstage/catalog-model';
import fc from 'fast-check';
import { clusterEntity } from '../clusters';
import { namespaceEntity, workloadEntity } from '../inventory';
import { cluster, namespace, workload } from '../__testUtils__/fleet';
import { entityName } from './entityName';
import { ownerOf } from './ownerOf';

const validate = entityEnvelopeSchemaValidator();
const { isValidEntityName, isValidTag } = makeValidator();

describe('entityName', () => {
  it.each([
    [['prod-eu'], 'prod-eu'],
    [['shop', 'prod-eu'], 'shop.prod-eu'],
  ])('keeps %j readable', (parts, name) => {
    expect(entityName(...parts)).toBe(name);
  });

  it.each([
    [
      ['arn:aws:eks:eu-west-1:1234:cluster/shop'],
      /^arn-aws-eks-.*-[0-9a-f]{8}$/,
    ],
    [['Shop'], /^shop-[0-9a-f]{8}$/],
    [['x'.repeat(200)], /^x{54}-[0-9a-f]{8}$/],
    [['日本'], /^[0-9a-f]{8}$/],
  ])('makes a name of %j', (parts, pattern) => {
    expect(entityName(...parts)).toMatch(pattern);
  });

  it('is a name for the catalog, and another one for other parts, whatever they are', () => {
    const parts = fc.array(fc.string({ minLength: 1 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        expect(isValidEntityName(entityName(...one))).toBe(true);
        expect(entityName(...one) === entityName(...other)).toBe(
          JSON.stringify(one) === JSON.stringify(other),
        );
      }),
    );
    expect(entityName('a.b', 'c')).not.toBe(entityName('a', 'b.c'));
  });
});

describe('ownerOf', () => {
  it.each([
    ['group:default/payments', 'group:default/payments'],
    ['payments', 'group:default/payments'],
    ['the payments team', 'group:default/unowned'],
    ['a:b:c', 'group:default/unowned'],
    [undefined, 'group:default/unowned'],
  ])('takes %j for %s', (owner, expected) => {
    expect(ownerOf(owner, 'group:default/unowned')).toBe(expected);
  });
});

describe('entities', () => {
  it('are valid for the catalog, whatever strangers wrote', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(text, text, text, text, (name, other, owner, words) => {
        const entities = [
          clusterEntity(
            cluster(name, {
              title: words,
              tags: [words, other],
              environment: other,
              owner,
              dashboardUrl: words,
            }),
            'group:default/unowned',
          ),
          namespaceEntity(
            namespace(name, other, { owner }),
            'group:default/unowned',
          ),
          workloadEntity(workload(name, other, words, { owner }), {
            defaultOwner: 'group:default/unowned',
            namespaces: true,
          }),
        ];
        for (const each of entities) {
          expect(() => validate(each)).not.toThrow();
          expect(isValidEntityName(each.metadata.name)).toBe(true);
          expect((each.metadata.tags ?? []).every(isValidTag)).toBe(true);
        }
      }),
    );
  });
});
