export * from './detectProvider';
export * from './describeClusterRole';
export * from './features';
export * from './permissions';
