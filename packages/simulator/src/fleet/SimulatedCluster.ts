import { quotaRefusal } from '../engine/admission';
import { ClusterEngine } from '../engine/ClusterEngine';
import { LogModel } from '../engine/logs/LogModel';
import type { Timeline } from '../engine/Timeline';
import { World } from '../engine/World';
import { withDefaults } from '../server/admission/defaults';
import {
  ApiError,
  type ApiObjectInput,
  type ObjectStore,
  type ResourceDefinition,
} from '../store';
import type {
  LogProvider,
  TokenUser,
  UsageProvider,
  VersionInfo,
} from '../server';
import { LivingObjectStore } from './LivingObjectStore';

/** @public */
export interface SimulatedClusterOptions {
  name: string;
  title?: string;
  timeline: Timeline;
  /** Same seed, same cluster. */
  seed: number;
  version: VersionInfo;
  users?: readonly TokenUser[];
  /** Before this time (milliseconds since the epoch) no events are written and autoscalers sleep. */
  attentiveFrom?: number;
}

/**
 * A cluster that lives: its objects, what is true besides them, and the engine between the two.
 *
 * @public
 */
export class SimulatedCluster {
  readonly name: string;
  readonly title: string;
  readonly version: VersionInfo;
  readonly users?: readonly TokenUser[];
  readonly timeline: Timeline;
  readonly store: ObjectStore;
  readonly world = new World();
  readonly engine: ClusterEngine;
  readonly seed: number;
  readonly logs: LogProvider;
  readonly usage: UsageProvider;

  constructor(options: SimulatedClusterOptions) {
    this.name = options.name;
    this.title = options.title ?? options.name;
    this.version = options.version;
    this.users = options.users;
    this.timeline = options.timeline;
    this.seed = options.seed;
    this.store = new LivingObjectStore({
      cluster: options.name,
      clock: options.timeline,
      seed: options.seed,
    });
    this.engine = new ClusterEngine({
      store: this.store,
      timeline: options.timeline,
      seed: options.seed,
      world: this.world,
      attentiveFrom: options.attentiveFrom,
    });
    this.usage = this.engine.usage;
    this.logs = new LogModel(
      this.store,
      options.timeline,
      this.world,
      options.seed,
    );
  }

  /** Creates an object, or replaces the spec and labels of the one of its name, as `kubectl apply` would. */
  apply(object: ApiObjectInput): void {
    const resource = this.store.resources.forKind(
      object.kind!,
      object.apiVersion,
    );
    const { namespace, name } = object.metadata;
    const current = this.store.get(resource, namespace, name!);
    // As a real server's: what `kubectl` sends back later must not look like a change.
    const complete = withDefaults(resource, object, current);
    if (!current) {
      // A client's status would be dropped; here it is how a machine says that it is there.
      const status = object.status ?? complete.status;
      this.store.create(resource, { ...complete, ...(status && { status }) });
      return;
    }
    this.store.modify(resource, namespace, name!, stored => ({
      ...stored,
      ...complete,
      metadata: {
        ...stored.metadata,
        labels: { ...stored.metadata.labels, ...object.metadata.labels },
        annotations: {
          ...stored.metadata.annotations,
          ...object.metadata.annotations,
        },
      },
      status: stored.status,
    }));
  }

  /** What admission plugins of the cluster say to an object that somebody creates: quotas. */
  admit(resource: ResourceDefinition, object: ApiObjectInput): ApiObjectInput {
    const { namespace, name } = object.metadata;
    if (resource.group === '' && resource.kind === 'Pod' && namespace) {
      const refusal = quotaRefusal(
        this.store,
        namespace,
        name ?? object.metadata.generateName ?? '',
        object.spec,
      );
      if (refusal) {
        throw new ApiError(403, 'Forbidden', refusal);
      }
    }
    return object;
  }
}
