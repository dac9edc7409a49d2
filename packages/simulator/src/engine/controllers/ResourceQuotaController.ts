import type { StoreChange } from '../../store/ObjectStore';
import { formatQuotaUse, quotaUseOf } from '../admission';
import { Controller } from '../Controller';
import { isFinished } from '../pods';
import type { Pod } from '../types';

/** Writes down what each ResourceQuota has left. */
export class ResourceQuotaController extends Controller {
  readonly kinds = ['ResourceQuota', 'Pod'] as const;

  private readonly quotas = new Map<string, Set<string>>();

  observe(change: StoreChange): void {
    const { namespace, name } = change.object.metadata;
    if (change.resource.kind === 'ResourceQuota') {
      const known = this.quotas.get(namespace!) ?? new Set();
      this.quotas.set(namespace!, known);
      if (change.type === 'DELETED') {
        known.delete(name);
      } else {
        known.add(name);
        this.enqueueObject(change.object);
      }
      return;
    }
    const before = change.previous as Pod | undefined;
    const counted =
      change.type !== 'MODIFIED' ||
      (before && isFinished(before) !== isFinished(change.object as Pod));
    if (counted) {
      for (const quota of this.quotas.get(namespace!) ?? []) {
        this.enqueue(namespace, quota);
      }
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const use = quotaUseOf(this.context.index.podsIn(namespace).values());
    this.store.modify(
      this.resource('ResourceQuota'),
      namespace,
      name,
      quota => {
        const hard: Record<string, string> = quota.spec?.hard ?? {};
        const used = Object.fromEntries(
          Object.keys(hard).map(resource => [
            resource,
            formatQuotaUse(use, resource) ??
              quota.status?.used?.[resource] ??
              '0',
          ]),
        );
        return { ...quota, status: { hard, used } };
      },
    );
    return undefined;
  }
}
