/**
 * The domain of Portlight as pure functions, its API contract and typed client.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './kubernetes';
export * from './inventory';
export * from './health';
export * from './clusters';
export * from './activity';
