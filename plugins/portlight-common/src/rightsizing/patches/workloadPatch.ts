import type { Autoscaler, ContainerTarget, SizedContainer } from '../types';
import { formatBytes, formatCpu } from './quantity';

/** A container with what it is to have. @public */
export interface TargetedContainer {
  /** As it is. */
  container: SizedContainer;
  /** As it should be. */
  target: ContainerTarget;
}

/** A workload whose pods can be made different by a patch. */
export interface PatchedWorkload {
  namespace: string;
  kind: string;
  name: string;
}

type Fields = Record<string, unknown>;

const API_VERSIONS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  CronJob: 'batch/v1',
};

const FORMATS = { cpu: formatCpu, memory: formatBytes };

/** Whether a patch can change what the pods of such workloads request. @public */
export function isPatchable(kind: string): boolean {
  return Object.hasOwn(API_VERSIONS, kind);
}

function resourcesOf({ container, target }: TargetedContainer): Fields {
  const requests: Fields = {};
  const limits: Fields = {};
  for (const resource of ['cpu', 'memory'] as const) {
    const { request, limit } = target[resource];
    const format = FORMATS[resource];
    const before = container.requests[resource];
    const limited = container.limits[resource];
    if (limit === null) {
      if (limited !== undefined) limits[resource] = null;
    } else if (
      limit !== undefined &&
      (limited === undefined || format(limited) !== format(limit))
    ) {
      limits[resource] = format(limit);
    }
    if (
      request !== undefined &&
      (before === undefined ||
        format(before) !== format(request) ||
        // What is requested may be what the limit was.
        resource in limits)
    ) {
      requests[resource] = format(request);
    }
  }
  return {
    ...(Object.keys(requests).length > 0 ? { requests } : {}),
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
  };
}

/**
 * The strategic merge patch that gives containers their targets.
 *
 * @returns undefined where nothing changes, or where such workloads cannot be patched
 * @public
 */
export function workloadPatch(
  { namespace, kind, name }: PatchedWorkload,
  containers: readonly TargetedContainer[],
): Fields | undefined {
  if (!isPatchable(kind)) return undefined;
  const lists: Fields = {};
  for (const each of containers) {
    const resources = resourcesOf(each);
    if (Object.keys(resources).length === 0) continue;
    const list = each.container.sidecar ? 'initContainers' : 'containers';
    const items = (lists[list] ??= []) as Fields[];
    items.push({ name: each.container.name, resources });
  }
  if (Object.keys(lists).length === 0) return undefined;
  const template = { template: { spec: lists } };
  return {
    apiVersion: API_VERSIONS[kind],
    kind,
    metadata: { name, namespace },
    spec: kind === 'CronJob' ? { jobTemplate: { spec: template } } : template,
  };
}

/** One word of a shell's command line. @public */
export function shellWord(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word)
    ? word
    : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command that applies the patch of a workload, from a file. @public */
export function patchCommand({
  namespace,
  kind,
  name,
}: PatchedWorkload): string {
  return [
    'kubectl patch',
    shellWord(kind.toLowerCase()),
    shellWord(name),
    '--namespace',
    shellWord(namespace),
    '--patch-file',
    shellWord(`${kind.toLowerCase()}-${name}.yaml`),
  ].join(' ');
}

/**
 * The utilisation that makes an autoscaler act at the same usage as before: old target x old request / new request.
 *
 * @returns percent; undefined where requests are not known, or nothing changes
 * @public
 */
export function newTargetUtilisation(
  autoscaler: Autoscaler | undefined,
  containers: readonly TargetedContainer[],
): number | undefined {
  const { targetCpu, targetContainers } = autoscaler ?? {};
  if (targetCpu === undefined) return undefined;
  let before = 0;
  let after = 0;
  for (const { container, target } of containers) {
    if (targetContainers && !targetContainers.includes(container.name))
      continue;
    // An autoscaler does not work for pods with a container without a request.
    if (container.requests.cpu === undefined) return undefined;
    before += container.requests.cpu;
    after += target.cpu.request ?? container.requests.cpu;
  }
  if (!(after > 0) || before === after) return undefined;
  return Math.max(1, Math.round((targetCpu * before) / after));
}

function isCpu(resource: any): boolean {
  return resource?.name === 'cpu' && resource.target?.type === 'Utilization';
}

/** The merge patch that gives an autoscaler another target for CPU. @public */
export function autoscalerPatch(
  { metrics }: Autoscaler,
  targetCpu: number,
): Fields {
  return {
    spec: {
      // A list without a key: a patch replaces all of it.
      metrics: metrics.map((metric: any) => {
        for (const field of ['resource', 'containerResource']) {
          const resource = metric?.[field];
          if (!isCpu(resource)) continue;
          return {
            ...metric,
            [field]: {
              ...resource,
              target: { ...resource.target, averageUtilization: targetCpu },
            },
          };
        }
        return metric;
      }),
    },
  };
}

/** The command that applies {@link autoscalerPatch}. @public */
export function autoscalerCommand(
  namespace: string,
  autoscaler: Autoscaler,
  targetCpu: number,
): string {
  return [
    'kubectl patch hpa',
    shellWord(autoscaler.name),
    '--namespace',
    shellWord(namespace),
    '--type merge --patch',
    shellWord(JSON.stringify(autoscalerPatch(autoscaler, targetCpu))),
  ].join(' ');
}
