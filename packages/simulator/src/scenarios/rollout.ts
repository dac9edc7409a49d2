import { changeImage, imageOf, withTag } from './changes';
import type { Scenario } from './Scenario';

export const rollout: Scenario = {
  name: 'rollout',
  description:
    'A Deployment gets a new version, and all goes well; stopping it rolls back.',
  start(stage) {
    const deployment = stage.deployment();
    const image = imageOf(deployment);
    const tag = /:([^:/@]+)$/.exec(image)?.[1] ?? '1.0.0';
    return changeImage(stage.cluster, deployment, withTag(image, nextTag(tag)));
  },
};

/** The tag with its last number one higher. */
function nextTag(tag: string): string {
  return /\d+(?=\D*$)/.test(tag)
    ? tag.replace(/\d+(?=\D*$)/, digits => String(Number(digits) + 1))
    : `${tag}-1`;
}
