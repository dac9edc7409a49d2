import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type ClusterResource,
  clusterReadPermission,
  createPortlightClusterConditionalDecision,
  createPortlightNamespaceConditionalDecision,
  createPortlightWorkloadConditionalDecision,
  namespaceReadPermission,
  type NamespaceResource,
  portlightClusterConditions,
  portlightClusterRules,
  portlightNamespaceConditions,
  portlightNamespaceRules,
  portlightWorkloadConditions,
  portlightWorkloadRules,
  type WorkloadResource,
  workloadReadPermission,
} from './index';

const CLUSTER: ClusterResource = {
  name: 'prod-eu',
  environment: 'production',
  tags: ['pci', 'eu'],
  owner: 'group:default/platform',
  owners: ['group:default/payments', 'user:default/priya'],
};
const NAMESPACE: NamespaceResource = {
  cluster: 'prod-eu',
  environment: 'production',
  name: 'ledger',
  labels: { team: 'payments', constructor: '' },
  owner: 'group:default/payments',
};
const WORKLOAD: WorkloadResource = {
  cluster: 'prod-eu',
  environment: 'production',
  namespace: 'ledger',
  kind: 'Deployment',
  name: 'book',
  labels: { app: 'book', 'example.com/tier': '' },
  owner: 'group:default/payments',
};

const cluster = portlightClusterConditions;
const namespace = portlightNamespaceConditions;
const workload = portlightWorkloadConditions;

describe('conditions on clusters', () => {
  const shows = createConditionAuthorizer(
    Object.values<any>(portlightClusterRules),
  );

  it.each<[boolean, ReturnType<(typeof cluster)['hasName']> | any]>([
    [true, cluster.hasName({ names: ['a', 'prod-eu'] })],
    [false, cluster.hasName({ names: ['prod'] })],
    [false, cluster.hasName({ names: [] })],
    [true, cluster.isInEnvironment({ environments: ['production'] })],
    [false, cluster.isInEnvironment({ environments: ['Production'] })],
    [true, cluster.hasTag({ tags: ['us', 'eu'] })],
    [false, cluster.hasTag({ tags: ['us'] })],
    [true, cluster.isOwnedBy({ claims: ['Group:Default/Platform'] })],
    [false, cluster.isOwnedBy({ claims: ['user:default/platform'] })],
    [true, cluster.runsSomethingOwnedBy({ claims: ['user:default/priya'] })],
    [false, cluster.runsSomethingOwnedBy({ claims: ['user:default/robin'] })],
  ])('%s: %j', (expected, condition) => {
    const decision = createPortlightClusterConditionalDecision(
      clusterReadPermission,
      condition,
    );
    expect(decision).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'portlight',
      resourceType: 'portlight-cluster',
    });
    expect(shows(decision, CLUSTER)).toBe(expected);
    const opposite = { ...decision, conditions: { not: condition } };
    expect(shows(opposite, CLUSTER)).toBe(!expected);
    expect(shows(opposite, undefined)).toBe(false);
  });
});

describe('conditions on namespaces', () => {
  const shows = createConditionAuthorizer(
    Object.values<any>(portlightNamespaceRules),
  );

  it.each<[boolean, any]>([
    [true, namespace.isInCluster({ clusters: ['prod-eu'] })],
    [false, namespace.isInCluster({ clusters: ['prod'] })],
    [true, namespace.isInEnvironment({ environments: ['production'] })],
    [true, namespace.hasName({ names: ['ledger'] })],
    [false, namespace.hasName({ names: ['book'] })],
    [true, namespace.hasLabel({ key: 'team' })],
    [true, namespace.hasLabel({ key: 'team', value: 'payments' })],
    [false, namespace.hasLabel({ key: 'team', value: '' })],
    [true, namespace.hasLabel({ key: 'constructor' })],
    [false, namespace.hasLabel({ key: 'toString' })],
    [true, namespace.isOwnedBy({ claims: ['payments'] })],
    [false, namespace.isOwnedBy({ claims: [] })],
  ])('%s: %j', (expected, condition) => {
    const decision = createPortlightNamespaceConditionalDecision(
      namespaceReadPermission,
      condition,
    );
    expect(decision.resourceType).toBe('portlight-namespace');
    expect(shows(decision, NAMESPACE)).toBe(expected);
  });
});

describe('conditions on workloads', () => {
  const shows = createConditionAuthorizer(
    Object.values<any>(portlightWorkloadRules),
  );

  it.each<[boolean, any]>([
    [true, workload.isInCluster({ clusters: ['prod-eu'] })],
    [true, workload.isInEnvironment({ environments: ['production'] })],
    [false, workload.isInEnvironment({ environments: [] })],
    [true, workload.isInNamespace({ namespaces: ['ledger'] })],
    [false, workload.isInNamespace({ namespaces: ['Ledger'] })],
    [true, workload.hasLabel({ key: 'example.com/tier' })],
    [true, workload.hasLabel({ key: 'example.com/tier', value: '' })],
    [false, workload.hasLabel({ key: 'tier' })],
    [true, workload.isOwnedBy({ claims: ['group:default/payments'] })],
  ])('%s: %j', (expected, condition) => {
    const decision = createPortlightWorkloadConditionalDecision(
      workloadReadPermission,
      condition,
    );
    expect(decision.resourceType).toBe('portlight-workload');
    expect(shows(decision, WORKLOAD)).toBe(expected);
  });

  it('do not match what has no owner or environment', () => {
    const { owner, environment, ...rest } = WORKLOAD;
    for (const condition of [
      workload.isOwnedBy({ claims: ['undefined', ''] }),
      workload.isInEnvironment({ environments: ['undefined', ''] }),
    ]) {
      const decision = createPortlightWorkloadConditionalDecision(
        workloadReadPermission,
        condition,
      );
      expect(shows(decision, rest)).toBe(false);
    }
  });
});

describe('parameters of conditions', () => {
  const transform = createConditionTransformer(
    Object.values<any>(portlightWorkloadRules),
  );
  const condition = (rule: string, params: object) => ({
    rule,
    resourceType: 'portlight-workload',
    params: params as never,
  });

  it('become plain data, owners whole and in lower case', () => {
    expect(
      transform({
        allOf: [
          condition('IS_OWNED_BY', { claims: ['Payments', 'User:x/Y'] }),
          { not: condition('HAS_LABEL', { key: 'app' }) },
        ],
      }),
    ).toEqual({
      allOf: [
        {
          property: 'owner',
          values: ['group:default/payments', 'user:x/y'],
        },
        { not: { property: 'label', key: 'app', value: undefined } },
      ],
    });
  });

  it.each<[string, string, object]>([
    ['none', 'IS_OWNED_BY', {}],
    ['no list', 'IS_OWNED_BY', { claims: 'group:default/a' }],
    ['another type', 'IS_IN_NAMESPACE', { namespaces: [1] }],
    ['control characters', 'HAS_LABEL', { key: 'a\nb' }],
    ['half a character', 'HAS_LABEL', { key: 'a', value: '\ud800' }],
    ['a long text', 'IS_IN_NAMESPACE', { namespaces: ['x'.repeat(2000)] }],
    ['a rule that does not exist', 'IS_MINE', {}],
  ])('are refused: %s', (_, rule, params) => {
    expect(() => transform(condition(rule, params))).toThrow(/./);
  });
});
