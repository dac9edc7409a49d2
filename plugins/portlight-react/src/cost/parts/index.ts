/** What pages about cost and rightsizing are made of. */
export { CostNotices } from './CostNotices';
export { Money } from './Money';
export { useCostAnswer } from './useCostAnswer';
export { objectKey, WorkloadCell } from './WorkloadCell';
