import {
  type AnomalyLevel,
  type AnomalyOptions,
  BASELINE_DAYS,
  type CalendarPeriod,
  type DetectedAnomaly,
  findAnomalies,
  type WorkloadDay,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { type DayHours, daysBefore, readDayHours } from '../days';
import { recordOf } from '../read/readTotals';
import type { CostReader, CostScope, CostTotals } from '../store';

/** Days that are looked at. */
export const ANOMALY_DAYS = 31;
/** Milliseconds after which it is looked anew: late hours and bills change what was. */
const REUSE = 60 * 60_000;
/** Milliseconds after which it is looked anew where more days are known, such as while a backfill is running. */
const REUSE_WHILE_FILLING = 60_000;

/** What of costs an anomaly tells, for the decision who may see it. */
export interface AnomalyPart {
  cluster: string;
  /** Absent for none. */
  namespace: string;
  owner?: string;
  labels?: Readonly<Record<string, string>>;
}

/** An anomaly with what it tells. */
export interface FoundAnomaly extends DetectedAnomaly {
  parts: readonly AnomalyPart[];
}

type Day = WorkloadDay & Pick<AnomalyPart, 'labels'>;

function workloadDay(totals: CostTotals, scope: CostScope, day: string): Day {
  const { figures } = recordOf(totals);
  return {
    ...figures,
    // Figures have the column too, which is empty for nobody.
    owner: totals.owner || undefined,
    day,
    cluster: scope.cluster,
    namespace: scope.namespace,
    ...(scope.name && { workload: { kind: scope.kind, name: scope.name } }),
    labels: scope.labels,
  };
}

/** What of the days is in an anomaly. */
function isPart(anomaly: DetectedAnomaly, day: Day): boolean {
  const { level, cluster, namespace, workload, owner } = anomaly;
  if (level === 'owner') return day.owner === owner;
  if (day.cluster !== cluster || day.namespace !== namespace) return false;
  return (
    level === 'namespace' ||
    (day.workload?.kind === workload?.kind &&
      day.workload?.name === workload?.name)
  );
}

/** All costs that it tells something of, on its day and on the one that it is compared with. */
function partsOf(
  anomaly: DetectedAnomaly,
  days: readonly Day[],
): AnomalyPart[] {
  const parts = new Map<string, AnomalyPart>();
  for (const each of days) {
    const { day, cluster, namespace, owner, labels } = each;
    if (day !== anomaly.day && day !== anomaly.comparedWith) continue;
    if (!isPart(anomaly, each)) continue;
    parts.set(JSON.stringify([cluster, namespace, owner, labels]), {
      cluster,
      namespace,
      ...(owner !== undefined && { owner }),
      labels,
    });
  }
  return [...parts.values()];
}

const NOTHING = {
  podHours: 0,
  cpuHours: 0,
  cpuRequestHours: 0,
  memoryByteHours: 0,
  memoryRequestByteHours: 0,
  gpuHours: 0,
  storageByteHours: 0,
  cpuCost: 0,
  memoryCost: 0,
  gpuCost: 0,
  storageCost: 0,
  loadBalancerCost: 0,
  networkCost: 0,
  otherCost: 0,
  adjustment: 0,
} satisfies Partial<WorkloadDay>;

/** Which days can be compared, in each cluster. */
function wholeDays({ days, clusters, isWhole }: DayHours): string {
  return clusters
    .map(cluster => {
      const whole = days.slice(0, -1).filter(day => isWhole(day, cluster));
      return `${cluster} ${whole.length} ${whole[0]?.name}`;
    })
    .join('\n');
}

/** Adds to what an owner costs on a day. */
function addOwner(owners: Map<string, WorkloadDay>, day: WorkloadDay): void {
  const { owner } = day;
  if (owner === undefined) return;
  const key = JSON.stringify([owner, day.day]);
  const sum = owners.get(key) ?? {
    day: day.day,
    cluster: '',
    namespace: owner,
    ...NOTHING,
  };
  owners.set(key, {
    ...sum,
    otherCost:
      sum.otherCost +
      day.cpuCost +
      day.memoryCost +
      day.gpuCost +
      day.storageCost +
      day.loadBalancerCost +
      day.networkCost +
      day.otherCost,
    adjustment: sum.adjustment + day.adjustment,
  });
}

/** What is found, and of what. */
interface Found {
  /** Milliseconds since the epoch. */
  at: number;
  /** Which days of which clusters were known. */
  known: string;
  anomalies: FoundAnomaly[];
}

/** Finds anomalies of the whole fleet, once an hour and cluster by cluster, for all who ask. */
export class AnomalyReader {
  #last?: Found;
  /** One search at a time; whoever else asks waits for the same. */
  #search?: Promise<Found>;

  constructor(
    private readonly options: {
      knex: Knex;
      reader: Pick<CostReader, 'totals' | 'scopes'>;
      /** IANA name. */
      timeZone: string;
      anomaly: AnomalyOptions;
      /** Milliseconds since the epoch. */
      now: () => number;
    },
  ) {}

  /** The anomalies of the last days, whoever may see them. */
  async read(): Promise<FoundAnomaly[]> {
    this.#search ??= this.#look().finally(() => {
      this.#search = undefined;
    });
    this.#last = await this.#search;
    return this.#last.anomalies;
  }

  /** What was found last, as long as it may be used. */
  async #look(): Promise<Found> {
    const { knex, timeZone, now } = this.options;
    const at = now();
    const last = this.#last;
    const age = last ? at - last.at : Infinity;
    if (last && age < REUSE_WHILE_FILLING) return last;
    const days = daysBefore(at / 1000, ANOMALY_DAYS + BASELINE_DAYS, timeZone);
    const hours = await readDayHours(knex, days);
    const known = wholeDays(hours);
    if (last && age < REUSE && known === last.known) return last;
    return { at, known, anomalies: await this.#find(days, hours) };
  }

  async #find(
    days: readonly CalendarPeriod[],
    hours: DayHours,
  ): Promise<FoundAnomaly[]> {
    const found: FoundAnomaly[] = [];
    /** What owners cost by day, each as if it were a namespace: to see of which of them it is worth to read more. */
    const owners = new Map<string, WorkloadDay>();
    for (const cluster of hours.clusters) {
      const read = await this.#days(days, { clusters: [cluster] });
      found.push(
        ...this.#among(read, ['workload', 'namespace'], hours, cluster),
      );
      for (const day of read) addOwner(owners, day);
    }
    const candidates = this.#among(
      [...owners.values()],
      ['namespace'],
      hours,
    ).flatMap(({ namespace }) => namespace ?? []);
    if (candidates.length > 0) {
      const read = await this.#days(days, {
        where: { owner: [...new Set(candidates)] },
      });
      found.push(...this.#among(read, ['owner'], hours));
    }
    return found;
  }

  #among(
    days: readonly Day[],
    levels: readonly AnomalyLevel[],
    hours: DayHours,
    cluster?: string,
  ): FoundAnomaly[] {
    const known = hours.days
      // Today is not over.
      .slice(0, -1)
      .filter(day => hours.isWhole(day, cluster))
      .map(({ name }) => name);
    const [{ name: since }] = hours.days.slice(-1 - ANOMALY_DAYS);
    return findAnomalies({
      days,
      known,
      since,
      levels,
      options: this.options.anomaly,
    }).map(anomaly => ({ ...anomaly, parts: partsOf(anomaly, days) }));
  }

  async #days(
    days: readonly CalendarPeriod[],
    of: { clusters?: readonly string[]; where?: { owner: string[] } },
  ): Promise<Day[]> {
    const { reader } = this.options;
    const names = new Map(days.map(({ start, name }) => [start, name]));
    const totals = await reader.totals({
      level: 'day',
      since: days[0].start,
      until: days[days.length - 1].start,
      by: ['at', 'scope', 'owner'],
      ...of,
    });
    const scopes = await reader.scopes(totals.map(({ scope }) => scope!));
    return totals.flatMap(each => {
      const scope = scopes.get(each.scope!);
      const day = names.get(each.at!);
      // What is nobody's follows from nodes, and is no anomaly of anybody's.
      return scope?.namespace && day !== undefined
        ? [workloadDay(each, scope, day)]
        : [];
    });
  }
}
