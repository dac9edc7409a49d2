export { describeChanges } from './changes';
export { describeEntity, type EntityParts } from './describeEntity';
export { describeNode, type NodeParts } from './describeNode';
export { describePod, type PodParts } from './describePod';
export { describeWorkload, type WorkloadParts } from './describeWorkload';
