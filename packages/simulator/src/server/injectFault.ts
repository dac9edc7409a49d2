import { setTimeout as delay } from 'node:timers/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from '../store';
import type { Cluster } from './Cluster';
import type { RequestInfo } from './requestInfo';
import { sendStatus, sendText } from './respond';

const LOGIN_PAGE =
  '<!doctype html>\n<html><head><title>Sign in</title></head><body><form action="/login"></form></body></html>\n';

/**
 * Lets the cluster's faults have a request first.
 *
 * @returns whether the request is dealt with
 */
export async function injectFault(
  cluster: Cluster,
  info: RequestInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { faults } = cluster;
  if (faults.list().length === 0) {
    return false;
  }
  if (faults.find('disconnected', info)) {
    request.socket.destroy();
    return true;
  }
  const skew = faults.find('clock-skew', info);
  if (skew) {
    response.setHeader(
      'date',
      new Date(cluster.store.clock.now() + skew.milliseconds).toUTCString(),
    );
  }
  const latency = faults.find('latency', info);
  if (latency) {
    const jitter = Math.random() * (latency.jitterMilliseconds ?? 0);
    await delay(latency.milliseconds + jitter, undefined, { ref: false });
    if (response.destroyed) {
      return true;
    }
  }
  if (faults.find('hang', info)) {
    return true;
  }
  const status = faults.find('status', info);
  if (status) {
    sendStatus(request, response, refusal(status).status);
    return true;
  }
  const html = faults.find('html', info);
  if (html) {
    sendText(response, 200, html.body ?? LOGIN_PAGE, 'text/html');
    return true;
  }
  const drip = faults.find('drip', info);
  if (drip) {
    slowDown(response, drip.bytesPerSecond);
  }
  if (info.verb !== 'watch') {
    cutAnswer(cluster, info, response);
  }
  return false;
}

const PIECES_PER_SECOND = 10;

/** Makes what is written leave in small pieces. */
function slowDown(response: ServerResponse, bytesPerSecond: number): void {
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  const size = Math.max(1, Math.round(bytesPerSecond / PIECES_PER_SECOND));
  let waiting = Buffer.alloc(0);
  let over = false;
  const timer = setInterval(() => {
    while (response.writableCorked > 0) response.uncork();
    if (waiting.length > 0) {
      write(waiting.subarray(0, size));
      waiting = waiting.subarray(size);
    } else if (over) {
      clearInterval(timer);
      end();
    }
  }, 1000 / PIECES_PER_SECOND);
  response.on('close', () => clearInterval(timer));
  const take = (chunk: unknown): boolean => {
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) {
      waiting = Buffer.concat([waiting, Buffer.from(chunk as string)]);
    }
    return true;
  };
  response.write = take as typeof response.write;
  response.end = ((chunk?: unknown) => {
    take(chunk);
    over = true;
    return response;
  }) as typeof response.end;
}

function refusal(fault: {
  code: number;
  message?: string;
  retryAfterSeconds?: number;
}): ApiError {
  const { code, message, retryAfterSeconds } = fault;
  switch (code) {
    case 401:
      return new ApiError(401, 'Unauthorized', message ?? 'Unauthorized');
    case 403:
      return new ApiError(403, 'Forbidden', message ?? 'Forbidden', {});
    case 410:
      return new ApiError(
        410,
        'Expired',
        message ?? 'too old resource version: 1 (2)',
      );
    case 429:
      return new ApiError(
        429,
        'TooManyRequests',
        message ??
          'the server has received too many requests and has asked us to try again later',
        { retryAfterSeconds: retryAfterSeconds ?? 1 },
      );
    case 503:
      return new ApiError(
        503,
        'ServiceUnavailable',
        message ?? 'the server is currently unable to handle the request',
        retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
      );
    case 504:
      return new ApiError(
        504,
        'Timeout',
        message ??
          'the server was unable to return a response in the time allotted',
        {},
      );
    default:
      return new ApiError(
        code,
        'InternalError',
        message ?? 'Internal error occurred: etcdserver: request timed out',
        { causes: [{ message: 'etcdserver: request timed out' }] },
      );
  }
}

/** Makes the answer that a handler will send stop in its middle. */
function cutAnswer(
  { faults }: Cluster,
  info: RequestInfo,
  response: ServerResponse,
): void {
  const cut =
    faults.find('half-closed', info) ??
    faults.find('truncated', info) ??
    faults.find('reset', info);
  if (!cut) {
    return;
  }
  const keepsConnection = cut.type === 'half-closed';
  const write = response.write.bind(response);
  let stopped = false;
  const half = (chunk: unknown): boolean => {
    if (!stopped && (typeof chunk === 'string' || Buffer.isBuffer(chunk))) {
      stopped = true;
      write(chunk.slice(0, Math.ceil(chunk.length / 2)));
      if (!keepsConnection) {
        setImmediate(() => response.socket?.destroySoon());
      }
    }
    return true;
  };
  response.write = half as typeof response.write;
  response.end = ((chunk?: unknown) => {
    half(chunk);
    return response;
  }) as typeof response.end;
}
