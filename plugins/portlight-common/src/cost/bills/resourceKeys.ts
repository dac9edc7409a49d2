/** Parts of the path of a machine in a scale set, which bills name as a whole. */
const SCALE_SET = /\/virtualmachinescalesets\/[^/]+/;

/** Ids of AWS are unique anywhere; names of others only with their place. */
const AWS_ID = /(?:^|[/:])(i-[0-9a-f]{8,32})$/;

const GOOGLE_PATH = /projects\/([^/]+)\/zones\/([^/]+)\/instances\/([^/]+)$/;

/**
 * What bills may call the machine of a node, the most exact first.
 *
 * @param providerId - `spec.providerID` of a node: `aws:///zone/i-1`, `gce://project/zone/name`, `azure:///subscriptions/…`
 *
 * @public
 */
export function nodeResourceKeys(providerId: string): string[] {
  const path = providerId.toLowerCase();
  const aws = AWS_ID.exec(path);
  if (aws) return [aws[1]];
  const [scheme, rest = ''] = path.split('://');
  if (scheme === 'gce') return [rest];
  if (scheme === 'azure') {
    const scaleSet = SCALE_SET.exec(rest);
    return scaleSet
      ? [rest, rest.slice(0, scaleSet.index + scaleSet[0].length)]
      : [rest];
  }
  return [path];
}

/** What {@link nodeResourceKeys} has for the machine that a line of a bill is for. @public */
export function billedResourceKey(resourceId: string): string {
  const path = resourceId.trim().toLowerCase();
  const aws = AWS_ID.exec(path);
  if (aws) return aws[1];
  const google = GOOGLE_PATH.exec(path);
  if (google) return `${google[1]}/${google[2]}/${google[3]}`;
  return path.includes('://') ? nodeResourceKeys(path)[0] : path;
}
