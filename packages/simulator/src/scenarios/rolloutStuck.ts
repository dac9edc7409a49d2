import { changeImage, imageOf, withTag } from './changes';
import type { Scenario } from './Scenario';

export const rolloutStuck: Scenario = {
  name: 'rollout-stuck',
  description:
    'The pods of a new version never become ready, so that the rollout misses its deadline.',
  start(stage) {
    const deployment = stage.deployment();
    const image = withTag(imageOf(deployment), '0.0.0-never-ready');
    const removeRule = stage.cluster.world.addRule({
      image,
      behaviour: {
        readinessFailure: 'HTTP probe failed with statuscode: 503',
      },
    });
    const restore = changeImage(stage.cluster, deployment, image);
    return () => {
      restore();
      removeRule();
    };
  },
};
