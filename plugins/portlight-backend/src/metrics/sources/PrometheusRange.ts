import {
  familyPlan,
  type LabelMatcher,
  podsPattern,
  type RangePlan,
  signalPlan,
  TARGET_LABELS,
} from '@portlight/plugin-portlight-common';
import { boundSeries } from '../read/historySeries';
import type { PrometheusSources } from './PrometheusSources';
import type { RangeAnswer, RangeRequest, RangeSource } from './RangeSource';

/** Seconds over which rates are made at least: four scrapes of the usual half minute. */
const SHORTEST_WINDOW = 120;

/** The past of peers, of the configured Prometheus-compatible servers. */
export class PrometheusRange implements RangeSource {
  constructor(
    private readonly sources: Pick<PrometheusSources, 'covers' | 'evaluate'>,
  ) {}

  covers(cluster: string): boolean {
    return this.sources.covers(cluster);
  }

  async range(request: RangeRequest): Promise<RangeAnswer | undefined> {
    const { cluster, namespace, pods, workloads, query } = request;
    const { since, until, step, matchers = [] } = request;
    let plan: RangePlan | undefined;
    const found = await this.sources.evaluate(
      cluster,
      // A point of a server is about the time before it, and one of a chart about the time after it. The last time that
      // is not over would be less than it is going to be.
      { since: since + step, until: until + 1, step },
      ({ settings: { labels }, matchers: ofCluster }, grid) => {
        const place: LabelMatcher[] = [
          ...ofCluster,
          { name: labels.namespace, operator: '=', value: namespace },
          {
            name: labels.pod,
            operator: '=~',
            value: podsPattern(pods, workloads),
          },
        ];
        const options = {
          matchers: [...place, ...matchers],
          peer: labels.pod,
          dropped: [
            ...TARGET_LABELS,
            labels.node,
            ...place.map(({ name }) => name),
          ],
          window: Math.max(SHORTEST_WINDOW, grid.step),
        };
        plan =
          'family' in query
            ? familyPlan(query.family, query.type, options)
            : signalPlan(query.signal, options);
        return plan.expressions;
      },
    );
    if (!found || !plan) return undefined;
    const { grid, results, warnings, source } = found;
    const series = plan.read(results);
    return {
      times: Array.from(
        { length: grid.points },
        (_, index) => grid.start + (index - 1) * grid.step,
      ),
      stepSeconds: grid.step,
      series: boundSeries(series),
      total: series.length,
      warnings,
      source,
    };
  }
}
