export { ExpositionError, type ExpositionErrorCode } from './ExpositionError';
export { ExpositionParser, parseExposition } from './ExpositionParser';
export { SeriesTable } from './SeriesTable';
export { EXPOSITION_ACCEPT, formatOf } from './format';
export { DEFAULT_EXPOSITION_LIMITS } from './limits';
export { formatSeriesKey } from './text';
export type {
  Exemplar,
  ExpositionFormat,
  ExpositionFormatName,
  ExpositionLimits,
  ExpositionOptions,
  Family,
  Labels,
  Scrape,
  Series,
} from './types';
