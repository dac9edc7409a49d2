import type { ResourceContext } from '../context';
import { handleGet } from '../read/get';
import type { Handler } from '../virtualRoutes';
import { handlePatch } from '../write/patch';
import { handleUpdate } from '../write/update';
import { handleBinding } from './binding';
import { handleEviction } from './eviction';
import { handleLog } from './log';
import { handleNodeProxy } from './nodeProxy';
import { handleProxy } from './proxy';
import { handleScale } from './scale';

/** The handler of a subresource, if the resource has it. */
export function subresourceHandler(
  context: ResourceContext,
): Handler | undefined {
  const { resource, info } = context;
  const core = resource.group === '';
  switch (info.subresource) {
    case 'status':
      return resource.status ? statusHandler(context) : undefined;
    case 'scale':
      return resource.scale ? () => handleScale(context) : undefined;
    case 'log':
      return core && resource.kind === 'Pod' && info.verb === 'get'
        ? () => handleLog(context)
        : undefined;
    case 'eviction':
      return core && resource.kind === 'Pod' && info.verb === 'create'
        ? () => handleEviction(context)
        : undefined;
    case 'binding':
      return core && resource.kind === 'Pod' && info.verb === 'create'
        ? () => handleBinding(context)
        : undefined;
    case 'proxy':
      if (core && (resource.kind === 'Pod' || resource.kind === 'Service')) {
        return () => handleProxy(context);
      }
      return core && resource.kind === 'Node'
        ? () => handleNodeProxy(context)
        : undefined;
    default:
      return undefined;
  }
}

function statusHandler(context: ResourceContext): Handler | undefined {
  switch (context.info.verb) {
    case 'get':
      return () => handleGet(context);
    case 'update':
      return () => handleUpdate(context, 'status');
    case 'patch':
      return () => handlePatch(context, 'status');
    default:
      return undefined;
  }
}
