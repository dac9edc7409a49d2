import type { Timeline } from '../engine/Timeline';
import type { ClusterOptions } from '../server';
import { answerRequest } from './metrics';
import type { SimulatedCluster } from './SimulatedCluster';

/**
 * Clusters with one time between them.
 *
 * @public
 */
export class SimulatedFleet {
  constructor(
    readonly timeline: Timeline,
    readonly clusters: readonly SimulatedCluster[],
  ) {}

  /** @throws Error when there is none of that name */
  cluster(name: string): SimulatedCluster {
    const cluster = this.clusters.find(candidate => candidate.name === name);
    if (!cluster) {
      throw new Error(`the fleet has no cluster ${JSON.stringify(name)}`);
    }
    return cluster;
  }

  /** The pods of all clusters. */
  podCount(): number {
    return this.clusters.reduce(
      (sum, { store }) =>
        sum + store.count(store.resources.forKind('Pod', 'v1')),
      0,
    );
  }

  /** What `startSimulator` takes to serve the fleet. */
  serve(): ClusterOptions[] {
    return this.clusters.map(cluster => ({
      name: cluster.name,
      store: cluster.store,
      version: cluster.version,
      users: cluster.users,
      logs: cluster.logs,
      usage: cluster.usage,
      proxy: request => answerRequest(cluster, request),
      admit: (resource, object) => cluster.admit(resource, object),
    }));
  }

  /** Lets time pass by itself. @param speed - seconds of the fleet per second; 0 stops it */
  live(speed: number): void {
    this.timeline.live(speed);
  }

  /** Ends all life. */
  stop(): void {
    this.timeline.live(0);
    for (const { engine } of this.clusters) {
      engine.stop();
    }
  }
}
