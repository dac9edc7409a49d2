import {
  ApiError,
  formatTime,
  type ApiObject,
  type ObjectStore,
} from '../../store';
import { selectorMatches } from '../labelSelectorObject';
import type { ResourceContext } from '../context';
import { sendObject, wantsIndent } from '../respond';
import { mediaType, parseBody, readBody } from '../write/body';
import { parseWriteOptions } from '../write/options';

/** Deletes a pod if the disruption budgets over it allow that. */
export async function handleEviction(context: ResourceContext): Promise<void> {
  const { cluster, resource, info, request, response, query } = context;
  const { store } = cluster;
  const options = parseWriteOptions(context, 'CreateOptions');
  const text = (await readBody(request)).toString();
  const eviction = text.trim()
    ? parseBody(text, mediaType(request), 'Eviction')
    : {};
  const asked = eviction.deleteOptions ?? {};
  const dryRun = options.dryRun || Boolean(asked.dryRun?.includes('All'));
  const pod = store.read(resource, info.namespace, info.name!);
  if (needsBudget(pod)) {
    spendBudget(store, pod, dryRun);
  }
  if (!dryRun) {
    store.modify(resource, info.namespace, info.name!, object => ({
      ...object,
      status: {
        ...object.status,
        conditions: [
          ...(object.status?.conditions ?? []).filter(
            (condition: { type: string }) =>
              condition.type !== 'DisruptionTarget',
          ),
          {
            type: 'DisruptionTarget',
            status: 'True',
            lastProbeTime: null,
            lastTransitionTime: formatTime(store.clock.now()),
            reason: 'EvictionByEvictionAPI',
            message: 'Eviction API: evicting',
          },
        ],
      },
    }));
  }
  store.delete(resource, info.namespace, info.name!, {
    gracePeriodSeconds: asked.gracePeriodSeconds,
    preconditions: asked.preconditions,
    propagationPolicy: asked.propagationPolicy,
    dryRun,
  });
  sendObject(
    request,
    response,
    201,
    {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      code: 201,
    },
    { indent: wantsIndent(request, query) },
  );
}

/** Pods that do not serve, or are on their way out, cost nobody anything. */
function needsBudget({ metadata, status }: ApiObject): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    !['Succeeded', 'Failed', 'Pending'].includes(status?.phase)
  );
}

function isReady({ status }: ApiObject): boolean {
  return Boolean(
    status?.conditions?.some(
      (condition: { type: string; status: string }) =>
        condition.type === 'Ready' && condition.status === 'True',
    ),
  );
}

function spendBudget(
  store: ObjectStore,
  pod: ApiObject,
  dryRun: boolean,
): void {
  const budgets = store.resources.forKind('PodDisruptionBudget');
  const covering = store
    .list(budgets, pod.metadata.namespace)
    .filter(budget =>
      selectorMatches(budget.spec?.selector, pod.metadata.labels ?? {}),
    );
  if (covering.length === 0) {
    return;
  }
  if (covering.length > 1) {
    throw new ApiError(
      500,
      undefined,
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  }
  const [budget] = covering;
  const { status = {} } = budget;
  if (!isReady(pod)) {
    const always = budget.spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow';
    const healthy =
      (status.currentHealthy ?? 0) >= (status.desiredHealthy ?? 0);
    if (always || (healthy && (status.desiredHealthy ?? 0) > 0)) {
      return;
    }
  }
  checkBudget(budget);
  if (dryRun) {
    return;
  }
  // Written at once: the next eviction must not spend the same disruption while a controller counts.
  store.modify(
    budgets,
    budget.metadata.namespace,
    budget.metadata.name,
    object => ({
      ...object,
      status: {
        ...object.status,
        disruptionsAllowed: object.status.disruptionsAllowed - 1,
        ...(object.status.disruptionsAllowed === 1
          ? { conditions: [exhausted(store, object)] }
          : {}),
        disruptedPods: {
          ...object.status.disruptedPods,
          [pod.metadata.name]: formatTime(store.clock.now()),
        },
      },
    }),
  );
}

function exhausted(store: ObjectStore, { metadata }: ApiObject): unknown {
  return {
    type: 'DisruptionAllowed',
    status: 'False',
    observedGeneration: metadata.generation,
    lastTransitionTime: formatTime(store.clock.now()),
    reason: 'InsufficientPods',
    message: '',
  };
}

function checkBudget({ metadata, spec, status = {} }: ApiObject): void {
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    throw tooManyRequests(
      `The disruption budget ${metadata.name} is still being processed by the server.`,
      10,
    );
  }
  if ((status.disruptionsAllowed ?? 0) > 0) {
    return;
  }
  const desired = status.desiredHealthy ?? 0;
  const current = status.currentHealthy ?? 0;
  throw tooManyRequests(
    spec?.maxUnavailable === undefined && current > desired
      ? `The disruption budget ${
          metadata.name
        } does not allow evicting pods currently because it failed sync: ${
          status.conditions?.[0]?.message ?? ''
        }`
      : `The disruption budget ${metadata.name} needs ${desired} healthy pods and has ${current} currently`,
    undefined,
  );
}

function tooManyRequests(
  because: string,
  retryAfterSeconds: number | undefined,
): ApiError {
  return new ApiError(
    429,
    'TooManyRequests',
    "Cannot evict pod as it would violate the pod's disruption budget.",
    {
      causes: [{ reason: 'DisruptionBudget', message: because }],
      ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
    },
  );
}
