import { between, hexOf } from '../random';
import { SECOND } from '../time';
import type { ContainerSpec } from '../types';
import type { ContainerBehaviour } from '../World';
import {
  nextBackoff,
  note,
  wait,
  type ContainerMemory,
  type ContainerStep,
  type ContainerSurroundings,
} from './steps';

// How long ErrImagePull stands before the kubelet looks again and calls it ImagePullBackOff.
const SYNC_PERIOD = 12 * SECOND;

/** Lets a pull go on. @returns whether the image is there now */
export function pull(
  container: ContainerSpec,
  behaviour: ContainerBehaviour,
  memory: ContainerMemory,
  around: ContainerSurroundings,
  step: ContainerStep,
): boolean {
  const { now } = around;
  const { image } = container;
  if (memory.pullUntil === undefined) {
    const seconds =
      behaviour.pullSeconds ??
      between(1.5, 9, around.seed, 'pull', image, around.pod.metadata.uid);
    memory.pullStarted = now;
    memory.pullUntil = now + Math.round(seconds * SECOND);
    note(step, 'Normal', 'Pulling', `Pulling image "${image}"`);
  }
  if (now < memory.pullUntil) {
    step.wakeAt = memory.pullUntil;
    return false;
  }
  const took = ((now - (memory.pullStarted ?? now)) / SECOND).toFixed(3);
  memory.pullUntil = undefined;
  if (behaviour.pullError !== undefined) {
    memory.pullBackoff = nextBackoff(memory.pullBackoff);
    memory.retryAt = now + memory.pullBackoff;
    memory.backoffShownAt = now + SYNC_PERIOD;
    step.wakeAt = Math.min(memory.retryAt, memory.backoffShownAt);
    const message = pullFailure(image, behaviour.pullError);
    note(
      step,
      'Warning',
      'Failed',
      `Failed to pull image "${image}": ${message}`,
    );
    note(step, 'Warning', 'Failed', 'Error: ErrImagePull');
    wait(step, 'ErrImagePull', message);
    return false;
  }
  around.addImage(image);
  memory.pullBackoff = undefined;
  const size = Math.round(between(18e6, 240e6, 'image size', image));
  note(
    step,
    'Normal',
    'Pulled',
    `Successfully pulled image "${image}" in ${took}s (${took}s including waiting). Image size: ${size} bytes.`,
  );
  return true;
}

/** The failed pull is now waiting for its next attempt. */
export function showPullBackoff(
  container: ContainerSpec,
  step: ContainerStep,
): void {
  const message = step.status.state.waiting?.message ?? '';
  note(
    step,
    'Normal',
    'BackOff',
    `Back-off pulling image "${container.image}"`,
  );
  note(step, 'Warning', 'Failed', 'Error: ImagePullBackOff');
  wait(
    step,
    'ImagePullBackOff',
    `Back-off pulling image "${container.image}": ErrImagePull: ${message}`,
  );
}

/** What the kubelet says when there is nothing to pull. */
export function alreadyPresent(image: string): string {
  return `Container image "${image}" already present on machine`;
}

function pullFailure(image: string, error: string): string {
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${error}`;
}

const imageIds = new Map<string, string>();

/** The digest of an image. */
export function imageId(image: string): string {
  let id = imageIds.get(image);
  if (id === undefined) {
    const repository = image.replace(/[:@][^/]*$/, '');
    id = `${repository}@sha256:${hexOf(64, image)}`;
    if (imageIds.size < 10_000) {
      imageIds.set(image, id);
    }
  }
  return id;
}
