import { createRouteRef } from '@backstage/core-plugin-api';

/** The fleet page. @public */
export const fleetRouteRef = createRouteRef({ id: 'portlight.fleet' });
