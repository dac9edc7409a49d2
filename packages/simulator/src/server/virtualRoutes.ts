import type { RequestContext } from './context';
import { reviewRoute } from './authorization/reviews';
import { discoveryRoute } from './discovery/discovery';
import { healthRoute } from './discovery/health';
import { openapiRoute } from './discovery/openapi';
import { metricsRoute } from './metrics/metricsRoute';

/** Answers a request that is not about stored objects. */
export type Handler = () => void | Promise<void>;

const ROUTES: readonly ((context: RequestContext) => Handler | undefined)[] = [
  healthRoute,
  discoveryRoute,
  openapiRoute,
  reviewRoute,
  metricsRoute,
];

/** The handler of whatever the API serves besides stored objects. */
export function virtualRoute(context: RequestContext): Handler | undefined {
  for (const route of ROUTES) {
    const handler = route(context);
    if (handler) {
      return handler;
    }
  }
  return undefined;
}
