export { computeCluster } from './computeCluster';
export { RightsizingJob } from './RightsizingJob';
export type { StoredDocument } from './RightsizingStore';
