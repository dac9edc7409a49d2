import {
  apiVersionOf,
  badRequest,
  invalid,
  type ApiObject,
  type ApiObjectInput,
} from '../../../store';
import { admitCreate, admitUpdate } from '../../admission';
import type { ResourceContext } from '../../context';
import type { Encoding } from '../../read/encoding';
import { sendObject, wantsIndent } from '../../respond';
import { parseBody, readBody } from '../body';
import { parseWriteOptions } from '../options';
import { applyConfiguration } from './apply';

/** Answers a server-side apply. */
export async function handleApply(
  context: ResourceContext,
  encoding: Encoding,
  subresource?: 'status',
): Promise<void> {
  const { cluster, resource, info, request, response, query } = context;
  if (!query.get('fieldManager')) {
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      {
        reason: 'FieldValueRequired',
        message: 'Required value: is required for apply patch',
        field: 'fieldManager',
      },
    ]);
  }
  const options = parseWriteOptions(context, 'PatchOptions');
  const text = (await readBody(request)).toString();
  // JSON is YAML too.
  const applied = parseBody(text, 'application/yaml', resource.kind);
  checkApplied(context, applied);
  const { store } = cluster;
  const current = store.get(resource, info.namespace, info.name!);
  const configuration: ApiObjectInput = {
    ...applied,
    metadata: {
      ...applied.metadata,
      name: info.name,
      ...(resource.namespaced ? { namespace: info.namespace } : {}),
    },
  };
  const result = applyConfiguration({
    resource,
    current,
    configuration,
    manager: options.fieldManager,
    force: options.force,
    now: store.clock.now(),
    subresource,
  });
  const { dryRun } = options;
  let object: ApiObject;
  if (!current) {
    object = store.create(resource, admitCreate(context, result), { dryRun });
  } else {
    const admitted = subresource
      ? result
      : admitUpdate(context, current, result);
    object = store.update(resource, admitted, { dryRun, subresource });
  }
  sendObject(request, response, current ? 200 : 201, encoding.object(object), {
    indent: wantsIndent(request, query),
    format: encoding.format,
  });
}

function checkApplied(
  { resource, info }: ResourceContext,
  applied: Record<string, any>,
): void {
  const { apiVersion, kind } = applied;
  if (apiVersion !== apiVersionOf(resource) || kind !== resource.kind) {
    const version = String(apiVersion ?? '');
    throw badRequest(
      `invalid object type: ${
        version.includes('/') ? version : `/${version}`
      }, Kind=${kind ?? ''}`,
    );
  }
  const { name, namespace, managedFields } = applied.metadata ?? {};
  if (managedFields?.length) {
    throw badRequest('metadata.managedFields must be nil');
  }
  if (name && name !== info.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${info.name})`,
    );
  }
  if (resource.namespaced && namespace && namespace !== info.namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}
