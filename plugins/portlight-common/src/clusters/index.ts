export * from './detectProvider';
export * from './describeClusterRole';
