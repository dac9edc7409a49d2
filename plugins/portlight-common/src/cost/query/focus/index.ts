export { partsOf as focusParts } from './parts';
export { focusHeader, focusLines } from './focusCsv';
export type {
  FocusCharge,
  FocusOptions,
  FocusPart,
  FocusPrice,
  FocusVersion,
} from './types';
