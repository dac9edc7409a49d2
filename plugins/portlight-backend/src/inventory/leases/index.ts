export * from './databaseNow';
export * from './LeaseKeeper';
export * from './LeaseTable';
export * from './leaseTelemetry';
