import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, methodNotAllowed, qualifiedResource } from '../store';
import type { AccessAttributes, User } from './authorization/Authorizer';
import type { Cluster } from './Cluster';
import type { RequestContext, ResourceContext } from './context';
import { handleGet } from './read/get';
import { handleList } from './read/list';
import { handleWatch } from './read/watch';
import type { WatchRegistry } from './read/WatchRegistry';
import { parseRequest, type RequestInfo } from './requestInfo';
import { sendError, sendNoRoute } from './respond';
import { virtualRoute } from './virtualRoutes';
import { subresourceHandler } from './subresources';
import { writeHandler } from './write';
import { injectFault } from './injectFault';

/** What all requests of a server share. */
export interface ServerState {
  watches: WatchRegistry;
}

/**
 * Answers one request to a cluster: faults, authentication, authorization, then the handler.
 *
 * @param path - below the cluster's prefix, without the query
 */
export async function handleRequest(
  server: ServerState,
  cluster: Cluster,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<void> {
  const info = parseRequest(request.method ?? 'GET', path, query);
  try {
    if (await injectFault(cluster, info, request, response)) {
      return;
    }
    const user = cluster.authorizer.authenticate(request.headers.authorization);
    if (!user) {
      throw new ApiError(401, 'Unauthorized', 'Unauthorized');
    }
    authorize(cluster, user, info);
    const context: RequestContext = {
      cluster,
      request,
      response,
      query,
      info,
      user,
      host: request.headers.host ?? '',
    };
    await route(server, context);
  } catch (error) {
    sendError(request, response, error);
  }
}

async function route(
  server: ServerState,
  context: RequestContext,
): Promise<void> {
  const { info, cluster } = context;
  const virtual = virtualRoute(context);
  if (virtual) {
    await virtual();
    return;
  }
  if (!info.isResource) {
    if (/^\/apis?\/./.test(info.path)) {
      sendUnknownResource(context);
    } else {
      sendNoRoute(context.response);
    }
    return;
  }
  if (context.request.method === 'HEAD') {
    throw methodNotAllowed();
  }
  const resource = cluster.store.resources.find(
    info.group,
    info.version,
    info.resource,
  );
  if (!resource) {
    sendUnknownResource(context);
    return;
  }
  const resourceContext: ResourceContext = { ...context, resource };
  if (info.subresource) {
    const handler = subresourceHandler(resourceContext);
    if (!handler) {
      throw noResource();
    }
    await handler();
    return;
  }
  switch (info.verb) {
    case 'list':
      await handleList(resourceContext);
      return;
    case 'watch':
      handleWatch(resourceContext, server.watches);
      return;
    case 'get':
      handleGet(resourceContext);
      return;
    default: {
      const handler = writeHandler(resourceContext);
      if (!handler) {
        throw methodNotAllowed();
      }
      await handler();
    }
  }
}

function authorize(cluster: Cluster, user: User, info: RequestInfo): void {
  const attributes: AccessAttributes = info.isResource
    ? {
        verb: info.verb,
        group: info.group,
        resource: info.resource,
        subresource: info.subresource,
        namespace: info.namespace,
        name: info.name,
      }
    : { verb: info.verb, path: info.path };
  if (cluster.authorizer.allows(user, attributes)) {
    return;
  }
  const who = `User ${JSON.stringify(user.name)}`;
  if (!info.isResource) {
    throw new ApiError(
      403,
      'Forbidden',
      `forbidden: ${who} cannot ${info.verb} path ${JSON.stringify(info.path)}`,
      {},
    );
  }
  const { resource, group, name, namespace, subresource } = info;
  const what = qualifiedResource({ group, resource } as never);
  throw new ApiError(
    403,
    'Forbidden',
    `${what}${
      name ? ` ${JSON.stringify(name)}` : ''
    } is forbidden: ${who} cannot ${info.verb} resource ${JSON.stringify(
      subresource ? `${resource}/${subresource}` : resource,
    )} in API group ${JSON.stringify(group)} ${
      namespace
        ? `in the namespace ${JSON.stringify(namespace)}`
        : 'at the cluster scope'
    }`,
    {
      ...(name ? { name } : {}),
      ...(group ? { group } : {}),
      kind: resource,
    },
  );
}

/** An unknown resource of a known group is a Status; an unknown group has no route at all. */
function sendUnknownResource({
  cluster,
  info,
  response,
}: RequestContext): void {
  const known = cluster.store.resources
    .all()
    .some(({ group }) => group === info.group);
  if (known) {
    throw noResource();
  }
  sendNoRoute(response);
}

function noResource(): ApiError {
  return new ApiError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );
}
