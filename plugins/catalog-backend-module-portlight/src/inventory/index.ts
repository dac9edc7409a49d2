export * from './namespaceEntity';
export * from './workloadEntity';
