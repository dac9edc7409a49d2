import type {
  MetricFamilyDetail,
  MetricHistory,
  MetricHistoryQuery,
  Metrics,
  MetricsSource,
  MetricsSourceTest,
  MetricsTarget,
  Page,
  Peers,
  ResourceMetrics,
  ResourceScope,
  Timeline,
  TimelineScope,
  TimeRange,
} from '@portlight/plugin-portlight-common';
import { FakeDetails } from './FakeDetails';
import type { FleetFixture } from './fleetFixture';
import { notFound } from './fakeLists';
import { metricsFixture, type MetricsFixture } from './metricsFixture';
import { peersFixture } from './peersFixture';
import { sourcesFixture, sourceTest } from './sourcesFixture';

/** The part of the fake API that knows peers and metrics. Every target is the cart of the fixtures. */
export class FakeMetrics extends FakeDetails {
  peers: Peers;
  metrics: MetricsFixture;
  sources: MetricsSource[];

  constructor(fixture: FleetFixture) {
    super(fixture);
    this.peers = peersFixture(fixture);
    this.metrics = metricsFixture({ now: fixture.now, peers: this.peers });
    this.sources = sourcesFixture(fixture);
  }

  async getPeers(target: MetricsTarget): Promise<Peers> {
    this.called('getPeers', target);
    return this.peers;
  }

  async getMetrics(target: MetricsTarget): Promise<Metrics> {
    this.called('getMetrics', target);
    return this.metrics.metrics;
  }

  async getMetricFamily(
    target: MetricsTarget,
    family: string,
  ): Promise<MetricFamilyDetail> {
    this.called('getMetricFamily', { target, family });
    const detail = this.metrics.family(family);
    if (!detail) throw notFound(`The family ${family}`);
    return detail;
  }

  async getMetricHistory(
    target: MetricsTarget,
    query: MetricHistoryQuery,
  ): Promise<MetricHistory> {
    this.called('getMetricHistory', { target, query });
    return this.metrics.history(query);
  }

  async getResourceMetrics(
    scope: ResourceScope,
    range?: TimeRange,
  ): Promise<ResourceMetrics> {
    this.called('getResourceMetrics', { scope, range });
    return this.metrics.resources(scope, range);
  }

  async getTimeline(
    scope: TimelineScope,
    range?: Pick<TimeRange, 'since' | 'until'>,
  ): Promise<Timeline> {
    this.called('getTimeline', { scope, range });
    return this.metrics.timeline;
  }

  async listMetricsSources(): Promise<Page<MetricsSource>> {
    this.called('listMetricsSources', undefined);
    return { items: this.sources, total: this.sources.length };
  }

  async testMetricsSource(
    source: string,
    cluster?: string,
  ): Promise<MetricsSourceTest> {
    this.called('testMetricsSource', { source, cluster });
    const found = this.sources.find(
      item => item.name === source && item.cluster === cluster,
    );
    if (!found) throw notFound(`The source ${source}`);
    return sourceTest(found.status);
  }
}
