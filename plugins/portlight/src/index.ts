/**
 * A Kubernetes fleet on the pages of Backstage, for the new frontend system. Portals on the old one use
 * `@portlight/plugin-portlight/legacy`.
 *
 * @packageDocumentation
 */
export { portlightPlugin as default, portlightPlugin } from './plugin';
export { portlightApiRef } from './host/portlightApiRef';
export { fleetRouteRef } from './routes';
