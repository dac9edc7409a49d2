import type { Rightsizing, RightsizingContainer } from '../api';
import type { RightsizingStrategy } from '../api/PortlightApi';
import {
  autoscalerCommand,
  isPatchable,
  newTargetUtilisation,
  patchCommand,
  type TargetedContainer,
  workloadPatch,
} from './patches';
import { HOURS_PER_MONTH } from '../cost';
import { containerSaving, type UnitPrices } from './savings';
import {
  type ContainerFacts,
  sizeKrr,
  sizePortlight,
  sizeVpa,
  type StrategySettings,
} from './strategies';
import { type NamespaceRules, namespaceRuleNotes } from './namespaceRules';
import type { Autoscaler, ContainerTarget, SizedContainer } from './types';
import { type UsageWindow } from './usage';

/** A workload with all that is known of it. @public */
export interface SizedWorkload {
  /** Its place. */
  cluster: string;
  /** Its place. */
  namespace: string;
  /** Of the workload. */
  kind: string;
  /** Of the workload. */
  name: string;
  /** Who owns it. */
  owner?: string;
  /** Pods on average, such as 0.5 for one that is there half of the time. */
  replicas: number;
  /** Its containers, each with what it used. */
  containers: readonly { container: SizedContainer; window: UsageWindow }[];
  /** What scales it. */
  autoscaler?: Autoscaler;
  /** What its namespace allows. */
  rules?: NamespaceRules;
  /** Of the nodes that its pods are on. */
  prices: UnitPrices;
  /** Seconds since the epoch. */
  now: number;
}

/** What is said of a workload, with its patch as an object. @public */
export interface WorkloadAssessment {
  /** As the API has it, without the patch. */
  item: Omit<Rightsizing, 'patch'>;
  /** The strategic merge patch. */
  patch?: Record<string, unknown>;
}

type Severity = Rightsizing['severity'];
type Confidence = Rightsizing['confidence'];

const MEBIBYTE = 1024 * 1024;
/** Differences from which on something is wrong: cores and bytes, as KRR has them. */
const CRITICAL = { cpu: 0.5, memory: 500 * MEBIBYTE };
const WARNING = { cpu: 0.25, memory: 250 * MEBIBYTE };
const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'ok'];
/** Days and samples (of five minutes) from which on much is known, and something. */
const HIGH = { days: 7, samples: 2016 };
const MEDIUM = { days: 1, samples: 288 };

const SIZERS: Record<
  RightsizingStrategy,
  (
    window: UsageWindow,
    facts: ContainerFacts,
    settings: StrategySettings,
  ) => ContainerTarget
> = { portlight: sizePortlight, vpa: sizeVpa, krr: sizeKrr };

function severityOf({ container, target }: TargetedContainer): Severity {
  const worst = (['cpu', 'memory'] as const).map((resource): Severity => {
    const { request } = target[resource];
    if (request === undefined) return 'unknown';
    const now = container.requests[resource];
    if (now === undefined) return 'warning';
    const difference = Math.abs(now - request);
    if (difference >= CRITICAL[resource]) return 'critical';
    return difference >= WARNING[resource] ? 'warning' : 'ok';
  });
  return SEVERITIES.find(severity => worst.includes(severity)) ?? 'unknown';
}

function confidenceOf(windows: readonly UsageWindow[]): Confidence {
  const days = Math.min(...windows.map(each => each.days));
  const samples = Math.min(...windows.map(each => each.samples));
  const reaches = (least: typeof HIGH) =>
    days >= least.days * 0.98 && samples >= least.samples * 0.98;
  if (windows.length === 0) return 'low';
  if (reaches(HIGH)) return 'high';
  return reaches(MEDIUM) ? 'medium' : 'low';
}

function defined<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Fields;
}

function describeContainer(
  { container, target }: TargetedContainer,
  window: UsageWindow,
): RightsizingContainer {
  const { cpu, memory } = target;
  const hasCpu = window.samples > 0;
  const hasMemory = window.memorySamples > 0;
  return defined({
    name: container.name,
    cpuRequest: container.requests.cpu,
    memoryRequest: container.requests.memory,
    cpuLimit: container.limits.cpu,
    memoryLimit: container.limits.memory,
    cpuTarget: cpu.request,
    memoryTarget: memory.request,
    memoryLimitTarget: memory.limit ?? undefined,
    cpuLower: cpu.lower,
    cpuUpper: cpu.upper,
    memoryLower: memory.lower,
    memoryUpper: memory.upper,
    cpuP95: hasCpu
      ? Math.min(window.cpu.percentile(0.95), window.cpuPeak)
      : undefined,
    cpuPeak: hasCpu ? window.cpuPeak : undefined,
    memoryP99: hasMemory
      ? Math.min(window.memory.percentile(0.99), window.memoryPeak)
      : undefined,
    memoryPeak: hasMemory ? window.memoryPeak : undefined,
    days: Math.round(window.days * 100) / 100,
    samples: window.samples,
    outOfMemory: window.outOfMemory.length,
    notes: [...cpu.notes, ...memory.notes],
  });
}

function unpatchable(kind: string): string {
  switch (kind) {
    case 'Pod':
      return 'A pod without a controller keeps its requests: change its manifest and make it anew.';
    case 'Job':
      return 'The pods of a Job cannot be changed: change its manifest for the next run.';
    default:
      return `Portlight does not know how a ${kind} makes its pods: change the resources where it has them.`;
  }
}

/**
 * What the containers of a workload should request by a strategy, what that saves, and the patch that does it.
 *
 * @public
 */
export function assessWorkload(
  workload: SizedWorkload,
  strategy: RightsizingStrategy,
  settings: StrategySettings,
): WorkloadAssessment {
  const { autoscaler, prices, replicas, now, kind, namespace, name } = workload;
  const assessed = workload.containers.map(({ container, window }) => ({
    window,
    container,
    target: SIZERS[strategy](
      window,
      {
        container,
        containersInPod: workload.containers.length,
        autoscaler,
        now,
      },
      settings,
    ),
  }));
  const theoreticalSaving = assessed.reduce(
    (sum, each) =>
      sum +
      containerSaving({
        ...each,
        prices,
        podHours: replicas * HOURS_PER_MONTH,
      }),
    0,
  );
  const notes: string[] = [];
  const newTargetCpu = newTargetUtilisation(autoscaler, assessed);
  const patch = workloadPatch({ namespace, kind, name }, assessed);
  const commands = patch ? [patchCommand({ namespace, kind, name })] : [];
  if (patch && autoscaler && newTargetCpu !== undefined) {
    notes.push(
      `The autoscaler ${autoscaler.name} scales at ${autoscaler.targetCpu} % of the CPU request. With the new one it needs ${newTargetCpu} % to act at the same usage: change both together.`,
    );
    commands.push(autoscalerCommand(namespace, autoscaler, newTargetCpu));
  }
  if (patch) {
    notes.push(...namespaceRuleNotes(assessed, replicas, workload.rules));
  }
  if (!isPatchable(kind)) notes.push(unpatchable(kind));
  const severities = assessed.map(severityOf);
  return {
    item: defined({
      cluster: workload.cluster,
      namespace,
      kind,
      workload: name,
      owner: workload.owner,
      replicas: Math.round(replicas * 100) / 100,
      containers: assessed.map(each => describeContainer(each, each.window)),
      confidence: confidenceOf(assessed.map(each => each.window)),
      theoreticalSaving,
      severity:
        SEVERITIES.find(severity => severities.includes(severity)) ?? 'unknown',
      command: commands.length > 0 ? commands.join('\n') : undefined,
      autoscaler: autoscaler
        ? defined({
            name: autoscaler.name,
            minReplicas: autoscaler.minReplicas,
            maxReplicas: autoscaler.maxReplicas,
            targetCpu: autoscaler.targetCpu,
            newTargetCpu: patch ? newTargetCpu : undefined,
          })
        : undefined,
      notes,
    }),
    ...(patch ? { patch } : {}),
  };
}
