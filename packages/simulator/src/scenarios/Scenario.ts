import type { FaultSet } from '../faults';
import type { SimulatedCluster } from '../fleet/SimulatedCluster';
import type { ApiObject } from '../store';

/** What a scenario plays on. @public */
export interface ScenarioStage {
  readonly cluster: SimulatedCluster;
  /** What is wrong with the cluster's API server on purpose. */
  readonly faults: FaultSet;
  /**
   * The Deployment that it is about.
   *
   * @throws Error when the cluster has none that would do
   */
  deployment(): ApiObject;
  /** The name of the node that it is about: one with pods of a Deployment, if there is one. */
  node(): string;
}

/**
 * Something that happens in a cluster, and can be taken back.
 *
 * @public
 */
export interface Scenario {
  /** In kebab case; unique in the catalog. */
  readonly name: string;
  /** What happens, in one sentence. */
  readonly description: string;
  /** Lets it happen. @returns the function that puts things right again */
  start(stage: ScenarioStage): () => void;
}
