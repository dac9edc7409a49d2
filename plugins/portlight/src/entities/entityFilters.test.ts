import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import {
  ENTITY_ANNOTATIONS,
  PEER_ANNOTATIONS,
} from '@portlight/plugin-portlight-common';
import { costsSomething as legacyCostsSomething } from '../legacyPlugin';
import { cartEntity } from '../testing/fixtures';
import { costsSomething, hasPeers, runsInKubernetes } from './entityFilters';

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

const FINDING = [
  ENTITY_ANNOTATIONS.kubernetesId,
  ENTITY_ANNOTATIONS.labelSelector,
  ENTITY_ANNOTATIONS.workload,
  PEER_ANNOTATIONS.discovery,
  PEER_ANNOTATIONS.service,
  PEER_ANNOTATIONS.selector,
  PEER_ANNOTATIONS.peers,
  PEER_ANNOTATIONS.httpSdUrl,
  PEER_ANNOTATIONS.dnsName,
  PEER_ANNOTATIONS.prometheusJob,
];

describe('which entities get the tabs Peers and Metrics', () => {
  it.each<[string, boolean]>([
    ...FINDING.map((name): [string, boolean] => [name, true]),
    [ENTITY_ANNOTATIONS.namespace, false],
    [PEER_ANNOTATIONS.metricsPort, false],
  ])('the annotation %s: %s', (annotation, shown) => {
    const entity = {
      ...cartEntity,
      metadata: { ...cartEntity.metadata, annotations: { [annotation]: 'x' } },
    };
    expect(evaluateFilterPredicate(hasPeers, entity)).toBe(shown);
  });
});

describe('which entities get the tab Cost', () => {
  it.each([
    ['Component', { [ENTITY_ANNOTATIONS.kubernetesId]: 'cart' }, true],
    ['Component', {}, false],
    ['System', {}, true],
    ['Domain', {}, true],
    ['Group', {}, true],
    ['API', {}, false],
  ])('%s annotated %j: %s', (kind, annotations, shown) => {
    const entity = {
      ...cartEntity,
      kind,
      metadata: { ...cartEntity.metadata, annotations },
    };
    expect(evaluateFilterPredicate(costsSomething, entity)).toBe(shown);
    expect(legacyCostsSomething(entity)).toBe(shown);
  });
});
