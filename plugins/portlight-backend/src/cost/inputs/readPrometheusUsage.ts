import { podUsageQuery } from '@portlight/plugin-portlight-common';
import type { PrometheusSources } from '../../metrics/sources';
import type { PodUsage } from './readUsage';

const HOUR = 3_600;
const STEP = 300;
const POINTS = HOUR / STEP;

/** Pods of one cluster in an answer. */
const PODS = 100_000;

/**
 * What all pods of a cluster used in an hour, as a Prometheus-compatible server has it; nothing where none is configured
 * for the cluster.
 *
 * @param hour - seconds since the epoch, a multiple of 3600
 * @throws SourceError where none answers
 */
export async function readPrometheusUsage(
  sources: Pick<PrometheusSources, 'evaluate'>,
  cluster: string,
  hour: number,
): Promise<PodUsage | undefined> {
  let names = { namespace: 'namespace', pod: 'pod' };
  const found = await sources.evaluate(
    cluster,
    // Each point is the average of the five minutes before it.
    { since: hour + STEP, until: hour + HOUR + 1, step: STEP, series: PODS },
    ({ matchers, settings: { labels } }) => {
      names = labels;
      const options = { matchers, labels, window: STEP };
      return [podUsageQuery('cpu', options), podUsageQuery('memory', options)];
    },
  );
  if (!found || found.grid.step !== STEP) return undefined;
  const usage: PodUsage = new Map();
  found.results.forEach((result, index) => {
    for (const { labels, values } of result) {
      const pod = `${labels.get(names.namespace)}/${labels.get(names.pod)}`;
      const series = usage.get(pod) ?? {
        step: STEP,
        start: hour,
        cpu: Array<number | null>(POINTS).fill(null),
        memory: Array<number | null>(POINTS).fill(null),
      };
      const clean = values
        .slice(0, POINTS)
        .map(value => (value === null ? null : Math.max(0, value)));
      usage.set(pod, { ...series, [index === 0 ? 'cpu' : 'memory']: clean });
    }
  });
  return usage;
}
