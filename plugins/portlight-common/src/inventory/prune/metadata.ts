import type { ObjectMeta, OwnerReference } from '../../kubernetes';
import {
  type Json,
  compact,
  fields,
  flag,
  items,
  number,
  text,
  textMap,
  uniqueText,
} from './values';

/**
 * Annotations that are long, change all the time or repeat the object: none is shown or judged.
 */
const UNUSED_ANNOTATIONS = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'control-plane.alpha.kubernetes.io/leader',
  'endpoints.kubernetes.io/last-change-trigger-time',
  'autoscaling.alpha.kubernetes.io/conditions',
  'autoscaling.alpha.kubernetes.io/current-metrics',
  'node.alpha.kubernetes.io/ttl',
]);

/** What a kind keeps of its metadata besides what all keep. */
export interface MetadataOptions {
  /** Only these annotations; all (bounded) when absent. */
  annotations?: readonly string[];
  /** Only these labels; all (bounded) when absent. */
  labels?: readonly string[];
}

function only(keys: readonly string[] | undefined) {
  return keys ? (key: string) => !keys.includes(key) : undefined;
}

/**
 * The metadata that the mirror keeps. The resource version is left out on purpose: it changes with every
 * write, and a write that changes nothing that is shown must not reach SQL.
 */
export function pruneMetadata(
  value: Json,
  options: MetadataOptions = {},
): ObjectMeta {
  const metadata = fields(value);
  const skipAnnotation = only(options.annotations);
  return (
    compact<ObjectMeta>({
      name: uniqueText(metadata.name, 512),
      namespace: text(metadata.namespace, 512),
      uid: uniqueText(metadata.uid, 64),
      generation: number(metadata.generation),
      creationTimestamp: text(metadata.creationTimestamp, 64),
      deletionTimestamp: text(metadata.deletionTimestamp, 64),
      labels: textMap(metadata.labels, { skip: only(options.labels) }),
      annotations: textMap(metadata.annotations, {
        limit: 256,
        maxItems: 40,
        skip: key =>
          UNUSED_ANNOTATIONS.has(key) || (skipAnnotation?.(key) ?? false),
      }),
      ownerReferences: items<OwnerReference>(
        metadata.ownerReferences,
        owner =>
          compact<OwnerReference>({
            apiVersion: text(owner.apiVersion, 253),
            kind: text(owner.kind, 253),
            name: text(owner.name, 512),
            uid: text(owner.uid, 64),
            controller: flag(owner.controller),
          }),
        10,
      ),
    }) ?? {}
  );
}
