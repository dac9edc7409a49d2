/** An image reference in parts. */
export interface ImageReference {
  /** Registry and repository, such as `ghcr.io/shop/cart`. */
  name: string;
  tag?: string;
  /** Such as `sha256:...`. */
  digest?: string;
}

/** Splits an image reference. Never throws: what has no tag or digest is all name. */
export function parseImage(image: string): ImageReference {
  const at = image.indexOf('@');
  const digest = at >= 0 ? image.slice(at + 1) : undefined;
  const rest = at >= 0 ? image.slice(0, at) : image;
  // A colon before the last slash is the registry's port.
  const colon = rest.lastIndexOf(':');
  const tagged = colon > rest.lastIndexOf('/');
  return {
    name: tagged ? rest.slice(0, colon) : rest,
    ...(tagged && colon + 1 < rest.length
      ? { tag: rest.slice(colon + 1) }
      : {}),
    ...(digest ? { digest } : {}),
  };
}

/** What tells two images of one name apart: the tag, else the digest, else what the runtime then takes. */
export function imageVersion(image: string): string {
  const { tag, digest } = parseImage(image);
  return tag ?? digest ?? 'latest';
}
