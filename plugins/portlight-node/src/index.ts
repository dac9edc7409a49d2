/**
 * Extension points of the Portlight backend plugin.
 *
 * @packageDocumentation
 */
export * from './clusters';
export * from './cost';
export * from './encryption';
export * from './extensions';
export * from './peers';
export * from './permissions';
