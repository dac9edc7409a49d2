export * from './cursor';
export * from './databaseErrors';
export * from './dialect';
export * from './keyset';
export * from './selectPage';
export * from './ClusterRows';
