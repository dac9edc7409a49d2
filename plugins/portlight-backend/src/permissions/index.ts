export * from './permissions';
export * from './authorizeOperation';
