import { registerScenarioRoutes, type ScenarioRunner } from '../scenarios';
import { startSimulator, type Simulator } from '../server';
import type { SimulatedFleet } from './SimulatedFleet';

/** @public */
export interface ServeFleetOptions {
  /** Default `127.0.0.1`. */
  host?: string;
  /** Default: any free port. */
  port?: number;
  /** Seconds of the fleet per second; 0 lets time stand still. Default 1. */
  speed?: number;
  /** Every cluster gets a port of its own with TLS besides the shared one. Default false. */
  tlsPorts?: boolean;
  /** These ports speak HTTP/2 too, as those of real API servers do. Default false. */
  http2?: boolean;
  /** Something happens now and then: rollouts, and what else the catalog of scenarios calls ambient. */
  ambient?: boolean;
}

/** A fleet that is being served. @public */
export interface ServedFleet {
  readonly fleet: SimulatedFleet;
  readonly simulator: Simulator;
  /** By cluster. */
  readonly scenarios: ReadonlyMap<string, ScenarioRunner>;
  /** Ends both the server and the fleet's life. */
  stop(): Promise<void>;
}

/**
 * Serves a fleet over HTTP and lets it live.
 *
 * @public
 */
export async function serveFleet(
  fleet: SimulatedFleet,
  options: ServeFleetOptions = {},
): Promise<ServedFleet> {
  const simulator = await startSimulator({
    host: options.host,
    port: options.port,
    clock: fleet.timeline,
    clusters: fleet
      .serve()
      .map(cluster =>
        options.tlsPorts
          ? { ...cluster, port: 0, tls: true, http2: options.http2 }
          : cluster,
      ),
  });
  const scenarios = registerScenarioRoutes(simulator, fleet);
  if (options.ambient) {
    for (const runner of scenarios.values()) {
      runner.start('ambient');
    }
  }
  fleet.live(options.speed ?? 1);
  return {
    fleet,
    simulator,
    scenarios,
    async stop() {
      fleet.stop();
      await simulator.stop();
    },
  };
}
