import type { RequestContext } from './context';
import { healthRoute } from './discovery/health';

/** Answers a request that is not about stored objects. */
export type Handler = () => void | Promise<void>;

const ROUTES: readonly ((context: RequestContext) => Handler | undefined)[] = [
  healthRoute,
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
