import { misbehave } from './changes';
import type { Scenario } from './Scenario';

export const livenessFailure: Scenario = {
  name: 'liveness-failure',
  description:
    'The liveness probes of a Deployment fail, so that the kubelet restarts its containers again and again.',
  start: stage =>
    misbehave(stage.cluster.world, stage.deployment(), {
      livenessFailure: {
        afterSeconds: 45,
        message: 'HTTP probe failed with statuscode: 500',
      },
    }),
};
