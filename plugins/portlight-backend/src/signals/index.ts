export * from './publishChanges';
