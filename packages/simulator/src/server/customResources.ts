import type { ApiObject, ObjectStore, ResourceDefinition } from '../store';

/** The resources that a CustomResourceDefinition adds. */
export function definitionsOf(crd: ApiObject): ResourceDefinition[] {
  const { spec } = crd;
  const names = spec?.names ?? {};
  return (spec?.versions ?? [])
    .filter((version: { served?: boolean }) => version.served !== false)
    .map((version: any): ResourceDefinition => {
      const scale = version.subresources?.scale;
      return {
        group: String(spec.group),
        version: String(version.name),
        resource: String(names.plural),
        singular: String(
          names.singular ?? String(names.kind).toLocaleLowerCase('en-US'),
        ),
        kind: String(names.kind),
        namespaced: spec.scope !== 'Cluster',
        shortNames: names.shortNames,
        categories: names.categories,
        status: Boolean(version.subresources?.status),
        ...(scale
          ? {
              scale: {
                specReplicas: scale.specReplicasPath,
                statusReplicas: scale.statusReplicasPath,
                selector: scale.labelSelectorPath,
              },
            }
          : {}),
        generation: true,
        custom: true,
      };
    });
}

/** Lets a cluster serve what its CustomResourceDefinitions say, as they come and go. */
export function followDefinitions(store: ObjectStore): () => void {
  const crds = store.resources.findKind('CustomResourceDefinition');
  if (!crds) {
    return () => {};
  }
  const apply = (crd: ApiObject) => {
    for (const resource of definitionsOf(crd)) {
      // The same object as long as it serves: tables are kept by it.
      if (
        !store.resources.find(
          resource.group,
          resource.version,
          resource.resource,
        )
      ) {
        store.resources.add(resource);
      }
    }
    establish(store, crds, crd);
  };
  store.list(crds).forEach(apply);
  return store.subscribe(change => {
    if (change.type !== 'DELETED') {
      apply(change.object);
      return;
    }
    for (const { group, version, resource } of definitionsOf(change.object)) {
      const served = store.resources.find(group, version, resource);
      if (!served) {
        continue;
      }
      for (const { metadata } of store.list(served)) {
        store.delete(served, metadata.namespace, metadata.name);
      }
      store.resources.remove(served);
    }
  }, crds);
}

function establish(
  store: ObjectStore,
  crds: ResourceDefinition,
  crd: ApiObject,
): void {
  if (crd.status?.acceptedNames) {
    return;
  }
  const since = crd.metadata.creationTimestamp;
  store.modify(crds, undefined, crd.metadata.name, object => ({
    ...object,
    status: {
      conditions: [
        {
          type: 'NamesAccepted',
          status: 'True',
          lastTransitionTime: since,
          reason: 'NoConflicts',
          message: 'no conflicts found',
        },
        {
          type: 'Established',
          status: 'True',
          lastTransitionTime: since,
          reason: 'InitialNamesAccepted',
          message: 'the initial names have been accepted',
        },
      ],
      acceptedNames: object.spec.names,
      storedVersions: object.spec.versions
        .filter((version: { storage?: boolean }) => version.storage)
        .map((version: { name: string }) => version.name),
    },
  }));
}
