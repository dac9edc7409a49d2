import { PortlightError } from '@portlight/plugin-portlight-common';
import type { RequestHandler } from 'express';

/** More than any list of clusters and namespaces that fits into a URL. */
const MAXIMUM_PARAMETERS = 2000;

function refuse(message: string, parameter?: string): never {
  throw new PortlightError({
    code: 'invalid-parameter',
    status: 400,
    parameter,
    message,
  });
}

/**
 * Reads the query as names and values, a repeated name being an array. Express' own parser makes objects of
 * brackets and of the 21st repetition, so that hostile and merely long queries reach handlers in shapes that
 * they do not expect.
 */
export const flatQuery: RequestHandler = (request, _response, next) => {
  const query: Record<string, string | string[]> = Object.create(null);
  const start = request.url.indexOf('?');
  const parameters = new URLSearchParams(
    start < 0 ? '' : request.url.slice(start),
  );
  let count = 0;
  for (const [name, value] of parameters) {
    count += 1;
    if (count > MAXIMUM_PARAMETERS) {
      refuse(`At most ${MAXIMUM_PARAMETERS} query parameters are read`);
    }
    if (name.includes('[')) {
      refuse('Repeat the name of a query parameter instead of brackets', name);
    }
    const earlier = query[name];
    if (earlier === undefined) {
      query[name] = value;
    } else if (Array.isArray(earlier)) {
      earlier.push(value);
    } else {
      query[name] = [earlier, value];
    }
  }
  // PostgreSQL refuses texts with this character, and no name in Kubernetes has it.
  if (/\0|%00/.test(request.url)) {
    refuse('The character NUL is not allowed in a request');
  }
  request.query = query;
  next();
};
