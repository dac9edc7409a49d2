import { changeImage, imageOf, withTag } from './changes';
import type { Scenario } from './Scenario';

const TAG = '0.0.0-missing';

export const badImage: Scenario = {
  name: 'bad-image',
  description:
    'A Deployment is given an image that the registry does not have.',
  start(stage) {
    const deployment = stage.deployment();
    const image = withTag(imageOf(deployment), TAG);
    const removeRule = stage.cluster.world.addRule({
      image,
      behaviour: { pullError: `${image}: not found` },
    });
    const restore = changeImage(stage.cluster, deployment, image);
    return () => {
      restore();
      removeRule();
    };
  },
};
