export * from './authorizeOperation';
export * from './permissions';
export * from './registerPermissions';
export * from './visibility';
export * from './whereVisible';
