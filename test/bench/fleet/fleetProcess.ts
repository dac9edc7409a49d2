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
  deployments.forEach((deployment, index) => {
    if (index % every !== 0) return;
    world.addRule({
      namespace: deployment.metadata.namespace,
      labels: deployment.spec.selector.matchLabels,
      behaviour: TROUBLES[(index / every) % TROUBLES.length],
    });
  });
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
  const served = await serveFleet(fleet, { speed: options.speed });
  return {
    ready: {
      statistics,
      pods: fleet.podCount(),
      kubeconfig: served.simulator.kubeconfig(),
      clusters: fleet.clusters.map(({ name }) => ({
        name,
        url: served.simulator.clusterUrl(name),
      })),
    },
    stop: () => served.stop(),
  };
});
