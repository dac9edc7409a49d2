export { Backfill, type BackfillOptions } from './Backfill';
export { BackfillRequests, type BackfillRow } from './BackfillRequests';
export { BackfillRunner } from './BackfillRunner';
export { CostJob, type CostJobOptions } from './CostJob';
export { HourComputer, type HourComputerOptions } from './HourComputer';
export { createJobTelemetry, type JobTelemetry } from './jobTelemetry';
export { finishedUntil, MIRROR } from './schedule';
export { createCostJob, type CreateCostJobOptions } from './createCostJob';
export { createJobHandlers } from './jobHandlers';
