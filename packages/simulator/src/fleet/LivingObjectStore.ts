import { MemoryObjectStore } from '../store';

/**
 * A store whose pods end when their kubelet says so: a pod on a dead node stays Terminating until the node is
 * back, whatever its grace period was.
 */
export class LivingObjectStore extends MemoryObjectStore {
  /** Kubelets end pods here, not the clock. */
  override sweep(): void {
    this.endNamespaces();
  }
}
