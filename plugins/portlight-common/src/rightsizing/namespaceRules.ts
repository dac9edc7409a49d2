import { formatBytes, formatCpu, type TargetedContainer } from './patches';
import type { SizedResource } from './types';

/** What a namespace allows its pods. @public */
export interface NamespaceRules {
  /** Its ResourceQuotas; amounts by resource, such as `requests.cpu`: cores or bytes. */
  quotas: readonly {
    name: string;
    hard: ReadonlyMap<string, number>;
    used: ReadonlyMap<string, number>;
  }[];
  /** What its LimitRanges say of a container: cores and bytes. */
  limitRanges: readonly {
    name: string;
    min: { cpu?: number; memory?: number };
    max: { cpu?: number; memory?: number };
  }[];
}

type Field = 'requests' | 'limits';

const RESOURCES: readonly SizedResource[] = ['cpu', 'memory'];
const FORMATS = { cpu: formatCpu, memory: formatBytes };
/** What a sum of binary fractions is more than it should be: cores. */
const NOISE = 1e-6;

function after(
  { container, target }: TargetedContainer,
  field: Field,
  resource: SizedResource,
): number | undefined {
  if (field === 'requests') {
    return target[resource].request ?? container.requests[resource];
  }
  const { limit } = target[resource];
  return limit === null ? undefined : limit ?? container.limits[resource];
}

/** As ResourceQuotas name it; requests have a short name too. */
function namesOf(field: Field, resource: SizedResource): string[] {
  return field === 'requests'
    ? [`requests.${resource}`, resource]
    : [`limits.${resource}`];
}

function quotaNotes(
  containers: readonly TargetedContainer[],
  pods: number,
  { name, hard, used }: NamespaceRules['quotas'][number],
): string[] {
  const notes: string[] = [];
  for (const field of ['requests', 'limits'] as const) {
    for (const resource of RESOURCES) {
      const counted = namesOf(field, resource).find(each => hard.has(each));
      if (counted === undefined) continue;
      const more = containers.reduce(
        (sum, each) =>
          sum +
          (after(each, field, resource) ?? 0) -
          (each.container[field][resource] ?? 0),
        0,
      );
      const left = Math.max(0, hard.get(counted)! - (used.get(counted) ?? 0));
      if (more * pods > left + NOISE) {
        notes.push(
          `The ResourceQuota ${name} has ${FORMATS[resource](
            left,
          )} of ${counted} left and this takes ${FORMATS[resource](
            more * pods,
          )} more: raise it first, or pods are refused.`,
        );
      }
      if (
        field === 'limits' &&
        containers.some(
          each =>
            each.container.limits[resource] !== undefined &&
            after(each, field, resource) === undefined,
        )
      ) {
        notes.push(
          `The ResourceQuota ${name} counts ${counted}: pods without a limit are refused. Keep the limit, or let a LimitRange give one.`,
        );
      }
    }
  }
  return notes;
}

function limitRangeNotes(
  containers: readonly TargetedContainer[],
  { name, min, max }: NamespaceRules['limitRanges'][number],
): string[] {
  const notes: string[] = [];
  for (const { container, target } of containers) {
    for (const resource of RESOURCES) {
      const { request, limit } = target[resource];
      const [least, most] = [min[resource], max[resource]];
      const says = (words: string, amount: number) =>
        notes.push(
          `The LimitRange ${name} allows ${
            container.name
          } no ${words} than ${FORMATS[resource](
            amount,
          )} of ${resource}: change it too, or pods are refused.`,
        );
      if (least !== undefined && request !== undefined && request < least) {
        says('less', least);
      }
      const largest = Math.max(request ?? 0, limit ?? 0);
      if (most !== undefined && largest > most) says('more', most);
    }
  }
  return notes;
}

function isGuaranteed(
  containers: readonly TargetedContainer[],
  amount: (
    each: TargetedContainer,
    field: Field,
    resource: SizedResource,
  ) => number | undefined,
): boolean {
  return containers.every(each =>
    RESOURCES.every(resource => {
      const limit = amount(each, 'limits', resource);
      return (
        limit !== undefined && limit === amount(each, 'requests', resource)
      );
    }),
  );
}

/**
 * What stands against other requests and limits of a workload: what its namespace does not allow, and pods that would
 * not be guaranteed any more what they have.
 *
 * @param pods - how many of them there are
 * @returns sentences
 * @public
 */
export function namespaceRuleNotes(
  containers: readonly TargetedContainer[],
  pods: number,
  rules: NamespaceRules | undefined,
): string[] {
  const notes = [
    ...(rules?.quotas ?? []).flatMap(quota =>
      quotaNotes(containers, Math.max(1, Math.ceil(pods)), quota),
    ),
    ...(rules?.limitRanges ?? []).flatMap(range =>
      limitRangeNotes(containers, range),
    ),
  ];
  if (
    containers.length > 0 &&
    isGuaranteed(
      containers,
      ({ container }, field, resource) => container[field][resource],
    ) &&
    !isGuaranteed(containers, after)
  ) {
    notes.push(
      'Its pods request what their limits are (quality of service Guaranteed). With these requests they become Burstable: lower the limits too if that matters.',
    );
  }
  return notes;
}
