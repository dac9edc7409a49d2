import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';

/** Where the catalog says that these entities come from. */
export const LOCATION = 'portlight:fleet';

/** An entity of this provider; what is undefined is left out, as the catalog compares entities by their JSON. */
export function entity(
  kind: 'Resource' | 'Component',
  metadata: Entity['metadata'],
  spec: Record<string, string | string[]>,
): Entity {
  return JSON.parse(
    JSON.stringify({
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: {
        ...metadata,
        annotations: {
          [ANNOTATION_LOCATION]: LOCATION,
          [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
          ...metadata.annotations,
        },
      },
      spec,
    }),
  );
}
