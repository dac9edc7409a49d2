import {
  allocateHour,
  type AllocationPolicy,
  type Attributor,
  calendarPeriod,
  type CostAttribution,
  type CostHour,
  type CostRow,
} from '@portlight/plugin-portlight-common';
import type { AttributionSource } from '../attribution';
import { type Subjects, workloadKey } from '../inputs';
import type { PriceBook } from '../prices';
import type { ComputedHour } from '../store';

type Labels = Readonly<Record<string, string>>;

/** What a {@link HourComputer} is made of. */
export interface HourComputerOptions {
  prices: PriceBook;
  attribution: AttributionSource;
  /** May change while it runs. */
  settings: { policy: AllocationPolicy; timeZone: string };
}

/** What is said about an hour besides its costs. */
export interface HourFacts {
  /** `mirror`, or the name of a source of hours. */
  source: string;
  redoAt?: number;
  /** Whether pods and nodes are kept. */
  details: boolean;
}

/** Answers that are remembered of one day. */
const LARGEST_MEMORY = 20_000;

/** Divides hours at the prices of then, and says whose the costs were then. */
export class HourComputer {
  readonly #options: HourComputerOptions;
  /** Whose something was on a day: asked once for each workload as long as it says the same of itself. */
  readonly #known = new WeakMap<Attributor, Map<string, CostAttribution>>();

  constructor(options: HourComputerOptions) {
    this.#options = options;
  }

  /** An hour with its costs, ready to be written. */
  async compute(
    hour: CostHour,
    subjects: Subjects,
    facts: HourFacts,
  ): Promise<ComputedHour> {
    const { prices, attribution, settings } = this.#options;
    const { name: day } = calendarPeriod(hour.hour, 'day', settings.timeZone);
    const hourPrices = await prices.forHour(
      hour.cluster,
      hour.hour,
      hour.nodes,
    );
    const attributor = await attribution.forDay(day);
    const { policy } = settings;
    const allocation = allocateHour(hour, hourPrices, { policy });
    const podLabels = labelsOfPods(hour);
    const labelsOf = ({ namespace, workload }: CostRow) => {
      if (!workload) return undefined;
      const key = workloadKey(namespace, workload.kind, workload.name);
      const own = subjects.workloads.get(key)?.metadata?.labels;
      const pods = podLabels.get(key);
      return own && pods ? { ...pods, ...own } : own ?? pods;
    };
    return {
      ...facts,
      allocation,
      coverage: hour.coverage,
      labels: labelsOf,
      attribution: row =>
        this.#attribute(attributor, hour.cluster, row, labelsOf(row), subjects),
    };
  }

  #attribute(
    attributor: Attributor,
    cluster: string,
    { namespace, workload }: CostRow,
    labels: Labels | undefined,
    { workloads, namespaces }: Subjects,
  ): CostAttribution {
    // What belongs to the cluster as a whole is nobody's.
    if (namespace === '') return {};
    const object =
      workload &&
      workloads.get(workloadKey(namespace, workload.kind, workload.name));
    const space = namespaces.get(namespace)?.metadata;
    const subject = {
      cluster,
      namespace,
      ...(workload ? { workload } : {}),
      labels,
      annotations: object?.metadata?.annotations,
      namespaceLabels: space?.labels,
      namespaceAnnotations: space?.annotations,
    };
    let known = this.#known.get(attributor);
    if (!known) {
      known = new Map();
      this.#known.set(attributor, known);
    }
    const key = JSON.stringify(subject);
    let answer = known.get(key);
    if (!answer) {
      answer = attributor.attribute(subject);
      if (known.size >= LARGEST_MEMORY) known.clear();
      known.set(key, answer);
    }
    return answer;
  }
}

/** Labels of one pod of each workload: those of its template are the same for all. */
function labelsOfPods({ pods }: CostHour): Map<string, Labels> {
  const labels = new Map<string, Labels>();
  for (const { namespace, workload, labels: own } of pods) {
    const key = workloadKey(namespace, workload.kind, workload.name);
    if (!labels.has(key)) labels.set(key, own);
  }
  return labels;
}
