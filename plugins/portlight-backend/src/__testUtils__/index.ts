export * from './rows';
export * from './testFleet';
export * from './testRegistration';
export * from './testMetrics';
