import type { ResourceContext } from '../context';
import type { Handler } from '../virtualRoutes';
import { handleCreate } from './create';
import { handleDelete, handleDeleteCollection } from './delete';
import { handlePatch } from './patch';
import { handleUpdate } from './update';

/** The handler of a write, by its verb. */
export function writeHandler(context: ResourceContext): Handler | undefined {
  const { verb, name } = context.info;
  switch (verb) {
    case 'create':
      return name ? undefined : () => handleCreate(context);
    case 'update':
      return name ? () => handleUpdate(context) : undefined;
    case 'patch':
      return name ? () => handlePatch(context) : undefined;
    case 'delete':
      return () => handleDelete(context);
    case 'deletecollection':
      return () => handleDeleteCollection(context);
    default:
      return undefined;
  }
}
