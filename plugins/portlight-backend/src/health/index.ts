export * from './ProblemReader';
export * from './fleetHealth';
export * from './healthHandlers';
