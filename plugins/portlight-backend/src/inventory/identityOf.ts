import type { KubernetesObject } from '@portlight/plugin-portlight-common';

/** What tells a cluster from all others: the namespace kube-system is made with it and never again. */
export function identityOf(
  objects: Iterable<KubernetesObject>,
): string | undefined {
  for (const { kind, metadata } of objects) {
    if (kind === 'Namespace' && metadata?.name === 'kube-system') {
      return metadata.uid;
    }
  }
  return undefined;
}
