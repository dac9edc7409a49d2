export * from './playChaos';
