import {
  describeFamily,
  describeMetrics,
  type GoldenSignalOptions,
  type MetricFamilyDetail,
  type Metrics,
} from '@portlight/plugin-portlight-common';
import type { OperationHandler, OperationRequest } from '../../api/operations';
import type { PeersRequest } from '../../peers';
import type { MetricsReader } from './MetricsReader';
import {
  askerOf,
  type EntityOperation,
  noSuchFamily,
  ofEntity,
  ofService,
  type ServiceOperation,
} from './requests';

type AnyOperation = EntityOperation | ServiceOperation;

/** What {@link createCurrentHandlers} needs. */
export interface CurrentHandlersOptions {
  reader: MetricsReader;
  /** Milliseconds between scrapes. */
  interval: number;
  goldenSignals?: GoldenSignalOptions;
}

/** Answers what peers say now. */
export function createCurrentHandlers(options: CurrentHandlersOptions) {
  const { reader, interval, goldenSignals } = options;

  const metrics = async (
    about: PeersRequest,
    request: OperationRequest<AnyOperation>,
  ): Promise<Metrics> => {
    const { resolved, snapshot } = await reader.current(
      about,
      askerOf(request),
    );
    const described = describeMetrics(snapshot, { goldenSignals });
    return {
      targets: resolved.targets.map(({ target }) => target),
      intervalSeconds: interval / 1000,
      ...described,
      notices: [
        ...(resolved.message === undefined ? [] : [resolved.message]),
        ...described.notices,
      ],
    };
  };

  const family = async (
    about: PeersRequest,
    request: OperationRequest<AnyOperation>,
    name: string,
  ): Promise<MetricFamilyDetail> => {
    const { snapshot } = await reader.current(about, askerOf(request));
    const detail = describeFamily(snapshot, name);
    if (!detail) throw noSuchFamily(name);
    return detail;
  };

  /** With the tag that goes by revisions. */
  const handler = <Id extends AnyOperation>(
    about: (request: OperationRequest<Id>) => PeersRequest,
    answer: (
      resolved: PeersRequest,
      request: OperationRequest<Id>,
    ) => ReturnType<OperationHandler<Id>['answer']>,
  ): OperationHandler<Id> => ({
    revision: request => reader.revision(about(request), askerOf(request)),
    answer: request => answer(about(request), request),
  });

  return {
    getEntityMetrics: handler<'getEntityMetrics'>(ofEntity, metrics),
    getServiceMetrics: handler<'getServiceMetrics'>(ofService, metrics),
    getEntityMetricFamily: handler<'getEntityMetricFamily'>(
      ofEntity,
      (about, request) => family(about, request, request.path.family),
    ),
    getServiceMetricFamily: handler<'getServiceMetricFamily'>(
      ofService,
      (about, request) => family(about, request, request.path.family),
    ),
  };
}
