import { changeImage, imageOf, withTag } from './changes';
import type { Scenario } from './Scenario';

export const configError: Scenario = {
  name: 'config-error',
  description:
    'A new version of a Deployment wants a Secret that does not exist.',
  start(stage) {
    const deployment = stage.deployment();
    const image = withTag(imageOf(deployment), '0.0.0-new-secret');
    const removeRule = stage.cluster.world.addRule({
      image,
      behaviour: {
        configError: `secret "${deployment.metadata.name}-tokens" not found`,
      },
    });
    const restore = changeImage(stage.cluster, deployment, image);
    return () => {
      restore();
      removeRule();
    };
  },
};
