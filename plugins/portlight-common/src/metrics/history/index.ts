export { readRange, withGaps } from './range';
export { snapshotHistory, type SnapshotPoint } from './snapshotHistory';
