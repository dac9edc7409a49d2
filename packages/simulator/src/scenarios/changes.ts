import type { World } from '../engine/World';
import type { ApiObject, ApiObjectInput } from '../store';
import type { SimulatedCluster } from '../fleet/SimulatedCluster';

/** Changes an object, if it is (still) there. */
export function change(
  cluster: SimulatedCluster,
  object: ApiObject,
  edit: (object: ApiObject) => ApiObjectInput,
): void {
  const resource = cluster.store.resources.forKind(
    object.kind,
    object.apiVersion,
  );
  cluster.store.modify(
    resource,
    object.metadata.namespace,
    object.metadata.name,
    edit,
  );
}

/** Creates an object. @returns the function that deletes it */
export function create(
  cluster: SimulatedCluster,
  object: ApiObjectInput,
): () => void {
  const resource = cluster.store.resources.forKind(
    object.kind!,
    object.apiVersion,
  );
  const { namespace, name } = cluster.store.create(resource, object).metadata;
  return () => {
    if (cluster.store.get(resource, namespace, name)) {
      cluster.store.delete(resource, namespace, name);
    }
  };
}

/** A copy of a Deployment with the first container changed. */
export function withContainer(
  deployment: ApiObject,
  edit: (container: any) => object,
): ApiObjectInput {
  const { template } = deployment.spec;
  const [first, ...others] = template.spec.containers;
  return {
    ...deployment,
    spec: {
      ...deployment.spec,
      template: {
        ...template,
        spec: { ...template.spec, containers: [edit(first), ...others] },
      },
    },
  };
}

/** The image of the first container. */
export function imageOf(deployment: ApiObject): string {
  return deployment.spec.template.spec.containers[0].image;
}

/** An image with another tag. */
export function withTag(image: string, tag: string): string {
  return `${image
    .replace(/(@sha256:[0-9a-f]+)?$/, '')
    .replace(/:[^:/]*$/, '')}:${tag}`;
}

/**
 * Gives a Deployment another image.
 *
 * @returns the function that gives the old one back, unless somebody else changed it meanwhile
 */
export function changeImage(
  cluster: SimulatedCluster,
  deployment: ApiObject,
  image: string,
): () => void {
  const before = imageOf(deployment);
  const set = (from: string, to: string) =>
    change(cluster, deployment, stored =>
      imageOf(stored) === from
        ? withContainer(stored, container => ({ ...container, image: to }))
        : stored,
    );
  set(before, image);
  return () => set(image, before);
}

/** Lets the pods of a Deployment behave in some way. @returns the function that ends it */
export function misbehave(
  world: World,
  deployment: ApiObject,
  behaviour: Parameters<World['addRule']>[0]['behaviour'],
): () => void {
  return world.addRule({
    namespace: deployment.metadata.namespace,
    labels: deployment.spec.selector.matchLabels,
    behaviour,
  });
}
