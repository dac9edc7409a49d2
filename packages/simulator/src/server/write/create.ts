import type { ApiObjectInput } from '../../store';
import { admitCreate } from '../admission';
import type { ResourceContext } from '../context';
import { chooseEncoding } from '../read/encoding';
import { sendObject, wantsIndent } from '../respond';
import { readObject } from './body';
import { withUpdateManager } from './managedFields';
import { parseWriteOptions } from './options';

/** Answers a POST to a collection. */
export async function handleCreate(context: ResourceContext): Promise<void> {
  const { cluster, resource, request, response, query } = context;
  const encoding = chooseEncoding(context);
  const options = parseWriteOptions(context, 'CreateOptions');
  const input = withoutServerFields(await readObject(context));
  const admitted = admitCreate(context, input);
  const managed = withUpdateManager(
    resource,
    undefined,
    admitted,
    options.fieldManager,
    cluster.store.clock.now(),
  );
  const object = cluster.store.create(resource, managed, {
    dryRun: options.dryRun,
  });
  sendObject(request, response, 201, encoding.object(object), {
    indent: wantsIndent(request, query),
    format: encoding.format,
  });
}

/** What a client says about these fields of a new object does not count. */
export function withoutServerFields(input: ApiObjectInput): ApiObjectInput {
  const {
    uid: _uid,
    resourceVersion: _resourceVersion,
    creationTimestamp: _creationTimestamp,
    generation: _generation,
    deletionTimestamp: _deletionTimestamp,
    deletionGracePeriodSeconds: _deletionGracePeriodSeconds,
    managedFields: _managedFields,
    ...metadata
  } = input.metadata;
  return { ...input, metadata };
}
