import {
  type CostHour,
  type HourCoverage,
  observeHour,
  type ObservedObject,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { type PrometheusSources, SourceError } from '../../metrics/sources';
import { observedMinutes } from './coverage';
import { readObjects } from './readObjects';
import { readPrometheusUsage } from './readPrometheusUsage';
import { readUsage, type PodUsage, usagePending } from './readUsage';
import { type ObserveHour, subjectsOf } from './subjects';

/** What an hour is observed with. */
export interface ObserverOptions {
  knex: Knex;
  sources: Pick<PrometheusSources, 'covers' | 'evaluate'>;
}

/**
 * Puts together what the mirror, the history of metrics and, where that has gaps, a Prometheus know of an hour.
 */
export function createObserver(options: ObserverOptions): ObserveHour {
  const { knex, sources } = options;
  return async (cluster, hour) => {
    const { present, ended } = await readObjects(knex, cluster, hour);
    const usage = await readUsage(knex, cluster, hour);
    const minutes = await observedMinutes(knex, cluster, hour);
    const reasons: string[] = [];
    let expecting = await usagePending(knex, cluster, hour);
    if (expecting) reasons.push('Usage of this hour is still being added up');
    const objects: ObservedObject[] = ended.map(({ record, endedAt }) => ({
      record,
      endedAt,
    }));
    for (const records of present.values()) {
      for (const record of records) objects.push({ record });
    }
    const observe = (measured: PodUsage): CostHour =>
      observeHour({
        cluster,
        hour,
        objects,
        measurements: {
          usage: (namespace, name) => measured.get(`${namespace}/${name}`),
        },
        observedMinutes: minutes,
        reasons,
      });
    // Others get their turn between the long computations of a large cluster.
    await turn();
    let observed = observe(usage);
    if (observed.coverage.usage !== 'complete' && sources.covers(cluster)) {
      try {
        const more = await readPrometheusUsage(sources, cluster, hour);
        if (more) observed = observe(withGapsFilled(usage, more));
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        reasons.push(`${error.message}.`);
        observed = observe(usage);
        expecting = true;
      }
    }
    if (expecting && observed.coverage.usage === 'requests-only') {
      // More may be known a little later.
      const coverage: HourCoverage = { ...observed.coverage, usage: 'partial' };
      observed = { ...observed, coverage };
    }
    await turn();
    return { hour: observed, subjects: subjectsOf(controllers(present)) };
  };
}

async function turn(): Promise<void> {
  await new Promise(resolve => {
    setImmediate(resolve);
  });
}

function* controllers(
  present: Awaited<ReturnType<typeof readObjects>>['present'],
) {
  for (const [kind, records] of present) {
    if (kind !== 'Node' && kind !== 'Service') yield* records;
  }
}

/** Usage with what another source knows where there is nothing. */
function withGapsFilled(usage: PodUsage, more: PodUsage): PodUsage {
  const all: PodUsage = new Map(more);
  for (const [pod, series] of usage) {
    const other = more.get(pod);
    all.set(
      pod,
      other
        ? {
            ...series,
            cpu: series.cpu.map((value, index) => value ?? other.cpu[index]),
            memory: series.memory.map(
              (value, index) => value ?? other.memory[index],
            ),
          }
        : series,
    );
  }
  return all;
}
