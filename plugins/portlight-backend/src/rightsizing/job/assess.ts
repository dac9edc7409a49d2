import {
  assessWorkload,
  type Autoscaler,
  type Histogram,
  HOURS_PER_MONTH,
  type NamespaceRules,
  podSpecOf,
  readAutoscaler,
  type RightsizingStrategy,
  type SizedContainer,
  sizedContainers,
  type UnitPrices,
  type UsageWindow,
  type WorkloadAssessment,
} from '@portlight/plugin-portlight-common';
import type { RightsizingSettings } from '../settings';
import type { ClusterPrices } from './clusterPrices';
import {
  type ReadCluster,
  type ReadWorkload,
  workloadKey,
} from './readCluster';
import { readRules } from './readRules';
import type { Coverage, WorkloadWindows } from './readWindows';

/** All strategies. */
export const STRATEGIES: readonly RightsizingStrategy[] = [
  'portlight',
  'vpa',
  'krr',
];

/** What of a workload's usage is needed when it has been assessed. */
export interface WorkloadUse {
  /** Days of which something is known of all containers. */
  days: number;
  /** Seconds since the epoch. */
  firstAt: number;
  /** Cores that all containers of a pod together use 99 % of the time at most. */
  quietCpu: number;
  /** Currency units in a month: the larger of requests and usage of all pods. */
  monthly: number;
  /** Of the container that uses most CPU. */
  heaviest: { usual: number; peak: number; request?: number };
}

/** By container: cores and bytes that it should request. */
export type ContainerTargets = ReadonlyMap<
  string,
  { cpu?: number; memory?: number }
>;

/** A workload with what is known and said of it, without its histograms. */
export interface AssessedWorkload extends ReadWorkload {
  key: string;
  containers: readonly SizedContainer[];
  autoscaler?: Autoscaler;
  /** Pods on average. */
  replicas: number;
  use: WorkloadUse;
  targets: Readonly<Record<RightsizingStrategy, ContainerTargets>>;
}

/** What is written of a workload. */
export type Assessments = Readonly<
  Record<RightsizingStrategy, WorkloadAssessment>
>;

/** The autoscalers of a cluster by the key of what they scale. */
export function autoscalersOf(read: ReadCluster): Map<string, Autoscaler> {
  return new Map(
    read.ofKind('HorizontalPodAutoscaler').flatMap(record => {
      const { kind, name } = record.spec?.scaleTargetRef ?? {};
      if (!kind || !name) return [];
      const key = workloadKey(
        record.metadata?.namespace ?? '',
        `${kind}/${name}`,
      );
      return [[key, readAutoscaler(record)] as const];
    }),
  );
}

/** Pods on average since the first that was measured: 0.5 for a workload whose pod is there half of the time. */
function replicasOf(
  windows: readonly UsageWindow[],
  coverage: Coverage,
): number {
  const samples = Math.max(0, ...windows.map(each => each.samples));
  const first = Math.min(...windows.map(each => each.firstAt));
  const slots = Math.max(
    coverage.since(first),
    ...windows.map(each => Math.min(each.slots, 1)),
  );
  return slots > 0 ? samples / slots : 0;
}

function useOf(
  used: readonly { container: SizedContainer; window: UsageWindow }[],
  prices: UnitPrices,
  replicas: number,
): WorkloadUse {
  let quietCpu = 0;
  let perHour = 0;
  let heaviest: WorkloadUse['heaviest'] | undefined;
  for (const { container, window } of used) {
    const { cpu, memory, cpuPeak } = window;
    const { requests } = container;
    const at = (part: number) => Math.min(cpu.percentile(part), cpuPeak);
    const demand = (histogram: Histogram, request = 0) =>
      histogram.mean(value => Math.max(request, value)) ?? request;
    quietCpu += at(0.99);
    perHour +=
      demand(cpu, requests.cpu) * prices.cpu +
      demand(memory, requests.memory) * prices.memory;
    if (!heaviest || at(0.95) > heaviest.peak) {
      heaviest = { usual: at(0.5), peak: at(0.95), request: requests.cpu };
    }
  }
  return {
    days: Math.min(...used.map(({ window }) => window.days)),
    firstAt: Math.min(...used.map(({ window }) => window.firstAt)),
    quietCpu,
    monthly: perHour * HOURS_PER_MONTH * replicas,
    heaviest: heaviest ?? { usual: 0, peak: 0 },
  };
}

function targetsOf({ item }: WorkloadAssessment): ContainerTargets {
  return new Map(
    item.containers.map(({ name, cpuTarget: cpu, memoryTarget: memory }) => [
      name,
      { cpu, memory },
    ]),
  );
}

/** Says what each workload should request, by each strategy. */
export class Assessor {
  readonly #specs = new Map<string, unknown>();
  readonly #autoscalers: ReadonlyMap<string, Autoscaler>;
  readonly #rules: ReadonlyMap<string, NamespaceRules>;

  constructor(
    private readonly options: {
      cluster: string;
      read: ReadCluster;
      prices: ClusterPrices;
      coverage: Coverage;
      settings: RightsizingSettings;
      /** Seconds since the epoch. */
      now: number;
    },
  ) {
    const { read } = options;
    this.#autoscalers = autoscalersOf(read);
    this.#rules = readRules(read);
    // Those of controllers that are not read are known from their pods.
    for (const { record, workload } of read.pods) {
      const key = workloadKey(record.metadata?.namespace ?? '', workload);
      if (!this.#specs.has(key)) this.#specs.set(key, record.spec);
    }
    for (const [key, { record }] of read.workloads) {
      const spec = record && podSpecOf(record);
      if (spec) this.#specs.set(key, spec);
    }
  }

  /** Nothing for what is not there any more, or was not measured. */
  assess({
    key,
    windows,
  }: WorkloadWindows):
    | { workload: AssessedWorkload; assessments: Assessments }
    | undefined {
    const { cluster, read, coverage, settings, now } = this.options;
    const workload = read.workloads.get(key);
    const spec = this.#specs.get(key);
    if (!workload || !spec) return undefined;
    const containers = sizedContainers(spec).filter(({ name }) =>
      windows.has(name),
    );
    if (containers.length === 0) return undefined;
    const autoscaler = this.#autoscalers.get(key);
    const usedBy = (strategy: RightsizingStrategy) =>
      containers.map(container => ({
        container,
        window: windows.get(container.name)![strategy],
      }));
    const used = usedBy('portlight');
    const prices = this.options.prices.ofWorkload(key);
    const replicas = replicasOf(
      used.map(({ window }) => window),
      coverage,
    );
    const assess = (strategy: RightsizingStrategy) =>
      assessWorkload(
        {
          cluster,
          ...workload,
          replicas,
          containers: usedBy(strategy),
          autoscaler,
          rules: this.#rules.get(workload.namespace),
          prices,
          now,
        },
        strategy,
        settings.portlight,
      );
    const assessments: Assessments = {
      portlight: assess('portlight'),
      vpa: assess('vpa'),
      krr: assess('krr'),
    };
    return {
      assessments,
      workload: {
        ...workload,
        key,
        containers,
        autoscaler,
        replicas,
        use: useOf(used, prices, replicas),
        targets: {
          portlight: targetsOf(assessments.portlight),
          vpa: targetsOf(assessments.vpa),
          krr: targetsOf(assessments.krr),
        },
      },
    };
  }
}
