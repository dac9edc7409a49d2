export * from './formats';
export * from './frame';
export * from './links';
export { Loaded } from './Loaded';
export { PodStrip } from './PodStrip';
export * from './SimpleTable';
export { Sparkline } from './Sparkline';
export type { SparkPoint } from './sparklinePath';
export * from './states';
export { Status } from './Status';
export { StatusIcon } from './StatusIcon';
export * from './statusLooks';
export { CopyBlock } from './CopyBlock';
export { explainError } from './explainError';
export * from './table';
export { FilterChip } from './table/FilterChip';
export { Toolbar } from './table/tableStyles';
export * from './Time';
export { UsageBar } from './UsageBar';
export * from './urlState';
export { useTableState } from './useTableState';
export { visuallyHidden } from './visuallyHidden';
export { DirectModeNote } from './DirectModeNote';
export {
  Freshness,
  isStale,
  MutedWhenStale,
  staleCause,
} from './Freshness';
