/**
 * Mirrors a fleet of Kubernetes clusters and answers questions about it.
 *
 * @packageDocumentation
 */
export { portlightPlugin as default } from './plugin';
