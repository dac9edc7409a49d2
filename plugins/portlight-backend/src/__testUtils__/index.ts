export * from './rows';
export * from './testFleet';
export * from './testRegistration';
