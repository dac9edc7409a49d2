import { formatBytes, formatCpu, shellWord } from '../patches';
import { type Advice, confidenceOfDays } from './types';

/** What is known of a namespace's containers. @public */
export interface NamespaceContainers {
  /** The namespace. */
  cluster: string;
  /** The namespace. */
  namespace: string;
  /** Per container: whether it says what it requests, and what it should (cores and bytes). */
  containers: readonly {
    requested: boolean;
    cpu?: number;
    memory?: number;
  }[];
  /** Its LimitRange for containers, if any: cores and bytes. */
  limitRange?: {
    name: string;
    defaultRequest: { cpu?: number; memory?: number };
    min: { cpu?: number; memory?: number };
    /** The item as the LimitRange has it, and the others beside it. */
    limits: readonly Record<string, unknown>[];
  };
  /** Days of which something is known. */
  days: number;
}

const FORMATS = { cpu: formatCpu, memory: formatBytes };
const MEBIBYTE = 1024 * 1024;
const STEPS = { cpu: 0.01, memory: 16 * MEBIBYTE };
/** Times that a default may be what is needed. */
const TOO_MUCH = 2;

/** The value that a part of all are not above; undefined for no values. */
function quantile(values: readonly number[], part: number): number | undefined {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}

/** What the LimitRange of a namespace should give containers that do not say what they request. @public */
export function adviseLimitRange(of: NamespaceContainers): Advice | undefined {
  const { cluster, namespace, containers, limitRange, days } = of;
  const without = containers.filter(({ requested }) => !requested).length;
  const suggested: Record<string, string> = {};
  const words: string[] = [];
  const notes: string[] = [];
  for (const resource of ['cpu', 'memory'] as const) {
    const needs = containers.flatMap(each => each[resource] ?? []);
    // Half of the containers need less CPU, which can be shared; nearly all need less memory, which cannot.
    const need = quantile(needs, resource === 'cpu' ? 0.5 : 0.9);
    if (need === undefined) continue;
    const step = STEPS[resource];
    const amount = Math.ceil(need / step - 1e-9) * step;
    const now = limitRange?.defaultRequest[resource];
    const format = FORMATS[resource];
    if (now === undefined ? without > 0 : now > amount * TOO_MUCH) {
      suggested[resource] = format(amount);
      words.push(
        now === undefined
          ? `${resource} ${format(amount)}`
          : `${resource} ${format(amount)} instead of ${format(now)}`,
      );
    }
    const least = limitRange?.min[resource];
    const smaller = needs.filter(each => least !== undefined && each < least);
    if (least !== undefined && smaller.length > 0) {
      notes.push(
        `Its least ${resource} of ${format(least)} is more than ${
          smaller.length
        } containers need.`,
      );
    }
  }
  if (words.length === 0 && notes.length === 0) return undefined;
  const name = limitRange?.name ?? 'portlight-defaults';
  const item: Advice['item'] = {
    type: 'limitRange',
    cluster,
    namespace,
    kind: 'LimitRange',
    name,
    message:
      words.length > 0
        ? `${
            without > 0
              ? `${without} containers do not say what they request. `
              : ''
          }Request for them, unless they say otherwise: ${words.join(', ')}.`
        : 'Its least requests are more than containers need.',
    confidence: confidenceOfDays(days),
    notes,
  };
  if (words.length === 0) return { item };
  const limits = limitRange?.limits ?? [{ type: 'Container' }];
  return {
    item: {
      ...item,
      command: limitRange
        ? `kubectl patch limitrange ${shellWord(name)} --namespace ${shellWord(
            namespace,
          )} --type merge --patch-file ${shellWord(`limitrange-${name}.yaml`)}`
        : `kubectl apply --filename ${shellWord(`limitrange-${name}.yaml`)}`,
    },
    patch: {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name, namespace },
      spec: {
        // A list without a key: a patch replaces all of it.
        limits: limits.map(limit =>
          limit.type === 'Container'
            ? {
                ...limit,
                defaultRequest: {
                  ...(limit.defaultRequest as object | undefined),
                  ...suggested,
                },
              }
            : limit,
        ),
      },
    },
  };
}
