import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import { ENTITY_ANNOTATIONS } from '@portlight/plugin-portlight-common';
import { cartEntity } from '../testing/fixtures';
import { runsInKubernetes } from './entityFilter';

describe('which entities get a Health tab', () => {
  it.each([
    [{ [ENTITY_ANNOTATIONS.kubernetesId]: 'cart' }, true],
    [{ [ENTITY_ANNOTATIONS.labelSelector]: 'app=cart' }, true],
    [{ [ENTITY_ANNOTATIONS.namespace]: 'shop' }, false],
    [{}, false],
  ])('annotations %j: %s', (annotations, shown) => {
    const entity = {
      ...cartEntity,
      metadata: { ...cartEntity.metadata, annotations },
    };
    expect(evaluateFilterPredicate(runsInKubernetes, entity)).toBe(shown);
  });
});
