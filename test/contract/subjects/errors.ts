import type { ContractSubject } from '../ContractTarget';
import { deployment, pod, service, status } from '../objects';

const NAMESPACE = 'contract-errors';
const ROOT = `/api/v1/namespaces/${NAMESPACE}`;

const QUALIFIED_PART =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const PART = `name part ${QUALIFIED_PART}`;
const KEY = `a valid label key ${QUALIFIED_PART} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`;
const SUBDOMAIN =
  "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** The Status bodies of what goes wrong. */
export const errors: ContractSubject = target => {
  describe('errors', () => {
    beforeAll(async () => {
      const { client } = target();
      await client.create('/api/v1/namespaces', {
        metadata: { name: NAMESPACE },
      });
      await client.create(`${ROOT}/services`, service('taken'));
    });

    it.each([
      [
        `${ROOT}/pods/none`,
        'pods "none" not found',
        { name: 'none', kind: 'pods' },
      ],
      [
        '/api/v1/nodes/none',
        'nodes "none" not found',
        { name: 'none', kind: 'nodes' },
      ],
      [
        `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/none`,
        'deployments.apps "none" not found',
        { name: 'none', group: 'apps', kind: 'deployments' },
      ],
    ])('misses %s', async (path, message, details) => {
      const response = await target().client.request(path);
      expect(response.status).toBe(404);
      expect(response.headers['content-type']).toBe('application/json');
      expect(response.body).toEqual({
        ...status(404, 'NotFound', message),
        details,
      });
    });

    it('misses what is to be deleted, patched or replaced', async () => {
      const { client } = target();
      for (const request of [
        { method: 'DELETE' },
        {
          method: 'PATCH',
          body: {},
          contentType: 'application/merge-patch+json',
        },
      ]) {
        const response = await client.request({
          path: `${ROOT}/services/none`,
          ...request,
        });
        expect(response.body).toMatchObject(
          status(404, 'NotFound', 'services "none" not found'),
        );
      }
    });

    it('misses the namespace to create in', async () => {
      const response = await target().client.request({
        path: '/api/v1/namespaces/nowhere/pods',
        method: 'POST',
        body: pod('a'),
      });
      expect(response.status).toBe(404);
      expect(response.body).toMatchObject(
        status(404, 'NotFound', 'namespaces "nowhere" not found'),
      );
    });

    it('creates no name twice', async () => {
      const response = await target().client.request({
        path: `${ROOT}/services`,
        method: 'POST',
        body: service('taken'),
      });
      expect(response.status).toBe(409);
      expect(response.body).toEqual({
        ...status(409, 'AlreadyExists', 'services "taken" already exists'),
        details: { name: 'taken', kind: 'services' },
      });
    });

    it('refuses a write on an old version', async () => {
      const { client } = target();
      const old = await client.get(`${ROOT}/services/taken`);
      await client.patch(`${ROOT}/services/taken`, {
        metadata: { annotations: { touched: `${Date.now()}` } },
      });
      const response = await client.request({
        path: `${ROOT}/services/taken`,
        method: 'PUT',
        body: old,
      });
      expect(response.status).toBe(409);
      expect(response.body).toEqual({
        ...status(
          409,
          'Conflict',
          'Operation cannot be fulfilled on services "taken": the object has been modified; please apply your changes to the latest version and try again',
        ),
        details: { name: 'taken', kind: 'services' },
      });
    });

    it.each([
      ['POST', `${ROOT}/pods/a`, 405, 'MethodNotAllowed'],
      ['PUT', `${ROOT}/pods`, 405, 'MethodNotAllowed'],
    ])('allows no %s on %s', async (method, path, code, reason) => {
      const response = await target().client.request({
        path,
        method,
        body: pod('a'),
      });
      expect(response.status).toBe(code);
      expect(response.body).toMatchObject(
        status(
          code,
          reason,
          'the server does not allow this method on the requested resource',
        ),
      );
    });

    it.each([
      ['no JSON', '{"metadata":', 400, 'BadRequest'],
      ['another kind', JSON.stringify(deployment('x')), 400, 'BadRequest'],
      ['no name', '{"spec":{"ports":[{"port":80}]}}', 422, 'Invalid'],
      [
        'an impossible name',
        JSON.stringify(service('Not_A_Name')),
        422,
        'Invalid',
      ],
      [
        'an impossible label',
        JSON.stringify(service('labels', { labels: { 'a b': 'c' } })),
        422,
        'Invalid',
      ],
      [
        'another namespace',
        JSON.stringify({
          ...service('elsewhere'),
          metadata: { name: 'elsewhere', namespace: 'default' },
        }),
        400,
        'BadRequest',
      ],
    ])('refuses a body with %s', async (_what, body, code, reason) => {
      const response = await target().client.request({
        path: `${ROOT}/services`,
        method: 'POST',
        body,
      });
      expect(response.status).toBe(code);
      expect(response.body).toMatchObject({
        kind: 'Status',
        status: 'Failure',
        code,
        reason,
      });
    });

    it.each([
      ['a b', [PART]],
      ['', ['name part must be non-empty', PART]],
      ['/name', ['prefix part must be non-empty']],
      ['x'.repeat(64), ['name part must be no more than 63 bytes']],
      ['Upper.example/name', [SUBDOMAIN]],
      ['one/two/three', [KEY]],
    ])('says why nothing can be labelled %j', async (key, reasons) => {
      const response = await target().client.request({
        path: `${ROOT}/services`,
        method: 'POST',
        body: service('labels', { labels: { [key]: 'c' } }),
      });
      expect(response.status).toBe(422);
      expect(response.body.details.causes).toEqual(
        reasons.map(because => ({
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${JSON.stringify(key)}: ${because}`,
          field: 'metadata.labels',
        })),
      );
    });

    it('says which fields are invalid', async () => {
      const response = await target().client.request({
        path: `${ROOT}/services`,
        method: 'POST',
        body: service('Not_A_Name'),
      });
      expect(response.body.message).toContain(
        'Service "Not_A_Name" is invalid: metadata.name: Invalid value: "Not_A_Name"',
      );
      expect(response.body.details).toMatchObject({
        name: 'Not_A_Name',
        kind: 'Service',
        causes: [{ reason: 'FieldValueInvalid', field: 'metadata.name' }],
      });
    });

    it('refuses a body that names another object than the path', async () => {
      const response = await target().client.request({
        path: `${ROOT}/services/taken`,
        method: 'PUT',
        body: service('other'),
      });
      expect(response.status).toBe(400);
      expect(response.body).toMatchObject(
        status(
          400,
          'BadRequest',
          'the name of the object (other) does not match the name on the URL (taken)',
        ),
      );
    });

    it.each(['text/plain', 'application/unknown+json'])(
      'refuses a patch of type %s',
      async contentType => {
        const response = await target().client.request({
          path: `${ROOT}/services/taken`,
          method: 'PATCH',
          body: '{}',
          contentType,
        });
        expect(response.status).toBe(415);
        expect(response.body).toMatchObject({
          kind: 'Status',
          code: 415,
          reason: 'UnsupportedMediaType',
        });
      },
    );
  });
};
