/**
 * Extension points of the Portlight backend plugin.
 *
 * @packageDocumentation
 */
export * from './clusters';
export * from './extensions';
