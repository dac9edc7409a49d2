import { createCurrentHandlers } from './currentHandlers';
import { HistoryAnswers, type HistoryAnswersOptions } from './HistoryAnswers';
import { MetricsReader, type MetricsReaderOptions } from './MetricsReader';
import type { OperationHandlers } from '../../api/operations';
import { askerOf, ofEntity, ofService } from './requests';

/** The handlers of what peers say and said. */
export function createPeerMetricsHandlers(
  options: MetricsReaderOptions & Omit<HistoryAnswersOptions, 'reader'>,
): Pick<
  OperationHandlers,
  | 'getEntityMetrics'
  | 'getServiceMetrics'
  | 'getEntityMetricFamily'
  | 'getServiceMetricFamily'
  | 'getEntityMetricHistory'
  | 'getServiceMetricHistory'
> {
  const reader = new MetricsReader(options);
  const answers = new HistoryAnswers({ ...options, reader });
  return {
    ...createCurrentHandlers({ ...options, reader }),
    getEntityMetricHistory: {
      answer: request =>
        answers.answer(ofEntity(request), request.query, askerOf(request)),
    },
    getServiceMetricHistory: {
      answer: request =>
        answers.answer(ofService(request), request.query, askerOf(request)),
    },
  };
}
