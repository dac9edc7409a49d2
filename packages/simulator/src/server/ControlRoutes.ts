import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request to the control endpoint. @public */
export interface ControlRequest {
  method: string;
  /** The values of `:name` steps in the route's path, decoded. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** The parsed JSON body; undefined when there is none. */
  body: any;
}

/** What a control route answers. @public */
export interface ControlResponse {
  /** Default 200. */
  status?: number;
  /** Sent as JSON. */
  body?: unknown;
}

/** @public */
export type ControlHandler = (
  request: ControlRequest,
) => ControlResponse | Promise<ControlResponse>;

/** Refuses a control request. @public */
export class ControlError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'ControlError';
    this.code = code;
  }
}

interface Route {
  method: string;
  steps: readonly string[];
  handler: ControlHandler;
}

const MAXIMUM_BODY_BYTES = 8 * 1024 * 1024;

/**
 * The simulator's own endpoint, `/control/...`: JSON in and out, errors as `{ "error": "..." }`.
 *
 * @public
 */
export class ControlRoutes {
  private readonly routes: Route[] = [];

  /**
   * Adds a route; of two that match, the first added answers.
   *
   * @param path - below `/control`, such as `/clusters/:cluster/faults`
   */
  register(method: string, path: string, handler: ControlHandler): void {
    this.routes.push({ method, steps: split(path), handler });
  }

  /** Routes as `METHOD /control/path`, for people who look around. */
  describe(): string[] {
    return this.routes.map(
      ({ method, steps }) => `${method} /control/${steps.join('/')}`,
    );
  }

  /** Answers one request. @param path - below `/control` */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void> {
    const method = request.method ?? 'GET';
    const steps = split(path);
    const fitting = this.routes.filter(route => match(route.steps, steps));
    const route = fitting.find(candidate => candidate.method === method);
    try {
      if (!route) {
        throw fitting.length > 0
          ? new ControlError(405, `${method} is not allowed here`)
          : new ControlError(404, `no control route ${path}`);
      }
      const result = await route.handler({
        method,
        params: match(route.steps, steps)!,
        query,
        body: await readJson(request),
      });
      send(response, result.status ?? 200, result.body ?? {});
    } catch (error) {
      const code = error instanceof ControlError ? error.code : 500;
      send(response, code, { error: (error as Error).message });
    }
  }
}

function split(path: string): string[] {
  return path.split('/').filter(step => step !== '');
}

function match(
  pattern: readonly string[],
  steps: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== steps.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (let index = 0; index < pattern.length; index++) {
    if (pattern[index].startsWith(':')) {
      params[pattern[index].slice(1)] = decodeURIComponent(steps[index]);
    } else if (pattern[index] !== steps[index]) {
      return undefined;
    }
  }
  return params;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAXIMUM_BODY_BYTES) {
      throw new ControlError(413, 'the body is too long');
    }
    chunks.push(chunk);
  }
  if (length === 0) {
    return undefined;
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch (error) {
    throw new ControlError(
      400,
      `the body is no JSON: ${(error as Error).message}`,
    );
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
}
