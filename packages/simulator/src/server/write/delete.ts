import type { ApiObject, DeleteOptions, ResourceDefinition } from '../../store';
import type { ResourceContext } from '../context';
import { chooseEncoding } from '../read/encoding';
import { parseListOptions } from '../read/listOptions';
import { sendObject, sendText, wantsIndent } from '../respond';
import { mediaType, parseBody, readBody } from './body';
import { parseWriteOptions } from './options';

/** Resources whose last state is the answer; all others answer a Status. */
const RETURNS_OBJECT = new Set([
  'pods',
  'services',
  'serviceaccounts',
  'persistentvolumeclaims',
  'persistentvolumes',
  'resourcequotas',
  'podtemplates',
]);

/** Answers the deletion of one object. */
export async function handleDelete(context: ResourceContext): Promise<void> {
  const { cluster, resource, info, request, response, query } = context;
  const encoding = chooseEncoding(context);
  const options = await readDeleteOptions(context);
  const { removed, object } = cluster.store.delete(
    resource,
    info.namespace,
    info.name!,
    options,
  );
  const whole =
    !removed ||
    object.metadata.deletionTimestamp !== undefined ||
    (resource.group === '' && RETURNS_OBJECT.has(resource.resource));
  sendObject(
    request,
    response,
    200,
    whole ? encoding.object(object) : success(resource, object),
    { indent: wantsIndent(request, query), format: encoding.format },
  );
}

/** Answers the deletion of everything that a selector selects. */
export async function handleDeleteCollection(
  context: ResourceContext,
): Promise<void> {
  const { cluster, resource, request, response, query } = context;
  const encoding = chooseEncoding(context);
  const list = parseListOptions(context);
  const options = await readDeleteOptions(context);
  const objects = cluster.store
    .list(resource, list.namespace)
    .filter(object => !list.matches || list.matches(object));
  for (const { metadata } of objects) {
    // One may have gone with its owner by now.
    if (cluster.store.get(resource, metadata.namespace, metadata.name)) {
      cluster.store.delete(
        resource,
        metadata.namespace,
        metadata.name,
        options,
      );
    }
  }
  const pieces = encoding.list(
    objects,
    { resourceVersion: String(cluster.store.resourceVersion) },
    wantsIndent(request, query),
  );
  sendText(response, 200, [...pieces].join(''), 'application/json');
}

async function readDeleteOptions(
  context: ResourceContext,
): Promise<DeleteOptions> {
  const { query, request } = context;
  const { dryRun } = parseWriteOptions(context, 'DeleteOptions');
  const text = (await readBody(request)).toString();
  const body = text.trim()
    ? parseBody(text, mediaType(request), 'DeleteOptions')
    : {};
  const grace = body.gracePeriodSeconds ?? query.get('gracePeriodSeconds');
  return {
    dryRun: dryRun || Boolean(body.dryRun?.includes('All')),
    gracePeriodSeconds:
      grace === undefined || grace === null ? undefined : Number(grace),
    propagationPolicy:
      body.propagationPolicy ??
      (query.get('propagationPolicy') as DeleteOptions['propagationPolicy']) ??
      (body.orphanDependents ? 'Orphan' : undefined),
    preconditions: body.preconditions,
  };
}

function success(resource: ResourceDefinition, object: ApiObject): unknown {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: object.metadata.name,
      ...(resource.group ? { group: resource.group } : {}),
      kind: resource.resource,
      uid: object.metadata.uid,
    },
  };
}
