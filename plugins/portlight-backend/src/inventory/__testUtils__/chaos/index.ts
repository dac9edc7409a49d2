export * from './playChaos';
export * from './distribution';
