import {
  type CostHour,
  DAY_SECONDS,
  podKey,
  recordSlot,
  type ResourceSeries,
  SLOT_SECONDS,
  type SlotSample,
} from '@portlight/plugin-portlight-common';
import {
  type ContainerPlace,
  type DayChange,
  WHOLE_CLUSTER,
} from './ContainerUsageStore';

const SLOTS_PER_HOUR = 12;

interface Recorded extends ContainerPlace {
  /** By slot of the day. */
  slots: Map<number, SlotSample[]>;
}

/** The values of a series that lie in five minutes of the hour, or cover them. */
function valuesIn(
  { start, step }: ResourceSeries,
  values: readonly (number | null)[],
  from: number,
): number[] {
  if (!(step > 0)) return [];
  const first = Math.max(0, Math.floor((from - start) / step));
  const end = Math.min(
    values.length,
    Math.ceil((from + SLOT_SECONDS - start) / step),
  );
  return values
    .slice(first, Math.max(first, end))
    .filter(value => value !== null);
}

function sampleOf(
  pod: number,
  series: ResourceSeries,
  from: number,
): SlotSample | undefined {
  const cpu = valuesIn(series, series.cpu, from);
  const memory = valuesIn(series, series.memory, from);
  if (cpu.length === 0 && memory.length === 0) return undefined;
  return {
    pod,
    cpu:
      cpu.length > 0
        ? cpu.reduce((sum, value) => sum + value, 0) / cpu.length
        : undefined,
    memory: memory.length > 0 ? Math.max(...memory) : undefined,
  };
}

/** What an hour of the past does to its day. */
export function usageHourChanges({ hour, pods }: CostHour): {
  /** Days since the epoch. */
  day: number;
  changes: DayChange[];
} {
  const day = Math.floor(hour / DAY_SECONDS);
  const first = (hour - day * DAY_SECONDS) / SLOT_SECONDS;
  const recorded = new Map<string, Recorded>();
  const measured = new Set<number>();
  for (const pod of pods) {
    const running = pod.containers.filter(({ kind }) => kind !== 'init');
    for (const { name: container, usage } of running) {
      // What the pod uses is what its only container uses.
      const series = usage ?? (running.length === 1 ? pod.usage : undefined);
      if (!series) continue;
      const workload = `${pod.workload.kind}/${pod.workload.name}`;
      const { namespace } = pod;
      const key = `${namespace}\n${workload}\n${container}`;
      const entry = recorded.get(key) ?? {
        namespace,
        workload,
        container,
        slots: new Map<number, SlotSample[]>(),
      };
      recorded.set(key, entry);
      for (let index = 0; index < SLOTS_PER_HOUR; index++) {
        const from = hour + index * SLOT_SECONDS;
        if (from + SLOT_SECONDS <= pod.start || from >= pod.end) continue;
        const sample = sampleOf(podKey(pod.name), series, from);
        if (!sample) continue;
        const slot = first + index;
        entry.slots.set(slot, [...(entry.slots.get(slot) ?? []), sample]);
        measured.add(slot);
      }
    }
  }
  const apply =
    (slots: ReadonlyMap<number, readonly SlotSample[]>): DayChange['apply'] =>
    usage =>
      [...slots].reduce(
        (changed, [slot, samples]) =>
          recordSlot(usage, slot, samples) || changed,
        false,
      );
  if (measured.size === 0) return { day, changes: [] };
  return {
    day,
    changes: [
      {
        ...WHOLE_CLUSTER,
        apply: apply(
          new Map([...measured].map(slot => [slot, [{ pod: 0, cpu: 0 }]])),
        ),
      },
      ...[...recorded.values()].map(({ slots, ...place }) => ({
        ...place,
        apply: apply(slots),
      })),
    ],
  };
}
