import { misbehave } from './changes';
import type { Scenario } from './Scenario';

export const probeFailure: Scenario = {
  name: 'probe-failure',
  description: 'The readiness probes of a running Deployment begin to fail.',
  start: stage =>
    misbehave(stage.cluster.world, stage.deployment(), {
      readinessFailure:
        'Get "http://10.0.0.1:8080/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    }),
};
