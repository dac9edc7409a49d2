import type { ApiObject, ApiObjectInput } from '../../store';
import { invalid } from '../../store';
import type { ResourceContext } from '../context';
import { withDefaults } from './defaults';
import { allocateClusterIp } from './serviceAddresses';
import { findFaults, findUpdateFaults } from './validation';

/** A new object as the API server would store it. @throws ApiError when it breaks its kind's rules */
export function admitCreate(
  context: ResourceContext,
  input: ApiObjectInput,
): ApiObjectInput {
  const { resource, cluster } = context;
  let object = withDefaults(resource, input);
  if (resource.group === '' && resource.kind === 'Service') {
    object = allocateClusterIp(cluster.store, resource, object);
  }
  check(context, object, findFaults(resource, object));
  return cluster.admit?.(resource, object) ?? object;
}

/** A changed object as the API server would store it. */
export function admitUpdate(
  context: ResourceContext,
  current: ApiObject,
  input: ApiObjectInput,
): ApiObjectInput {
  const { resource } = context;
  const object = withDefaults(resource, input, current);
  check(context, object, [
    ...findFaults(resource, object),
    ...findUpdateFaults(resource, object, current),
  ]);
  return object;
}

function check(
  { resource }: ResourceContext,
  object: ApiObjectInput,
  faults: ReturnType<typeof findFaults>,
): void {
  if (faults.length > 0) {
    throw invalid(
      resource,
      object.metadata.name ?? object.metadata.generateName ?? '',
      faults,
    );
  }
}
