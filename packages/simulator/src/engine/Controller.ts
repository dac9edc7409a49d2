import type { ObjectStore, StoreChange } from '../store/ObjectStore';
import type { ApiObject } from '../store/objects';
import type { ResourceDefinition } from '../store/ResourceDefinition';
import type { ClusterIndex } from './ClusterIndex';
import type { EventRecorder } from './EventRecorder';
import type { Load } from './Load';
import type { Timeline, Timer } from './Timeline';
import type { World } from './World';

/** What the controllers of one cluster share. */
export interface ControllerContext {
  readonly store: ObjectStore;
  readonly timeline: Timeline;
  readonly world: World;
  readonly index: ClusterIndex;
  readonly events: EventRecorder;
  readonly load: Load;
  /** Before this time (milliseconds since the epoch) nothing is done that leaves no lasting trace. */
  readonly attentiveFrom: number;
  /** Same seed, same names, times and measurements. */
  readonly seed: number;
  /** Tells the cluster that a controller has work. */
  wake(): void;
}

/**
 * A loop that brings the objects of one kind to where their specs want them.
 *
 * Level triggered, as in Kubernetes: `reconcile` looks at what is, never at what happened. Objects that are
 * at rest cost nothing; one that must be looked at later says when.
 */
export abstract class Controller {
  /** The kinds whose changes this controller looks at. */
  abstract readonly kinds: readonly string[];

  private readonly dirty = new Set<string>();
  private readonly timers = new Map<string, Timer>();

  constructor(protected readonly context: ControllerContext) {}

  /** Enqueues what a change of one of the kinds may have touched. */
  abstract observe(change: StoreChange): void;

  /** Enqueues what a change of the world (not of an object) may have touched. */
  observeWorld?(): void;

  /**
   * Looks at one object.
   *
   * @returns when to look again (milliseconds since the epoch), if not only after a change
   */
  protected abstract reconcile(
    namespace: string,
    name: string,
  ): number | undefined;

  /** Whether something waits to be looked at. */
  get busy(): boolean {
    return this.dirty.size > 0;
  }

  /** Looks at everything that waits now. */
  work(): void {
    const keys = [...this.dirty];
    this.dirty.clear();
    for (const key of keys) {
      const slash = key.indexOf('/');
      this.schedule(
        key,
        this.reconcile(key.slice(0, slash), key.slice(slash + 1)),
      );
    }
  }

  /** Forgets everything that waits. */
  stop(): void {
    this.dirty.clear();
    for (const timer of this.timers.values()) {
      timer.cancel();
    }
    this.timers.clear();
  }

  protected enqueue(namespace: string | undefined, name: string): void {
    this.dirty.add(`${namespace ?? ''}/${name}`);
    this.context.wake();
  }

  protected enqueueObject(object: ApiObject): void {
    this.enqueue(object.metadata.namespace, object.metadata.name);
  }

  protected get now(): number {
    return this.context.timeline.now();
  }

  protected get store(): ObjectStore {
    return this.context.store;
  }

  protected resource(kind: string): ResourceDefinition {
    return this.context.store.resources.forKind(kind);
  }

  private schedule(key: string, at: number | undefined): void {
    const waiting = this.timers.get(key);
    if (waiting) {
      if (waiting.at === at) {
        return;
      }
      waiting.cancel();
      this.timers.delete(key);
    }
    if (at === undefined) {
      return;
    }
    this.timers.set(
      key,
      this.context.timeline.at(at, () => {
        this.timers.delete(key);
        this.dirty.add(key);
        this.context.wake();
      }),
    );
  }
}
