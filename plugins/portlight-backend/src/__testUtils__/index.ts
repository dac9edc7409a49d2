export * from './rows';
export * from './testFleet';
