/** An image's parts; `repository` with its registry, `reference` its tag or digest. */
export function splitImage(image: string): {
  repository: string;
  reference?: string;
} {
  const [withoutDigest, digest] = image.split('@', 2);
  const colon = withoutDigest.lastIndexOf(':');
  // A colon before the last slash is the registry's port.
  const hasTag = colon > withoutDigest.lastIndexOf('/');
  const repository = hasTag ? withoutDigest.slice(0, colon) : withoutDigest;
  const tag = hasTag ? withoutDigest.slice(colon + 1) : undefined;
  return {
    repository,
    reference: tag ?? (digest && shortDigest(digest)),
  };
}

/** `sha256:0123456789ab...` to its first twelve digits. */
function shortDigest(digest: string): string {
  const [, hex = digest] = digest.split(':', 2);
  return hex.slice(0, 12);
}

/** The part of an image that people read: `cart:1.4.0`. */
export function formatImage(image: string): string {
  const { repository, reference } = splitImage(image);
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return reference ? `${name}:${reference}` : name;
}
