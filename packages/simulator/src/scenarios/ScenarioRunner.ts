import type { FaultSet } from '../faults';
import type { SimulatedCluster } from '../fleet/SimulatedCluster';
import type { ApiObject } from '../store';
import { SCENARIOS } from './catalog';
import type { Scenario, ScenarioStage } from './Scenario';

/** What a scenario is to be about, where the catalog's own choice is not wanted. @public */
export interface ScenarioTarget {
  /** A Deployment as `namespace/name`. */
  deployment?: string;
  node?: string;
}

/** No scenario of that name, one that runs already, or nothing for it to be about. @public */
export class ScenarioError extends Error {
  constructor(
    /** `unknown`, `running`, `not-running` or `no-target` */
    readonly code: 'unknown' | 'running' | 'not-running' | 'no-target',
    message: string,
  ) {
    super(message);
    this.name = 'ScenarioError';
  }
}

/**
 * Starts and stops the scenarios of one cluster.
 *
 * @public
 */
export class ScenarioRunner {
  private readonly stops = new Map<string, () => void>();

  constructor(
    private readonly cluster: SimulatedCluster,
    private readonly faults: FaultSet,
    private readonly scenarios: readonly Scenario[] = SCENARIOS,
  ) {}

  /** The names of those that run, in the order in which they began. */
  get running(): string[] {
    return [...this.stops.keys()];
  }

  /** @throws ScenarioError */
  start(name: string, target: ScenarioTarget = {}): void {
    const scenario = this.scenarios.find(candidate => candidate.name === name);
    if (!scenario) {
      throw new ScenarioError(
        'unknown',
        `there is no scenario ${JSON.stringify(
          name,
        )}; there are ${this.scenarios.map(known => known.name).join(', ')}`,
      );
    }
    if (this.stops.has(name)) {
      throw new ScenarioError('running', `${name} runs already`);
    }
    this.stops.set(name, scenario.start(this.stageFor(target)));
  }

  /** @throws ScenarioError when it does not run */
  stop(name: string): void {
    const stop = this.stops.get(name);
    if (!stop) {
      throw new ScenarioError('not-running', `${name} does not run`);
    }
    this.stops.delete(name);
    stop();
  }

  /** Stops all, the newest first. */
  stopAll(): void {
    for (const name of this.running.reverse()) {
      this.stop(name);
    }
  }

  private stageFor(target: ScenarioTarget): ScenarioStage {
    return {
      cluster: this.cluster,
      faults: this.faults,
      deployment: () => this.deploymentFor(target.deployment),
      node: () => this.nodeFor(target.node),
    };
  }

  private deploymentFor(wanted: string | undefined): ApiObject {
    const { store } = this.cluster;
    const deployments = store.resources.forKind('Deployment');
    if (wanted !== undefined) {
      const [namespace, name] = wanted.split('/');
      const found = name && store.get(deployments, namespace, name);
      if (!found) {
        throw new ScenarioError(
          'no-target',
          `there is no Deployment ${JSON.stringify(wanted)} (namespace/name)`,
        );
      }
      return found;
    }
    const found = store
      .list(deployments)
      .find(
        ({ metadata, spec, status }) =>
          metadata.namespace !== 'kube-system' &&
          spec?.replicas >= 2 &&
          status?.availableReplicas === spec.replicas,
      );
    if (!found) {
      throw new ScenarioError(
        'no-target',
        'the cluster has no Deployment with two available replicas; name one',
      );
    }
    return found;
  }

  private nodeFor(wanted: string | undefined): string {
    const { store } = this.cluster;
    const nodes = store.resources.forKind('Node');
    if (wanted !== undefined) {
      if (!store.get(nodes, undefined, wanted)) {
        throw new ScenarioError(
          'no-target',
          `there is no node ${JSON.stringify(wanted)}`,
        );
      }
      return wanted;
    }
    const used = store
      .list(store.resources.forKind('Pod'))
      .find(
        ({ metadata, spec }) =>
          spec?.nodeName &&
          metadata.ownerReferences?.[0]?.kind === 'ReplicaSet',
      )?.spec.nodeName;
    const name = used ?? store.list(nodes)[0]?.metadata.name;
    if (!name) {
      throw new ScenarioError('no-target', 'the cluster has no nodes');
    }
    return name;
  }
}
