import { misbehave } from './changes';
import type { Scenario } from './Scenario';

export const crashLoop: Scenario = {
  name: 'crash-loop',
  description:
    'The containers of a Deployment end with exit code 1 a few seconds after each start.',
  start: stage =>
    misbehave(stage.cluster.world, stage.deployment(), {
      exit: {
        afterSeconds: 4,
        code: 1,
        message:
          'panic: runtime error: invalid memory address or nil pointer dereference',
      },
    }),
};
