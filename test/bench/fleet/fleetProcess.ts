import { kubeconfig } from '@portlight/simulator/src/server/kubeconfig';
import {
  createBenchFleet,
  serveFleet,
  type SimulatedCluster,
} from '@portlight/simulator';
import { runAsService } from '../children';
import { serveStatistics } from '../processStatistics';
import { toFullSize } from './fullSize';
import type { FleetOptions, FleetReady } from './startFleet';

const MINUTE = 60_000;

/** What the containers of every so-manieth Deployment do. */
const TROUBLES = [
  { exit: { afterSeconds: 4, code: 1, message: 'panic: out of ideas' } },
  { exit: { afterSeconds: 60, code: 137, reason: 'OOMKilled' } },
  { readinessFailure: 'HTTP probe failed with statuscode: 503' },
  { livenessFailure: { afterSeconds: 45, message: 'connection refused' } },
];

function trouble(cluster: SimulatedCluster, every: number): void {
  const { store, world } = cluster;
  const deployments = store.list(store.resources.forKind('Deployment'));
  world.addRules(
    deployments
      .filter((_deployment, index) => index % every === 0)
      .map(({ metadata, spec }, index) => ({
        namespace: metadata.namespace,
        labels: spec.selector.matchLabels,
        behaviour: TROUBLES[index % TROUBLES.length],
      })),
  );
}

runAsService<FleetOptions, FleetReady>(async options => {
  const now = Date.now();
  const fleet = createBenchFleet({
    clusters: options.clusters,
    podsPerCluster: options.podsPerCluster,
    now: options.troubledEvery ? now - 10 * MINUTE : now,
  });
  if (options.troubledEvery) {
    for (const cluster of fleet.clusters) {
      trouble(cluster, options.troubledEvery);
    }
    fleet.timeline.advanceTo(now);
  }
  fleet.clusters.forEach(toFullSize);
  const statistics = await serveStatistics();
  const { secure, speed } = options;
  const served = await serveFleet(fleet, {
    speed,
    tlsPorts: secure,
    http2: secure,
  });
  const { simulator } = served;
  const clusters = fleet.clusters.map(({ name }) => ({
    name,
    // On the port that all share, which has no TLS.
    url: `${simulator.url}/clusters/${name}`,
  }));
  return {
    ready: {
      statistics,
      pods: fleet.podCount(),
      kubeconfig: kubeconfig(clusters),
      secureKubeconfig: secure ? simulator.kubeconfig() : undefined,
      clusters,
    },
    stop: () => served.stop(),
  };
});
