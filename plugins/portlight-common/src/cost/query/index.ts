export { groupCost } from './aggregate';
export { costReportCsv } from './reportCsv';
export {
  detailRecords,
  type DetailContext,
  type HourDetails,
} from './detailRecords';
export { needsDetails, parseAggregate } from './dimensions';
export { monthlyCostIn } from './fees';
export { directCost } from './figures';
export * from './focus';
export { filterFields, matchesFilter } from './matchesFilter';
export {
  asOpenCostRecord,
  OPENCOST_AGGREGATE,
  openCostSet,
  type OpenCostAllocation,
  type OpenCostSet,
  summarizeAllocation,
} from './openCost';
export { parseCostFilter } from './parseFilter';
export { buildCostRows, type ReportParts, type ReportRows } from './report';
export { Sharing, type SharingContext } from './Sharing';
export { defaultStep, stepIndex, stepsOf } from './steps';
export { COST_DIMENSIONS } from './types';
export type {
  CostDimension,
  CostFigures,
  CostFilter,
  CostKeys,
  CostRecord,
  CostRecordClass,
  CostStep,
  FilterComparison,
  FilterField,
  FilterOperator,
  IdleOption,
  SharedCostRecord,
  SharingOptions,
  TimeSpan,
  TimeWindow,
} from './types';
export { readCostWindow, startOfDay, type WindowOptions } from './window';
