/**
 * The domain of Portlight as pure functions, its API contract and typed client.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './inventory';
export * from './health';
export * from './clusters';
