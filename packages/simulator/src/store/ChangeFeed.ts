import type { StoreChange } from './ObjectStore';
import type { ResourceDefinition } from './ResourceDefinition';

type Listener = (change: StoreChange) => void;

/** Tells listeners of changes, one change at a time, in order. */
export class ChangeFeed {
  private readonly listeners = new Map<
    ResourceDefinition | undefined,
    Set<Listener>
  >();
  private readonly undelivered: StoreChange[] = [];
  private delivering = false;

  subscribe(listener: Listener, resource?: ResourceDefinition): () => void {
    const listeners = this.listeners.get(resource) ?? new Set();
    this.listeners.set(resource, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  /** What a listener writes is delivered after this change has reached everybody. */
  deliver(change: StoreChange): void {
    this.undelivered.push(change);
    if (this.delivering) {
      return;
    }
    this.delivering = true;
    try {
      for (
        let next = this.undelivered.shift();
        next;
        next = this.undelivered.shift()
      ) {
        for (const listener of [
          ...(this.listeners.get(next.resource) ?? []),
          ...(this.listeners.get(undefined) ?? []),
        ]) {
          listener(next);
        }
      }
    } finally {
      this.delivering = false;
    }
  }
}
