import type { ApiObject, ApiObjectInput } from '../../store';
import { admitUpdate } from '../admission';
import type { ResourceContext } from '../context';
import { chooseEncoding } from '../read/encoding';
import { sendObject, wantsIndent } from '../respond';
import { readObject } from './body';
import { withUpdateManager } from './managedFields';
import { parseWriteOptions, type WriteOptions } from './options';

/** Answers a PUT of an object, or of its status. */
export async function handleUpdate(
  context: ResourceContext,
  subresource?: 'status',
): Promise<void> {
  const { cluster, resource, info, request, response, query } = context;
  const encoding = chooseEncoding(context);
  const options = parseWriteOptions(context, 'UpdateOptions');
  const input = await readObject(context);
  const current = cluster.store.read(resource, info.namespace, info.name!);
  const object = storeUpdate(context, current, input, options, subresource);
  sendObject(request, response, 200, encoding.object(object), {
    indent: wantsIndent(request, query),
    format: encoding.format,
  });
}

/** Stores what a PUT or a PATCH came to. */
export function storeUpdate(
  context: ResourceContext,
  current: ApiObject,
  input: ApiObjectInput,
  options: WriteOptions,
  subresource?: 'status',
): ApiObject {
  const { cluster, resource } = context;
  const admitted = subresource ? input : admitUpdate(context, current, input);
  const managed = withUpdateManager(
    resource,
    current,
    admitted,
    options.fieldManager,
    cluster.store.clock.now(),
    subresource,
  );
  return cluster.store.update(resource, managed, {
    dryRun: options.dryRun,
    subresource,
  });
}
