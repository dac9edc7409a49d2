import { negotiate } from '../accept';
import type { RequestContext } from '../context';
import { notAcceptable } from '../read/encoding';
import { sendObject, wantsIndent } from '../respond';
import type { Handler } from '../virtualRoutes';
import {
  servedVersions,
  type ServedResource,
  type ServedVersion,
} from './served';

const AGGREGATED: ReadonlySet<string> = new Set(['APIGroupDiscoveryList']);

/** `/api`, `/apis` and what is below them but no resource. */
export function discoveryRoute(context: RequestContext): Handler | undefined {
  const { info, cluster } = context;
  if (info.isResource || info.verb !== 'get') {
    return undefined;
  }
  const [root, ...rest] = info.path.split('/').filter(step => step !== '');
  if (root === 'api') {
    return rest.length === 0
      ? () => sendVersions(context)
      : groupHandler(context, '', rest[0]);
  }
  if (root === 'apis') {
    return rest.length === 0
      ? () => sendGroups(context)
      : groupHandler(context, rest[0], rest[1]);
  }
  if (info.path === '/') {
    return () =>
      send(context, {
        paths: [
          '/api',
          '/api/v1',
          '/apis',
          ...servedVersions(cluster)
            .filter(({ group }) => group)
            .map(({ group, version }) => `/apis/${group}/${version}`),
          '/healthz',
          '/livez',
          '/openapi/v3',
          '/readyz',
          '/version',
        ],
      });
  }
  return undefined;
}

function send(
  { request, response, query }: RequestContext,
  body: unknown,
): void {
  sendObject(request, response, 200, body, {
    indent: wantsIndent(request, query),
  });
}

/** The client's choice between the list and the aggregated document. */
function wantsAggregated({ request }: RequestContext): string | undefined {
  const representation = negotiate(request.headers.accept, AGGREGATED);
  if (!representation) {
    throw notAcceptable();
  }
  return representation.as && (representation.version ?? 'v2');
}

function sendVersions(context: RequestContext): void {
  const version = wantsAggregated(context);
  if (version) {
    sendAggregated(
      context,
      version,
      servedVersions(context.cluster).filter(({ group }) => group === ''),
    );
    return;
  }
  send(context, {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [
      { clientCIDR: '0.0.0.0/0', serverAddress: context.host },
    ],
  });
}

function groupsOf(context: RequestContext): Map<string, ServedVersion[]> {
  const groups = new Map<string, ServedVersion[]>();
  for (const served of servedVersions(context.cluster)) {
    if (served.group) {
      groups.set(served.group, [...(groups.get(served.group) ?? []), served]);
    }
  }
  return groups;
}

function describeGroup(name: string, versions: readonly ServedVersion[]) {
  const list = versions.map(({ version }) => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return { name, versions: list, preferredVersion: list[0] };
}

function sendGroups(context: RequestContext): void {
  const version = wantsAggregated(context);
  const groups = groupsOf(context);
  if (version) {
    sendAggregated(context, version, [...groups.values()].flat());
    return;
  }
  send(context, {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [...groups].map(([name, versions]) =>
      describeGroup(name, versions),
    ),
  });
}

function groupHandler(
  context: RequestContext,
  group: string,
  version: string | undefined,
): Handler | undefined {
  const versions = servedVersions(context.cluster).filter(
    served => served.group === group,
  );
  if (versions.length === 0) {
    return undefined;
  }
  if (!version) {
    return () =>
      send(context, {
        kind: 'APIGroup',
        apiVersion: 'v1',
        ...describeGroup(group, versions),
      });
  }
  const served = versions.find(candidate => candidate.version === version);
  return (
    served &&
    (() =>
      send(context, {
        kind: 'APIResourceList',
        ...(group ? { apiVersion: 'v1' } : {}),
        groupVersion: group ? `${group}/${version}` : version,
        resources: served.resources.map(listEntry),
      }))
  );
}

function listEntry(resource: ServedResource): unknown {
  return {
    name: resource.name,
    singularName: resource.singular,
    namespaced: resource.namespaced,
    group: resource.kindGroup,
    version: resource.kindVersion,
    kind: resource.kind,
    verbs: resource.verbs,
    shortNames: resource.shortNames,
    categories: resource.categories,
  };
}

function sendAggregated(
  context: RequestContext,
  version: string,
  served: readonly ServedVersion[],
): void {
  const groups = new Map<string, ServedVersion[]>();
  for (const entry of served) {
    groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  }
  const { request, response, query } = context;
  response.setHeader('vary', 'Accept');
  const body = {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: [...groups].map(([name, versions]) => ({
      metadata: name ? { name } : {},
      versions: versions.map(entry => ({
        version: entry.version,
        resources: aggregate(entry.resources),
        freshness: 'Current',
      })),
    })),
  };
  sendObject(request, response, 200, body, {
    indent: wantsIndent(request, query),
    type: `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
  });
}

function responseKind({ kind, kindGroup, kindVersion }: ServedResource) {
  return { group: kindGroup ?? '', version: kindVersion ?? '', kind };
}

function aggregate(resources: readonly ServedResource[]): unknown[] {
  return resources
    .filter(({ name }) => !name.includes('/'))
    .map(resource => {
      const subresources = resources
        .filter(({ name }) => name.startsWith(`${resource.name}/`))
        .map(sub => ({
          subresource: sub.name.slice(resource.name.length + 1),
          responseKind: responseKind(sub),
          verbs: sub.verbs,
        }));
      return {
        resource: resource.name,
        responseKind: responseKind(resource),
        scope: resource.namespaced ? 'Namespaced' : 'Cluster',
        singularResource: resource.singular,
        verbs: resource.verbs,
        shortNames: resource.shortNames,
        categories: resource.categories,
        ...(subresources.length > 0 ? { subresources } : {}),
      };
    });
}
