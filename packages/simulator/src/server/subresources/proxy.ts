import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { ApiError, badRequest } from '../../store';
import type { ResourceContext } from '../context';
import type { ProxyRequest, ProxyResponse } from '../providers';
import { readBody } from '../write/body';

/** Uploads through the proxy may be longer than objects, but not endless. */
const MAXIMUM_BYTES = 32 * 1024 * 1024;

/** Headers that are between the client and the API server only. */
const HOP_HEADERS = new Set([
  'authorization',
  'connection',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Hands a request on to what stands for a pod or a service. */
export async function handleProxy(context: ResourceContext): Promise<void> {
  const { cluster, resource, info, request, response, query } = context;
  const { scheme, name, port } = parseTarget(info.name!);
  const target = cluster.store.read(resource, info.namespace, name);
  const search = query.toString();
  const abort = new AbortController();
  response.on('close', () => abort.abort());
  const proxied: ProxyRequest = {
    target,
    port,
    scheme,
    method: request.method ?? 'GET',
    path: `${info.rest || '/'}${search ? `?${search}` : ''}`,
    headers: Object.fromEntries(
      Object.entries(request.headers).filter(([key]) => !HOP_HEADERS.has(key)),
    ),
    body: await readBody(request, MAXIMUM_BYTES),
    signal: abort.signal,
  };
  const answer = await answerOf(context, proxied);
  response.writeHead(answer.status, answer.headers);
  if (
    answer.body === undefined ||
    typeof answer.body === 'string' ||
    Buffer.isBuffer(answer.body)
  ) {
    response.end(answer.body);
    return;
  }
  try {
    await pipeline(Readable.from(answer.body), response);
  } catch {
    // The client went away or the pod died in the middle: the connection says it.
    response.destroy();
  }
}

async function answerOf(
  { cluster, resource }: ResourceContext,
  request: ProxyRequest,
): Promise<ProxyResponse> {
  const answer = await cluster.proxy?.(request);
  if (answer) {
    return answer;
  }
  const name = JSON.stringify(request.target.metadata.name);
  if (resource.kind === 'Service') {
    throw unavailable(`no endpoints available for service ${name}`);
  }
  const address = request.target.status?.podIP;
  if (!address) {
    throw badRequest('address not allowed');
  }
  throw unavailable(
    `error trying to reach service: dial tcp ${address}:${
      request.port ?? 80
    }: connect: connection refused`,
  );
}

function unavailable(message: string): ApiError {
  return new ApiError(503, 'ServiceUnavailable', message);
}

/** `NAME`, `NAME:PORT` or `SCHEME:NAME:PORT`. */
function parseTarget(text: string): {
  scheme: 'http' | 'https';
  name: string;
  port?: string;
} {
  const parts = text.split(':');
  if (parts.length === 1) {
    return { scheme: 'http', name: parts[0] };
  }
  if (parts.length === 2) {
    return { scheme: 'http', name: parts[0], port: parts[1] || undefined };
  }
  const [scheme, name, port] = parts;
  if (parts.length > 3 || (scheme && scheme !== 'http' && scheme !== 'https')) {
    throw badRequest(`invalid proxy target ${JSON.stringify(text)}`);
  }
  return {
    scheme: scheme === 'https' ? 'https' : 'http',
    name,
    port: port || undefined,
  };
}
