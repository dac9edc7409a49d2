import type { ObjectStore, StoreChange } from '../store/ObjectStore';
import { ClusterIndex } from './ClusterIndex';
import type { Controller, ControllerContext } from './Controller';
import { createControllers } from './controllers';
import { EventRecorder } from './EventRecorder';
import { Load } from './Load';
import type { Timeline } from './Timeline';
import { UsageModel } from './UsageModel';
import { World } from './World';

/** @public */
export interface ClusterEngineOptions {
  store: ObjectStore;
  timeline: Timeline;
  /** Same seed, same names, times and measurements. Default 1. */
  seed?: number;
  world?: World;
  /**
   * Before this time (milliseconds since the epoch) no events are written and autoscalers sleep: nobody will see
   * it, and months pass in a second. Default: everything is done from the start.
   */
  attentiveFrom?: number;
}

/**
 * What makes a cluster live: the scheduler, the kubelets and the controllers over one store.
 *
 * It does its work when objects change or when time passes, never in between: a cluster in which
 * nothing happens costs nothing.
 *
 * @public
 */
export class ClusterEngine {
  readonly store: ObjectStore;
  readonly timeline: Timeline;
  readonly world: World;

  /** What its containers and nodes use. */
  readonly usage: UsageModel;

  private readonly index: ClusterIndex;
  private readonly events: EventRecorder;
  private readonly controllers: Controller[];
  private readonly byKind = new Map<string, Controller[]>();
  private readonly unsubscribe: (() => void)[] = [];
  private awake = false;

  constructor(options: ClusterEngineOptions) {
    this.store = options.store;
    this.timeline = options.timeline;
    this.world = options.world ?? new World();
    const attentiveFrom = options.attentiveFrom ?? -Infinity;
    const seed = options.seed ?? 1;
    const load = new Load(seed, this.world);
    this.index = new ClusterIndex(this.store);
    this.events = new EventRecorder(this.store, this.timeline, attentiveFrom);
    this.usage = new UsageModel(
      this.store,
      this.timeline,
      this.world,
      load,
      this.index,
      seed,
    );
    const context: ControllerContext = {
      store: this.store,
      timeline: this.timeline,
      world: this.world,
      index: this.index,
      events: this.events,
      load,
      attentiveFrom,
      seed,
      wake: () => this.wake(),
    };
    this.controllers = createControllers(context);
    for (const controller of this.controllers) {
      for (const kind of controller.kinds) {
        this.byKind.set(kind, [...(this.byKind.get(kind) ?? []), controller]);
      }
    }
  }

  /** Begins to live; what is in the store already is looked at first. */
  start(): void {
    this.unsubscribe.push(
      this.store.subscribe(change => this.observe(change)),
      this.world.onChange(() => this.observeWorld()),
    );
    for (const kind of this.byKind.keys()) {
      const resource = this.store.resources.findKind(kind);
      for (const object of resource ? this.store.list(resource) : []) {
        this.dispatch({
          type: 'ADDED',
          resource: resource!,
          object,
          resourceVersion: this.store.resourceVersion,
        });
      }
    }
  }

  /** Ends it; the objects stay as they are. */
  stop(): void {
    for (const end of this.unsubscribe.splice(0)) {
      end();
    }
    for (const controller of this.controllers) {
      controller.stop();
    }
    this.events.stop();
  }

  private observe(change: StoreChange): void {
    this.index.observe(change);
    this.dispatch(change);
  }

  private dispatch(change: StoreChange): void {
    for (const controller of this.byKind.get(change.resource.kind) ?? []) {
      controller.observe(change);
    }
  }

  private observeWorld(): void {
    for (const controller of this.controllers) {
      controller.observeWorld?.();
    }
  }

  private wake(): void {
    if (!this.awake) {
      this.awake = true;
      this.timeline.defer(() => this.work());
    }
  }

  private work(): void {
    this.awake = false;
    for (const controller of this.controllers) {
      if (controller.busy) {
        controller.work();
      }
    }
  }
}
