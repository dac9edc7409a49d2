export {
  evaluate as evaluateSignalQuery,
  type Evaluation as SignalEvaluation,
} from './evaluate';
export { goldenSignals, signalFamilies } from './goldenSignals';
export { selectorsOf, signalQueries } from './signalQueries';
export { readGoldenSignalOptions } from './validate';
export type {
  GoldenSignalOptions,
  GoldenSignalQuery,
  SaturationSource,
  SeriesSelector,
  SignalContext,
  SignalFamily,
  SignalOperand,
  SignalQuery,
  SignalSource,
} from './types';
