export * from './conditions';
export * from './containerStatus';
export * from './intern';
export * from './metadata';
export * from './podTemplate';
export * from './values';
