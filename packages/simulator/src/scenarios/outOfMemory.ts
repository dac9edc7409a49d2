import { misbehave } from './changes';
import type { Scenario } from './Scenario';

export const outOfMemory: Scenario = {
  name: 'out-of-memory',
  description:
    'The containers of a Deployment grow until the kernel ends them, every minute or so.',
  start: stage =>
    misbehave(stage.cluster.world, stage.deployment(), {
      exit: { afterSeconds: 60, code: 137, reason: 'OOMKilled', spread: 0.2 },
    }),
};
