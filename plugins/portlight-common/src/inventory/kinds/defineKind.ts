import type { KindDefinition } from '../KindDefinition';
import type { KubernetesObject } from '../../kubernetes';
import {
  type Fields,
  type MetadataOptions,
  compact,
  fields,
  pruneMetadata,
} from '../prune';

interface KindOptions extends Omit<KindDefinition, 'prune'> {
  metadata?: MetadataOptions;
  /** What is kept of an object besides its metadata; fields that are undefined are left out. */
  keep?(parts: { spec: Fields; status: Fields; object: Fields }): Fields;
}

/** A kind from what is particular to it; everything else is the same for all. */
export function defineKind(options: KindOptions): KindDefinition {
  const { metadata, keep, ...definition } = options;
  const { kind, group, version } = definition;
  const apiVersion = group ? `${group}/${version}` : version;
  return {
    ...definition,
    prune(input: KubernetesObject): KubernetesObject {
      const object = fields(input);
      const kept = keep?.({
        spec: fields(object.spec),
        status: fields(object.status),
        object,
      });
      return compact<KubernetesObject>({
        apiVersion,
        kind,
        metadata: pruneMetadata(object.metadata, metadata),
        ...kept,
      })!;
    },
  };
}
