import type { ContractSubject } from '../ContractTarget';
import { pod, status } from '../objects';

const REVIEWS = '/apis/authorization.k8s.io/v1';

const forbidden = (message: string) => status(403, 'Forbidden', message);

/** Who may do what, and how a client finds out. */
export const authorization: ContractSubject = target => {
  describe('authorization', () => {
    it('does not know an invalid token', async () => {
      const response = await target()
        .client.as('nobody-has-this')
        .request('/api/v1/pods');
      expect(response.status).toBe(401);
      expect(response.body).toEqual(
        status(401, 'Unauthorized', 'Unauthorized'),
      );
    });

    it('takes a request without a token for anonymous', async () => {
      const response = await target().client.request({
        path: '/api/v1/pods',
        token: null,
      });
      expect(response.status).toBe(403);
      expect(response.body).toMatchObject(
        forbidden(
          'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
        ),
      );
    });

    it.each([
      [
        'GET',
        '/api/v1/pods',
        'pods is forbidden: User "stranger" cannot list resource "pods" in API group "" at the cluster scope',
        { kind: 'pods' },
      ],
      [
        'GET',
        '/api/v1/namespaces/default/pods',
        'pods is forbidden: User "stranger" cannot list resource "pods" in API group "" in the namespace "default"',
        { kind: 'pods' },
      ],
      [
        'GET',
        '/api/v1/namespaces/default/pods/a',
        'pods "a" is forbidden: User "stranger" cannot get resource "pods" in API group "" in the namespace "default"',
        { kind: 'pods', name: 'a' },
      ],
      [
        'GET',
        '/api/v1/namespaces/default/pods?watch=1',
        'pods is forbidden: User "stranger" cannot watch resource "pods" in API group "" in the namespace "default"',
        { kind: 'pods' },
      ],
      [
        'GET',
        '/api/v1/namespaces/default/pods/a/log',
        'pods "a" is forbidden: User "stranger" cannot get resource "pods/log" in API group "" in the namespace "default"',
        { kind: 'pods', name: 'a' },
      ],
      [
        'DELETE',
        '/apis/apps/v1/namespaces/default/deployments/a',
        'deployments.apps "a" is forbidden: User "stranger" cannot delete resource "deployments" in API group "apps" in the namespace "default"',
        { group: 'apps', kind: 'deployments', name: 'a' },
      ],
      [
        'GET',
        '/api/v1/nodes',
        'nodes is forbidden: User "stranger" cannot list resource "nodes" in API group "" at the cluster scope',
        { kind: 'nodes' },
      ],
    ])(
      'forbids %s %s to a stranger',
      async (method, path, message, details) => {
        const response = await target()
          .client.as(target().strangerToken)
          .request({ path, method });
        expect(response.status).toBe(403);
        expect(response.body).toEqual({ ...forbidden(message), details });
      },
    );

    it('forbids paths that are no resources', async () => {
      const response = await target()
        .client.as(target().strangerToken)
        .request('/metrics');
      expect(response.status).toBe(403);
      expect(response.body).toMatchObject(
        forbidden('forbidden: User "stranger" cannot get path "/metrics"'),
      );
    });

    it.each(['/version', '/api', '/apis', '/readyz'])(
      'lets a stranger read %s',
      async path => {
        const response = await target()
          .client.as(target().strangerToken)
          .request(path);
        expect(response.status).toBe(200);
      },
    );

    it('lets a viewer look, but not at secrets, and not touch', async () => {
      const viewer = target().client.as(target().viewerToken);
      const codes = await Promise.all(
        [
          { path: '/api/v1/pods' },
          { path: '/apis/apps/v1/deployments' },
          { path: '/api/v1/secrets' },
          { path: '/api/v1/nodes' },
          {
            path: '/api/v1/namespaces/default/pods',
            method: 'POST',
            body: pod('a'),
          },
        ].map(async request => (await viewer.request(request)).status),
      );
      expect(codes).toEqual([200, 200, 403, 403, 403]);
    });

    it.each([
      ['admin', { verb: 'delete', resource: 'nodes' }, true],
      ['viewer', { verb: 'list', resource: 'pods' }, true],
      [
        'viewer',
        { verb: 'watch', resource: 'deployments', group: 'apps' },
        true,
      ],
      ['viewer', { verb: 'get', resource: 'pods', subresource: 'log' }, true],
      ['viewer', { verb: 'list', resource: 'secrets' }, false],
      ['viewer', { verb: 'delete', resource: 'pods' }, false],
      ['stranger', { verb: 'list', resource: 'pods' }, false],
    ])('reviews for %s: %j', async (user, resourceAttributes, allowed) => {
      const { client, viewerToken, strangerToken } = target();
      const tokens: Record<string, string | undefined> = {
        viewer: viewerToken,
        stranger: strangerToken,
      };
      const response = await client.request({
        path: `${REVIEWS}/selfsubjectaccessreviews`,
        method: 'POST',
        token: tokens[user],
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes },
        },
      });
      expect(response.status).toBe(201);
      expect(response.body).toMatchObject({
        kind: 'SelfSubjectAccessReview',
        apiVersion: 'authorization.k8s.io/v1',
        spec: { resourceAttributes },
        status: { allowed },
      });
    });

    const rulesOf = async (token?: string) =>
      (
        await target().client.request({
          path: `${REVIEWS}/selfsubjectrulesreviews`,
          method: 'POST',
          token,
          body: {
            apiVersion: 'authorization.k8s.io/v1',
            kind: 'SelfSubjectRulesReview',
            spec: { namespace: 'default' },
          },
        })
      ).body.status as {
        incomplete: boolean;
        resourceRules: {
          verbs: string[];
          apiGroups?: string[];
          resources?: string[];
        }[];
        nonResourceRules: { verbs: string[]; nonResourceURLs?: string[] }[];
      };

    it('lists the rules of an administrator', async () => {
      const rules = await rulesOf();
      expect(rules.incomplete).toBe(false);
      expect(rules.resourceRules).toContainEqual({
        verbs: ['*'],
        apiGroups: ['*'],
        resources: ['*'],
      });
    });

    it('lists the rules of a viewer', async () => {
      const rules = await rulesOf(target().viewerToken);
      const may = (verb: string, group: string, resource: string) =>
        rules.resourceRules.some(
          rule =>
            rule.verbs.includes(verb) &&
            rule.apiGroups?.includes(group) &&
            rule.resources?.includes(resource),
        );
      expect(may('list', '', 'pods')).toBe(true);
      expect(may('watch', 'apps', 'deployments')).toBe(true);
      expect(may('list', '', 'secrets')).toBe(false);
      expect(may('delete', '', 'pods')).toBe(false);
    });

    it('lists for a stranger only what everybody may', async () => {
      const rules = await rulesOf(target().strangerToken);
      const resources = rules.resourceRules.flatMap(rule => rule.resources);
      expect(resources).toContain('selfsubjectaccessreviews');
      expect(resources).not.toContain('pods');
      expect(
        rules.nonResourceRules.flatMap(rule => rule.nonResourceURLs),
      ).toContain('/version');
    });
  });
};
