import type {
  ApiObjectInput,
  ObjectStore,
  ResourceDefinition,
} from '../../store';

/** Gives a new Service the lowest free address of 10.96.0.0/16. */
export function allocateClusterIp(
  store: ObjectStore,
  resource: ResourceDefinition,
  service: ApiObjectInput,
): ApiObjectInput {
  const { spec } = service;
  if (spec.type === 'ExternalName' || spec.clusterIP !== undefined) {
    return spec.clusterIP && !spec.clusterIPs
      ? { ...service, spec: { ...spec, clusterIPs: [spec.clusterIP] } }
      : service;
  }
  const taken = new Set(
    store.list(resource).map(other => other.spec?.clusterIP),
  );
  let number = 10;
  let address: string;
  do {
    address = `10.96.${(number >> 8) & 255}.${number & 255}`;
    number++;
  } while (taken.has(address));
  return {
    ...service,
    spec: { ...spec, clusterIP: address, clusterIPs: [address] },
  };
}
