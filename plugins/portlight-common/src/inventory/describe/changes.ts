import type { Change } from '../../api/types';
import { parseImage } from '../derive/images';
import { timestamp } from '../derive/time';
import type { KubernetesObject } from '../../kubernetes';

const REVISION = 'deployment.kubernetes.io/revision';
const CHANGE_CAUSE = 'kubernetes.io/change-cause';
const MAX_CHANGES = 20;

/** A ReplicaSet (or another kept template) as a step in its workload's history. */
interface Revision {
  number: number;
  at: string;
  cause?: string;
  /** Image by name of the container. */
  images: Map<string, string>;
}

function revisionOf(child: KubernetesObject): Revision | undefined {
  const annotations = child.metadata?.annotations ?? {};
  const at = timestamp(child.metadata?.creationTimestamp);
  const number = Number(annotations[REVISION]);
  if (!at || !Number.isSafeInteger(number) || number <= 0) {
    return undefined;
  }
  const spec = child.spec?.template?.spec ?? {};
  return {
    number,
    at,
    cause: annotations[CHANGE_CAUSE],
    images: new Map(
      [...(spec.initContainers ?? []), ...(spec.containers ?? [])].map(
        ({ name, image }: { name: string; image: string }) => [name, image],
      ),
    ),
  };
}

/** Repository without registry and path, with its tag: what people call an image. */
function shortImage(image: string): string {
  const { name, tag, digest } = parseImage(image);
  const base = name.slice(name.lastIndexOf('/') + 1);
  return tag
    ? `${base}:${tag}`
    : `${base}${digest ? `@${digest.slice(0, 19)}` : ''}`;
}

function differences(before: Revision, after: Revision): string[] {
  const result: string[] = [];
  for (const [container, image] of after.images) {
    const former = before.images.get(container);
    if (former === undefined) {
      result.push(`new container ${container} (${shortImage(image)})`);
    } else if (former !== image) {
      const same = shortImage(former) === shortImage(image);
      result.push(
        same
          ? `image ${image} instead of ${former}`
          : `image ${shortImage(image)} instead of ${shortImage(former)}`,
      );
    }
  }
  for (const container of before.images.keys()) {
    if (!after.images.has(container)) {
      result.push(`without container ${container}`);
    }
  }
  return result;
}

function titleOf(revision: Revision, before: Revision | undefined): string {
  const label = `Revision ${revision.number}`;
  if (revision.cause) {
    return `${label}: ${revision.cause}`;
  }
  if (!before) {
    const images = [...revision.images.values()].map(shortImage).join(', ');
    return images ? `${label}: ${images}` : label;
  }
  const changed = differences(before, revision);
  return changed.length > 0
    ? `${label}: ${changed.join(', ')}`
    : `${label}: configuration, same images`;
}

/**
 * What changed at a workload, newest first, as its ReplicaSets tell. A ReplicaSet is older than its revision
 * after a rollback: then the time when its conditions or those of the Deployment changed is not known, and
 * its own beginning stands.
 */
export function describeChanges(
  children: readonly KubernetesObject[],
): Change[] {
  const revisions = children
    .filter(({ kind }) => kind === 'ReplicaSet')
    .map(revisionOf)
    .filter(revision => revision !== undefined)
    .sort((left, right) => left.number - right.number);
  return revisions
    .map((revision, index): Change => {
      const before = revisions[index - 1];
      // After a rollback the newest revision's ReplicaSet is older than the one before it.
      const rolledBack = before !== undefined && before.at > revision.at;
      const title = titleOf(revision, before);
      return {
        at: revision.at,
        title: rolledBack ? `${title} (rolled back)` : title,
      };
    })
    .reverse()
    .slice(0, MAX_CHANGES);
}
