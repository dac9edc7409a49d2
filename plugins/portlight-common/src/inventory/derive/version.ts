import type { KubernetesObject } from '../../kubernetes';
import { podTemplate, specImages } from './containers';
import { parseImage } from './images';

const VERSION_LABEL = 'app.kubernetes.io/version';

/** The version that a workload or pod says it is, else the tag of its first image. */
export function objectVersion(
  object: KubernetesObject,
  images: readonly string[] = specImages(podTemplate(object)?.spec),
): string | undefined {
  const version =
    object.metadata?.labels?.[VERSION_LABEL] ??
    podTemplate(object)?.metadata?.labels?.[VERSION_LABEL] ??
    (images.length > 0 ? parseImage(images[0]).tag : undefined);
  return version?.slice(0, 253);
}
