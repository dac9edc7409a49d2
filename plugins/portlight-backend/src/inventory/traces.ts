import {
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
} from '@opentelemetry/api';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';

const tracer = () => trace.getTracer('@portlight/plugin-portlight-backend');

/** Does the work within a span of this name. */
export async function traced<Result>(
  name: string,
  attributes: Attributes,
  work: () => Promise<Result>,
): Promise<Result> {
  return tracer().startActiveSpan(name, { attributes }, async span => {
    try {
      return await work();
    } catch (error) {
      // The type and not the message, which may quote what somebody wrote.
      span.setStatus({
        code: SpanStatusCode.ERROR,
        message: error instanceof Error ? error.name : undefined,
      });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A list that is complete, so many milliseconds after it began. */
export function traceList(
  cluster: string,
  kind: string,
  objects: number,
  took: number,
): void {
  const end = Date.now();
  tracer()
    .startSpan('portlight.list', {
      startTime: end - took,
      attributes: { cluster, kind, objects },
    })
    .end(end);
}

/** A connection whose requests are spans, from the request until the answer begins. */
export function tracedConnection(
  cluster: string,
  connection: ClusterConnection,
): ClusterConnection {
  return {
    close: () => connection.close(),
    request: request =>
      tracer().startActiveSpan(
        'portlight.cluster.request',
        {
          kind: SpanKind.CLIENT,
          attributes: {
            cluster,
            'http.request.method': request.method ?? 'GET',
            'url.path': request.path.split('?')[0],
          },
        },
        async span => {
          try {
            const response = await connection.request(request);
            span.setAttribute('http.response.status_code', response.status);
            return response;
          } catch (error) {
            span.setStatus({ code: SpanStatusCode.ERROR });
            throw error;
          } finally {
            span.end();
          }
        },
      ),
  };
}
