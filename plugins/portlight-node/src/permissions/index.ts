export * from './clusterRules';
export * from './namespaceRules';
export * from './permissions';
export * from './resources';
export * from './workloadRules';
