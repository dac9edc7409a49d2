export type {
  BilledAmount,
  BilledNode,
  BilledKind,
  BillFormat,
  BillLine,
  LineProblem,
} from './types';
export { BILL_FIELDS, type BillField } from './billColumns';
export { BillReader, type BillReaderOptions } from './BillReader';
export {
  BillSummary,
  type BillSummaryOptions,
  type BillTotals,
} from './BillSummary';
export {
  matchFactors,
  type DayFactor,
  type ModelledAmount,
} from './matchFactors';
export { nodeResourceKeys } from './resourceKeys';
