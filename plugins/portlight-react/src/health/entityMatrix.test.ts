import type {
  ClusterStatus,
  EntityHealth,
  HealthStatus,
  Workload,
} from '@portlight/plugin-portlight-common';
import { describeEntityHealth, entityMatrix, troubled } from './entityMatrix';

const workload = (
  cluster: string,
  name: string,
  status: HealthStatus = 'healthy',
  namespace = 'shop',
): Workload => ({
  cluster,
  namespace,
  kind: 'Deployment',
  name,
  health: { status, reason: 'Because', message: 'So it is' },
  images: [],
  restarts: 0,
});

const cluster = (name: string, status: ClusterStatus = 'active') => ({
  name,
  title: name,
  status,
  stale: false,
  workloads: 0,
});

const entity = (
  workloads: Workload[],
  clusters = [cluster('eu'), cluster('us')],
): EntityHealth => ({
  entityRef: 'component:default/cart',
  selector: { kubernetesId: 'cart' },
  clusters,
  workloads,
  problems: [],
  differences: [],
  changes: [],
});

it('puts the same workload of different namespaces into one column', () => {
  const matrix = entityMatrix(
    entity([
      workload('eu', 'cart', 'healthy', 'cart-prod'),
      workload('us', 'cart', 'healthy', 'cart-staging'),
      workload('us', 'cart', 'degraded', 'cart-test'),
    ]),
  );
  expect(matrix.workloads.map(({ key }) => key)).toEqual(['Deployment/cart']);
  expect(
    matrix.cell('us', matrix.workloads[0]).map(({ namespace }) => namespace),
  ).toEqual(['cart-test', 'cart-staging']);
});

it('does not call a cluster empty that cannot be read', () => {
  const matrix = entityMatrix(
    entity(
      [workload('eu', 'cart')],
      [cluster('eu'), cluster('us'), cluster('edge', 'unreachable')],
    ),
  );
  expect(matrix.clusters.map(({ name }) => name)).toEqual(['eu', 'edge']);
  expect(matrix.empty.map(({ name }) => name)).toEqual(['us']);
});

it('opens what is failing before what is moving', () => {
  expect(
    troubled(
      entity([
        workload('eu', 'a', 'progressing'),
        workload('eu', 'b'),
        workload('eu', 'c', 'degraded'),
        workload('eu', 'd', 'suspended'),
      ]),
    ).map(({ name }) => name),
  ).toEqual(['c', 'a']);
});

it.each([
  ['Nothing of it runs in any cluster.', []],
  ['The workload is healthy, in eu.', [workload('eu', 'cart')]],
  [
    'All 2 workloads are healthy, in 2 clusters.',
    [workload('eu', 'cart'), workload('us', 'cart')],
  ],
  [
    '1 of 2 workloads is failing, in us.',
    [workload('eu', 'cart'), workload('us', 'cart', 'degraded')],
  ],
  [
    '2 of 2 workloads are failing, in eu and us.',
    [workload('eu', 'cart', 'degraded'), workload('us', 'cart', 'degraded')],
  ],
  [
    '1 of 2 workloads is rolling out, in eu.',
    [workload('eu', 'cart', 'progressing'), workload('us', 'cart')],
  ],
  [
    '1 of 2 workloads are healthy and none is failing, in 2 clusters.',
    [workload('eu', 'cart', 'suspended'), workload('us', 'cart')],
  ],
])('says "%s"', (sentence, workloads) => {
  expect(describeEntityHealth(entity(workloads))).toBe(sentence);
});

it('names the clusters of which nothing can be said', () => {
  expect(
    describeEntityHealth(
      entity(
        [workload('eu', 'cart')],
        [cluster('eu'), cluster('edge', 'unreachable')],
      ),
    ),
  ).toBe('The workload is healthy, in eu; edge cannot be read.');
});
