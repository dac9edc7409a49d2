import type { ResourceContext } from '../context';
import { sendObject, wantsIndent } from '../respond';
import { chooseEncoding } from './encoding';

/** Answers one object. */
export function handleGet(context: ResourceContext): void {
  const { cluster, resource, info, request, response, query } = context;
  const encoding = chooseEncoding(context);
  const object = cluster.store.read(resource, info.namespace, info.name!);
  sendObject(request, response, 200, encoding.object(object), {
    indent: wantsIndent(request, query),
    format: encoding.format,
  });
}
