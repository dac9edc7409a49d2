import { dayName, dayNumber, weekday } from '../forecast/dates';
import { median, spread } from '../forecast/robust';
import { compareDays, costOf } from './compareDays';
import type {
  AnomalyLevel,
  AnomalyOptions,
  AnomalySubject,
  DetectedAnomaly,
  WorkloadDay,
} from './types';

/** Days before one that say what it was to cost. @public */
export const BASELINE_DAYS = 28;
const LEAST_DAYS = 3;
/** Days differ so many times their usual distance by chance in one of hundreds. */
const TIMES_SPREAD = 3;
/** Of an anomaly, if ones of its parts explain that much of it, they are told instead. */
const EXPLAINED = 0.5;

/** What {@link findAnomalies} looks at. @public */
export interface AnomalyInput {
  /** In any order. */
  days: readonly WorkloadDay[];
  /** The days whose costs are wholly known; on one of these what is absent has cost nothing. */
  known: readonly string[];
  /** The first day that is looked at; those before it are only compared with. */
  since: string;
  /** What is told; others are looked at where they explain it. */
  levels: readonly AnomalyLevel[];
  /** From which differences on a day is an anomaly. */
  options: AnomalyOptions;
}

interface Group {
  subject: AnomalySubject;
  /** By the number of the day. */
  days: Map<number, WorkloadDay[]>;
  costs: Map<number, number>;
}

const isWeekend = (number: number) => [0, 6].includes(weekday(number));

function subjectOf(
  { cluster, namespace, workload, owner }: WorkloadDay,
  level: AnomalyLevel,
): AnomalySubject | undefined {
  switch (level) {
    case 'workload':
      return workload && { level, cluster, namespace, workload };
    case 'namespace':
      return { level, cluster, namespace };
    default:
      return owner === undefined ? undefined : { level, owner };
  }
}

function groupBy(days: readonly WorkloadDay[], level: AnomalyLevel): Group[] {
  const groups = new Map<string, Group>();
  for (const day of days) {
    const subject = subjectOf(day, level);
    if (!subject) continue;
    const key = JSON.stringify(subject);
    const group = groups.get(key) ?? {
      subject,
      days: new Map(),
      costs: new Map(),
    };
    groups.set(key, group);
    const number = dayNumber(day.day);
    const of = group.days.get(number) ?? [];
    of.push(day);
    group.days.set(number, of);
    group.costs.set(number, (group.costs.get(number) ?? 0) + costOf(day));
  }
  return [...groups.values()];
}

const FIGURES = [
  'podHours',
  'cpuHours',
  'cpuRequestHours',
  'memoryByteHours',
  'memoryRequestByteHours',
  'gpuHours',
  'storageByteHours',
  'cpuCost',
  'memoryCost',
  'gpuCost',
  'storageCost',
  'loadBalancerCost',
  'networkCost',
  'otherCost',
  'adjustment',
] as const;

/** Sums of the same workload, which may have had two owners on one day. */
function byWorkload(days: readonly WorkloadDay[]): WorkloadDay[] {
  const sums = new Map<string, WorkloadDay>();
  for (const day of days) {
    const key = JSON.stringify([day.cluster, day.namespace, day.workload]);
    const sum = { ...day };
    const known = sums.get(key);
    if (known) {
      for (const name of FIGURES) sum[name] += known[name];
    }
    sums.set(key, sum);
  }
  return [...sums.values()];
}

/** Which days of a group are anomalies, and with which day each is to be compared. */
function* unusualDays(
  { costs }: Group,
  known: readonly number[],
  since: number,
  { minimumCost, minimumChange }: AnomalyOptions,
): Generator<{ number: number; expected: number; comparedWith: number }> {
  // Most groups are too small to be looked at.
  if (Math.max(...costs.values()) <= minimumCost) return;
  const cost = (number: number) => costs.get(number) ?? 0;
  const isNear = (left: number, right: number) =>
    Math.abs(left - right) <= Math.max(minimumCost, minimumChange * right);
  let unusual: { number: number; difference: number } | undefined;
  for (const number of known) {
    // Also the day before the first: what began there is no news on the first.
    if (number < since - 1) continue;
    const yesterday = unusual;
    unusual = undefined;
    const baseline = known.filter(
      each =>
        each < number &&
        each >= number - BASELINE_DAYS &&
        isWeekend(each) === isWeekend(number),
    );
    if (baseline.length < LEAST_DAYS) continue;
    const expected = median(baseline.map(cost));
    const usual = spread(baseline.map(each => cost(each) - expected));
    const tolerance = Math.max(
      minimumCost,
      minimumChange * expected,
      TIMES_SPREAD * usual,
    );
    const difference = cost(number) - expected;
    if (Math.abs(difference) <= tolerance) continue;
    unusual = { number, difference };
    // News once: a cost that stays at its new level is not told on every day from then on.
    const last = cost(baseline[baseline.length - 1]);
    const isNews =
      Math.sign(cost(number) - last) === Math.sign(difference) &&
      !isNear(cost(number), last);
    const goesOn =
      yesterday !== undefined &&
      Math.sign(yesterday.difference) === Math.sign(difference) &&
      isNear(cost(number), cost(yesterday.number));
    if (number < since || !isNews || goesOn) continue;
    let comparedWith = baseline[0];
    for (const each of baseline) {
      const distance = (of: number) => Math.abs(cost(of) - expected);
      if (distance(each) <= distance(comparedWith)) comparedWith = each;
    }
    yield { number, expected: Math.round(expected), comparedWith };
  }
}

/** The owner of most of it, which a workload may have changed within the day. */
function ownerOf(days: readonly WorkloadDay[]): string | undefined {
  const [first] = [...days]
    .filter(({ owner }) => owner !== undefined)
    .sort((left, right) => costOf(right) - costOf(left));
  return first?.owner;
}

function find(
  days: readonly WorkloadDay[],
  level: AnomalyLevel,
  known: readonly number[],
  { since, options }: AnomalyInput,
): DetectedAnomaly[] {
  return groupBy(days, level).flatMap(group =>
    [...unusualDays(group, known, dayNumber(since), options)].map(
      ({ number, expected, comparedWith }) => {
        const then = group.days.get(comparedWith) ?? [];
        const now = group.days.get(number) ?? [];
        const owner =
          level === 'workload' ? ownerOf(now) ?? ownerOf(then) : undefined;
        return {
          ...group.subject,
          ...(owner === undefined ? {} : { owner }),
          day: dayName(number),
          cost: group.costs.get(number) ?? 0,
          expected,
          comparedWith: dayName(comparedWith),
          causes: compareDays(byWorkload(then), byWorkload(now)),
        };
      },
    ),
  );
}

const changeOf = ({ cost, expected }: DetectedAnomaly) => cost - expected;

/** Whether those of `parts` that are a part of it say what there is to say. */
function isExplained(
  anomaly: DetectedAnomaly,
  parts: readonly DetectedAnomaly[],
): boolean {
  const sum = parts
    .map(changeOf)
    .reduce((total, difference) => total + difference, 0);
  return (
    Math.sign(sum) === Math.sign(changeOf(anomaly)) &&
    Math.abs(sum) >= EXPLAINED * Math.abs(changeOf(anomaly))
  );
}

/** The newest first, of a day the largest. */
function compare(left: DetectedAnomaly, right: DetectedAnomaly): number {
  if (left.day !== right.day) return left.day < right.day ? 1 : -1;
  return (
    Math.abs(changeOf(right)) - Math.abs(changeOf(left)) ||
    (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1)
  );
}

/**
 * Finds days on which a workload, else a namespace, else all of an owner cost much more or less than days like it: than
 * the median of the working days, or weekends, of four weeks (three of them at least), by more than three times their
 * usual distance from it (median absolute deviation), by more than a share of it and by more than a least amount. What
 * stays at its new level is told once. A namespace or an owner is told only where its workloads do not say it already.
 *
 * @returns the newest first, of a day the largest
 * @public
 */
export function findAnomalies(input: AnomalyInput): DetectedAnomaly[] {
  const { levels } = input;
  const known = [...new Set(input.known.map(dayNumber))].sort(
    (left, right) => left - right,
  );
  const isKnown = new Set(known);
  const days = input.days.filter(({ day }) => isKnown.has(dayNumber(day)));
  const workloads = find(days, 'workload', known, input);
  const namespaces = find(days, 'namespace', known, input).filter(
    anomaly =>
      !isExplained(
        anomaly,
        workloads.filter(
          ({ day, cluster, namespace }) =>
            day === anomaly.day &&
            cluster === anomaly.cluster &&
            namespace === anomaly.namespace,
        ),
      ),
  );
  const owners = levels.includes('owner')
    ? find(days, 'owner', known, input).filter(anomaly => {
        const places = new Set(
          days
            .filter(({ owner }) => owner === anomaly.owner)
            .map(({ cluster, namespace }) =>
              JSON.stringify([cluster, namespace]),
            ),
        );
        return !isExplained(
          anomaly,
          [...workloads, ...namespaces].filter(
            ({ level, day, owner, cluster, namespace }) =>
              day === anomaly.day &&
              (level === 'workload'
                ? owner === anomaly.owner
                : places.has(JSON.stringify([cluster, namespace]))),
          ),
        );
      })
    : [];
  return [...workloads, ...namespaces, ...owners]
    .filter(({ level }) => levels.includes(level))
    .sort(compare);
}
