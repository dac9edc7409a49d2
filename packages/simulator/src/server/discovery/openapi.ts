import type { RequestContext } from '../context';
import { sendObject } from '../respond';
import type { Handler } from '../virtualRoutes';
import { servedVersions, type ServedVersion } from './served';

/** `/openapi/v3`: paths and parameters, as far as kubectl looks; no schemas. */
export function openapiRoute(context: RequestContext): Handler | undefined {
  const { info, cluster, request, response } = context;
  if (info.verb !== 'get' || !info.path.startsWith('/openapi/v3')) {
    return undefined;
  }
  const versions = servedVersions(cluster);
  const wanted = info.path.slice('/openapi/v3'.length).replace(/^\/|\/$/g, '');
  if (wanted === '') {
    return () =>
      sendObject(request, response, 200, {
        paths: Object.fromEntries(
          versions.map(version => [
            pathOf(version),
            { serverRelativeURL: `/openapi/v3/${pathOf(version)}` },
          ]),
        ),
      });
  }
  const version = versions.find(candidate => pathOf(candidate) === wanted);
  return (
    version &&
    (() => sendObject(request, response, 200, describe(version, cluster)))
  );
}

function pathOf({ group, version }: ServedVersion): string {
  return group ? `apis/${group}/${version}` : `api/${version}`;
}

function query(name: string, type = 'string') {
  return { name, in: 'query', schema: { type, uniqueItems: true } };
}

const WRITE_PARAMETERS = [
  query('dryRun'),
  query('fieldManager'),
  query('fieldValidation'),
];

function describe(
  served: ServedVersion,
  { version }: RequestContext['cluster'],
): unknown {
  const paths: Record<string, unknown> = {};
  for (const { name, kind, namespaced } of served.resources) {
    if (name.includes('/')) {
      continue;
    }
    const base = `/${pathOf(served)}/${
      namespaced ? 'namespaces/{namespace}/' : ''
    }${name}`;
    const operation = (action: string, parameters: unknown[]) => ({
      operationId: `${action}${kind}`,
      parameters,
      responses: { '200': { description: 'OK' } },
      'x-kubernetes-action': action,
      'x-kubernetes-group-version-kind': {
        group: served.group,
        version: served.version,
        kind,
      },
    });
    paths[base] = {
      get: operation('list', []),
      post: operation('post', WRITE_PARAMETERS),
    };
    paths[`${base}/{name}`] = {
      get: operation('get', []),
      put: operation('put', WRITE_PARAMETERS),
      patch: operation('patch', [
        ...WRITE_PARAMETERS,
        query('force', 'boolean'),
      ]),
      delete: operation('delete', [query('dryRun')]),
    };
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: version.gitVersion },
    paths,
    components: { schemas: {} },
  };
}
