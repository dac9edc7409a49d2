import { ControlError, type Simulator } from '../server';
import type { SimulatedFleet } from '../fleet/SimulatedFleet';
import { SCENARIOS } from './catalog';
import { ScenarioError, ScenarioRunner } from './ScenarioRunner';

const STATUS = {
  unknown: 404,
  'not-running': 404,
  running: 409,
  'no-target': 422,
} as const;

// A day: enough for every scenario, and no request keeps the process busy for minutes.
const MAX_ADVANCE_SECONDS = 86_400;
const MAX_SPEED = 10_000;

/**
 * Adds scenarios and the clock to the simulator's control endpoint.
 *
 * @returns the runner of each cluster
 */
export function registerScenarioRoutes(
  simulator: Simulator,
  fleet: SimulatedFleet,
): Map<string, ScenarioRunner> {
  const runners = new Map(
    fleet.clusters.map(cluster => [
      cluster.name,
      new ScenarioRunner(cluster, simulator.cluster(cluster.name).faults),
    ]),
  );
  const { control } = simulator;
  const runnerOf = (name: string) => {
    const runner = runners.get(name);
    if (!runner) {
      throw new ControlError(404, `no cluster ${JSON.stringify(name)}`);
    }
    return runner;
  };
  control.register('GET', '/scenarios', () => ({
    body: SCENARIOS.map(({ name, description }) => ({ name, description })),
  }));
  control.register('GET', '/clusters/:cluster/scenarios', ({ params }) => ({
    body: { running: runnerOf(params.cluster).running },
  }));
  control.register(
    'POST',
    '/clusters/:cluster/scenarios/:scenario',
    ({ params, body }) => {
      const runner = runnerOf(params.cluster);
      guard(() =>
        runner.start(params.scenario, {
          deployment: text(body, 'deployment'),
          node: text(body, 'node'),
        }),
      );
      return { status: 201, body: { running: runner.running } };
    },
  );
  control.register(
    'DELETE',
    '/clusters/:cluster/scenarios/:scenario',
    ({ params }) => {
      const runner = runnerOf(params.cluster);
      guard(() => runner.stop(params.scenario));
      return { body: { running: runner.running } };
    },
  );
  control.register('GET', '/clock', () => ({ body: clockOf(fleet) }));
  control.register('POST', '/clock', ({ body }) => {
    const speed = number(body, 'speed', MAX_SPEED);
    const advance = number(body, 'advanceSeconds', MAX_ADVANCE_SECONDS);
    if (speed !== undefined) {
      fleet.live(speed);
    }
    if (advance !== undefined) {
      fleet.timeline.advance(advance * 1000);
    }
    return { body: clockOf(fleet) };
  });
  return runners;
}

function clockOf({ timeline }: SimulatedFleet) {
  return {
    now: new Date(timeline.now()).toISOString(),
    speed: timeline.liveSpeed,
  };
}

function guard(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (error instanceof ScenarioError) {
      throw new ControlError(STATUS[error.code], error.message);
    }
    throw error;
  }
}

function text(body: any, field: string): string | undefined {
  const value = body?.[field];
  if (value !== undefined && typeof value !== 'string') {
    throw new ControlError(400, `${field} must be a string`);
  }
  return value;
}

function number(body: any, field: string, max: number): number | undefined {
  const value = body?.[field];
  if (value === undefined) {
    return undefined;
  }
  if (typeof value !== 'number' || !(value >= 0 && value <= max)) {
    throw new ControlError(
      400,
      `${field} must be a number between 0 and ${max}`,
    );
  }
  return value;
}
