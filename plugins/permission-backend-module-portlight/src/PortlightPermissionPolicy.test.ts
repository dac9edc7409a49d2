import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  catalogConditions,
  permissionRules as catalogRules,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  createPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  type PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  type ClusterResource,
  clusterReadPermission,
  costReadPermission,
  namespaceReadPermission,
  portlightClusterRules,
  portlightNamespaceRules,
  portlightPermissions,
  portlightWorkloadRules,
  workloadReadPermission,
} from '@portlight/plugin-portlight-node';
import { PortlightPermissionPolicy } from './PortlightPermissionPolicy';
import { readAdministrators } from './readAdministrators';

const PAYMENTS = 'group:default/payments';

const user = (...ownershipEntityRefs: string[]): PolicyQueryUser => ({
  credentials: mockCredentials.user(),
  info: { userEntityRef: 'user:default/someone', ownershipEntityRefs },
});

const READS = [
  clusterReadPermission,
  namespaceReadPermission,
  workloadReadPermission,
].map(({ name }) => name);

describe('PortlightPermissionPolicy', () => {
  const policy = new PortlightPermissionPolicy({
    administrators: ['group:default/platform', 'user:default/root'],
  });

  describe.each(portlightPermissions)('decides on $name', permission => {
    const decide = async (who?: PolicyQueryUser) =>
      (await policy.handle({ permission }, who)).result;

    it.each([
      ['a member of an administrator group', 'group:default/platform'],
      ['the same in another case', 'Group:Default/Platform'],
      ['an administrator by name', 'user:default/root'],
    ])('allows %s', async (_, ref) => {
      await expect(decide(user(PAYMENTS, ref))).resolves.toBe(
        AuthorizeResult.ALLOW,
      );
    });

    it.each<[string, PolicyQueryUser | undefined]>([
      ['nobody', undefined],
      ['a user without claims', user()],
    ])('denies %s', async (_, who) => {
      await expect(decide(who)).resolves.toBe(AuthorizeResult.DENY);
    });

    it('narrows reading to what users own, and denies them all else', async () => {
      const decisions = new Map([
        ...READS.map(name => [name, AuthorizeResult.CONDITIONAL] as const),
        // Costs are narrowed as what they are of is.
        [costReadPermission.name, AuthorizeResult.ALLOW] as const,
      ]);
      await expect(decide(user(PAYMENTS))).resolves.toBe(
        decisions.get(permission.name) ?? AuthorizeResult.DENY,
      );
    });
  });

  describe('shows users', () => {
    const decideFor = (
      permission: (typeof portlightPermissions)[number],
    ): Promise<PolicyDecision> =>
      policy.handle({ permission }, user('user:default/priya', PAYMENTS));

    const cluster: ClusterResource = { name: 'east', tags: [], owners: [] };

    it.each<[string, boolean, Partial<ClusterResource>]>([
      ['that they own', true, { owner: PAYMENTS }],
      ['in which they own something', true, { owners: ['a:b/c', PAYMENTS] }],
      ['of others', false, { owner: 'group:default/pay', owners: ['x'] }],
      ['of nobody', false, {}],
    ])('clusters %s: %s', async (_, visible, resource) => {
      const shows = createConditionAuthorizer(
        Object.values<any>(portlightClusterRules),
      );
      const decision = await decideFor(clusterReadPermission);
      expect(shows(decision, { ...cluster, ...resource })).toBe(visible);
    });

    it.each<[string | undefined, boolean]>([
      [PAYMENTS, true],
      ['user:default/priya', true],
      ['group:default/payments-two', false],
      [undefined, false],
    ])('namespaces and objects of %s: %s', async (owner, visible) => {
      const place = { cluster: 'east', name: 'a', labels: {}, owner };
      const namespaces = createConditionAuthorizer(
        Object.values<any>(portlightNamespaceRules),
      );
      const objects = createConditionAuthorizer(
        Object.values<any>(portlightWorkloadRules),
      );
      expect(namespaces(await decideFor(namespaceReadPermission), place)).toBe(
        visible,
      );
      expect(
        objects(await decideFor(workloadReadPermission), {
          ...place,
          namespace: 'n',
          kind: 'Pod',
        }),
      ).toBe(visible);
    });
  });

  describe('shows of the catalog', () => {
    const ofCluster = { 'portlight.io/cluster': 'east' };
    const entity = (annotations?: Record<string, string>, owner?: string) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: { name: 'x', annotations },
      relations: owner ? [{ type: 'ownedBy', targetRef: owner }] : [],
    });
    const decide = (who?: PolicyQueryUser) =>
      policy.handle({ permission: catalogEntityReadPermission }, who);

    it.each<[string, boolean, ReturnType<typeof entity>]>([
      ['what is of no cluster', true, entity()],
      ['the same of others', true, entity({ a: 'b' }, 'group:default/x')],
      ['clusters of theirs', true, entity(ofCluster, PAYMENTS)],
      ['clusters of others', false, entity(ofCluster, 'group:default/x')],
      ['clusters of nobody', false, entity(ofCluster)],
    ])('%s: %s', async (_, visible, resource) => {
      // the rules as the catalog has them, with their check of the parameters
      const shows = createConditionAuthorizer(Object.values<any>(catalogRules));
      expect(shows(await decide(user(PAYMENTS)), resource)).toBe(visible);
      expect(shows(await decide(user('user:default/root')), resource)).toBe(
        true,
      );
      const isOfCluster = resource.metadata.annotations === ofCluster;
      for (const who of [undefined, user()]) {
        expect(shows(await decide(who), resource)).toBe(!isOfCluster);
      }
    });

    it.each([catalogEntityRefreshPermission, catalogEntityDeletePermission])(
      'as much as they may do $name to, by conditions of the catalog',
      async permission => {
        await expect(
          policy.handle({ permission }, user(PAYMENTS)),
        ).resolves.toEqual({
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'catalog',
          resourceType: permission.resourceType,
          conditions: {
            anyOf: [
              {
                not: catalogConditions.hasAnnotation({
                  annotation: 'portlight.io/cluster',
                }),
              },
              catalogConditions.isEntityOwner({ claims: [PAYMENTS] }),
            ],
          },
        });
      },
    );
  });

  it('denies users a permission of Portlight that it does not know yet', async () => {
    const permission = createPermission({
      name: 'portlight.something.new',
      attributes: {},
    });
    const decide = async (who: PolicyQueryUser) =>
      (await policy.handle({ permission }, who)).result;
    await expect(decide(user(PAYMENTS))).resolves.toBe(AuthorizeResult.DENY);
    await expect(decide(user('user:default/root'))).resolves.toBe(
      AuthorizeResult.ALLOW,
    );
  });

  it("leaves other plugins' permissions to the next policy, or allows them", async () => {
    const permission = catalogEntityCreatePermission;
    const next = { handle: async () => ({ result: AuthorizeResult.DENY }) };
    const wrapping = new PortlightPermissionPolicy({
      administrators: ['group:default/platform'],
      next: next as never,
    });
    const admin = user('group:default/platform');
    await expect(wrapping.handle({ permission }, admin)).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
    await expect(
      wrapping.handle({ permission: catalogEntityReadPermission }, admin),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
    await expect(policy.handle({ permission })).resolves.toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });
});

describe('readAdministrators', () => {
  const read = (portlight?: object) =>
    readAdministrators(
      mockServices.rootConfig({ data: { permission: { portlight } } }),
    );

  it.each<[string, object | undefined, string[]]>([
    ['nobody by default', undefined, []],
    [
      'groups and users, whole',
      { administrators: ['platform', 'User:default/Root'] },
      ['group:default/platform', 'user:default/root'],
    ],
  ])('reads %s', (_, portlight, expected) => {
    expect(read(portlight)).toEqual(expected);
  });

  it.each<[string, object, RegExp]>([
    [
      'what is no reference',
      { administrators: ['group:default/a', 'the admins'] },
      /administrators\[1\].*the admins.*group:default\/platform/,
    ],
    [
      'other kinds',
      { administrators: ['component:default/cart'] },
      /has to be .* a group or a user/,
    ],
    ['no list', { administrators: 'group:default/a' }, /administrators/],
    [
      'a misspelt setting',
      { administrator: ['group:default/a'] },
      /permission\.portlight\.administrator`.*only setting/,
    ],
  ])('refuses %s', (_, portlight, message) => {
    expect(() => read(portlight)).toThrow(message);
  });
});
