import { FaultSet } from '../faults';
import { HOUR, MINUTE } from '../engine/time';
import { conditionOf } from '../engine/conditions';
import type { SimulatedCluster } from '../fleet/SimulatedCluster';
import {
  all,
  deployment,
  podsOf,
  smallCluster,
  statusOf,
} from '../testing/smallCluster';
import { SCENARIOS } from './catalog';
import { ScenarioRunner } from './ScenarioRunner';

interface Stage {
  cluster: SimulatedCluster;
  faults: FaultSet;
}

/** What each scenario has led to after a quarter of an hour. */
const EFFECTS: Record<string, (stage: Stage) => unknown> = {
  ambient: ({ cluster }) => Number(revision(cluster)) > 1,
  'hpa-at-max': ({ cluster }) =>
    conditionOf(
      all(cluster, 'HorizontalPodAutoscaler')[0]?.status?.conditions,
      'ScalingLimited',
    )?.reason === 'TooManyReplicas',
  'bad-image': ({ cluster }) => waiting(cluster).includes('ImagePullBackOff'),
  'cluster-down': ({ faults }) => faults.list()[0]?.type === 'disconnected',
  'cluster-hangs': ({ faults }) => faults.list()[0]?.type === 'hang',
  'config-error': ({ cluster }) =>
    waiting(cluster).includes('CreateContainerConfigError'),
  'crash-loop': ({ cluster }) => waiting(cluster).includes('CrashLoopBackOff'),
  'forbidden-kind': ({ faults }) => faults.list()[0]?.type === 'status',
  'job-failure': ({ cluster }) =>
    conditionOf(all(cluster, 'Job')[0]?.status?.conditions, 'Failed')
      ?.reason === 'BackoffLimitExceeded',
  'liveness-failure': ({ cluster }) => restarts(cluster) > 3,
  'node-loss': ({ cluster }) =>
    all(cluster, 'Node').some(
      ({ status }) =>
        conditionOf(status.conditions, 'Ready')?.status === 'Unknown',
    ),
  'out-of-memory': ({ cluster }) =>
    podsOf(cluster).some(
      pod =>
        pod.status?.containerStatuses?.[0].lastState.terminated?.reason ===
        'OOMKilled',
    ),
  'probe-failure': ({ cluster }) =>
    statusOf(cluster).readyReplicas === undefined,
  quota: ({ cluster }) =>
    conditionOf(
      statusOf(cluster).conditions,
      'ReplicaFailure',
    )?.message?.includes('exceeded quota: scenario-quota') ?? false,
  rollout: ({ cluster }) => revision(cluster) === '2',
  'rollout-stuck': ({ cluster }) =>
    conditionOf(statusOf(cluster).conditions, 'Progressing')?.reason ===
    'ProgressDeadlineExceeded',
  'slow-cluster': ({ faults }) => faults.list()[0]?.type === 'latency',
  throttled: ({ faults }) => faults.list()[0]?.type === 'status',
  'token-expired': ({ faults }) => faults.list()[0]?.type === 'status',
  unschedulable: ({ cluster }) =>
    podsOf(cluster).some(pod =>
      conditionOf(pod.status?.conditions, 'PodScheduled')?.message?.includes(
        '3 Insufficient cpu',
      ),
    ),
  'pvc-wait': ({ cluster }) =>
    podsOf(cluster).some(pod =>
      conditionOf(pod.status?.conditions, 'PodScheduled')?.message?.includes(
        'unbound immediate PersistentVolumeClaims',
      ),
    ),
};

function waiting(cluster: SimulatedCluster): (string | undefined)[] {
  return podsOf(cluster).map(
    pod => pod.status?.containerStatuses?.[0]?.state.waiting?.reason,
  );
}

function restarts(cluster: SimulatedCluster): number {
  return podsOf(cluster).reduce(
    (sum, pod) => sum + (pod.status?.containerStatuses?.[0]?.restartCount ?? 0),
    0,
  );
}

function revision(cluster: SimulatedCluster): string | undefined {
  return all(cluster, 'Deployment')[0].metadata.annotations?.[
    'deployment.kubernetes.io/revision'
  ];
}

function stage() {
  const cluster = smallCluster(3);
  cluster.apply(deployment());
  cluster.timeline.advance(HOUR);
  const faults = new FaultSet();
  return { cluster, faults, runner: new ScenarioRunner(cluster, faults) };
}

describe('scenarios', () => {
  it.each(SCENARIOS.map(({ name }) => name))(
    '%s leads to its state and back',
    name => {
      const { cluster, faults, runner } = stage();
      expect(EFFECTS[name]({ cluster, faults })).toBe(false);
      runner.start(name);
      expect(runner.running).toEqual([name]);
      cluster.timeline.advance(15 * MINUTE);
      expect(EFFECTS[name]({ cluster, faults })).toBe(true);
      runner.stop(name);
      cluster.timeline.advance(HOUR);
      expect(runner.running).toEqual([]);
      expect(faults.list()).toEqual([]);
      expect(statusOf(cluster)).toMatchObject({
        replicas: 3,
        readyReplicas: 3,
        availableReplicas: 3,
        updatedReplicas: 3,
      });
      expect(podsOf(cluster)).toHaveLength(3);
      expect(all(cluster, 'PersistentVolumeClaim')).toEqual([]);
    },
  );

  it('have names that are in kebab case and occur once', () => {
    const names = SCENARIOS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    }
  });

  it.each([
    ['nothing-like-it', {}, 'unknown'],
    ['crash-loop', { deployment: 'shop/nobody' }, 'no-target'],
    ['crash-loop', { deployment: 'nonsense' }, 'no-target'],
    ['node-loss', { node: 'nowhere' }, 'no-target'],
  ] as const)('%s on %j is refused: %s', (name, target, code) => {
    const { runner } = stage();
    expect(() => runner.start(name, target)).toThrow(
      expect.objectContaining({ code }),
    );
    expect(runner.running).toEqual([]);
  });

  it('cannot be started twice, nor stopped before', () => {
    const { runner } = stage();
    expect(() => runner.stop('rollout')).toThrow('does not run');
    runner.start('rollout');
    expect(() => runner.start('rollout')).toThrow('runs already');
    runner.stopAll();
    expect(runner.running).toEqual([]);
  });
});
