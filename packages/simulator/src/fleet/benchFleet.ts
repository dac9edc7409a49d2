import { pick } from '../engine/random';
import { DAY, HOUR } from '../engine/time';
import { Timeline } from '../engine/Timeline';
import { benchCluster } from './benchCluster';
import { nodesOf } from './manifests/nodes';
import { workloadOf } from './manifests/workloads';
import { SimulatedCluster } from './SimulatedCluster';
import { SimulatedFleet } from './SimulatedFleet';

/** @public */
export interface BenchFleetOptions {
  clusters: number;
  podsPerCluster: number;
  /** Same seed, same fleet. Default 1. */
  seed?: number;
  /** The moment at which the fleet is ready (milliseconds since the epoch); default: now. */
  now?: number;
}

/**
 * Many plain clusters, quickly: Deployments of three pods or so that all run, and now and then one that
 * does not.
 *
 * @public
 */
export function createBenchFleet(options: BenchFleetOptions): SimulatedFleet {
  const now = options.now ?? Date.now();
  const seed = options.seed ?? 1;
  const timeline = new Timeline(now - 3 * DAY);
  const clusters = Array.from({ length: options.clusters }, (_, number) => {
    const description = benchCluster(number, options.podsPerCluster);
    const cluster = new SimulatedCluster({
      name: description.name,
      timeline,
      seed: seed * 10_000 + number,
      version: { gitVersion: description.version },
      // A bench measures objects, not what was said about their beginning.
      attentiveFrom: now - HOUR,
    });
    // Straight to the state in which they stay: one write instead of five for each pod.
    cluster.world.sandboxSeconds = 0;
    cluster.world.addRule({ behaviour: { pullSeconds: 0 } });
    for (const name of ['default', 'kube-system']) {
      cluster.apply({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      });
    }
    for (const node of nodesOf(description, number % 200, timeline.now())) {
      cluster.apply(node);
    }
    fill(cluster, description, options.podsPerCluster, seed);
    cluster.engine.start();
    return cluster;
  });
  timeline.advanceTo(now);
  // Nobody watched it come about: the old versions of its objects are only weight.
  for (const { store } of clusters) {
    store.compact();
  }
  return new SimulatedFleet(timeline, clusters);
}

const SIZES = [1, 2, 3, 3, 3, 4, 5, 8];

function fill(
  cluster: SimulatedCluster,
  description: ReturnType<typeof benchCluster>,
  pods: number,
  seed: number,
): void {
  const namespaces = Math.max(1, Math.ceil(pods / 50));
  for (let i = 0; i < namespaces; i++) {
    cluster.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: `team-${i}`,
        labels: { 'kubernetes.io/metadata.name': `team-${i}` },
        annotations: { 'portlight.io/owner': `group:default/team-${i}` },
      },
      status: { phase: 'Active' },
    });
  }
  let left = pods;
  for (let i = 0; left > 0; i++) {
    const replicas = Math.min(
      left,
      pick(SIZES, seed, description.name, 'size', i),
    );
    left -= replicas;
    const workload = workloadOf(
      description,
      {
        name: `service-${i}`,
        namespace: 'shop',
        owner: `team-${i % namespaces}`,
        runtime: 'go',
        versions: ['1.0.0'],
        cpu: '100m',
        memory: '128Mi',
        memoryLimit: '256Mi',
        port: 8080,
      },
      { replicas },
      '1.0.0',
    );
    // The placement over zones is not what is measured, and costs the most to compute.
    const { topologySpreadConstraints, ...spec } = workload.spec.template!.spec;
    cluster.apply({
      ...workload,
      metadata: {
        ...workload.metadata,
        namespace: `team-${i % namespaces}`,
      },
      spec: {
        ...workload.spec,
        template: { ...workload.spec.template, spec },
      },
    });
  }
}
