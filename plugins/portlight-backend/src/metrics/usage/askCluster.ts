import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import {
  classifyError,
  classifyStatus,
  isJson,
  notKubernetes,
  readBody,
  SyncError,
  type SyncFailure,
} from '../../inventory';

/** What is asked of an API server. */
export interface ClusterQuestion {
  /** With its parts encoded. */
  path: string;
  /** For the sentence of a failure, such as `list pods of metrics.k8s.io`. */
  action: string;
  /** Bytes of the answer. */
  limit: number;
  /** Milliseconds until it is given up. */
  timeout: number;
  signal: AbortSignal;
  /** The answer is something that was made (201), as reviews are. */
  created?: boolean;
}

/** A refusal with its HTTP status. */
export class ClusterRefusal extends SyncError {
  constructor(readonly status: number, failure: SyncFailure) {
    super(failure);
  }
}

/**
 * Reads a JSON document of an API server.
 *
 * @throws SyncError whose message is a sentence; {@link ClusterRefusal} for an answer that is no success
 */
export async function askCluster(
  connection: ClusterConnection,
  { path, action, limit, timeout, signal, created }: ClusterQuestion,
): Promise<unknown> {
  const late = AbortSignal.timeout(timeout);
  try {
    const response = await connection.request({
      path,
      // Answers through the portal's kubernetes backend arrive at the end otherwise.
      headers: { accept: 'application/json', 'accept-encoding': 'identity' },
      signal: AbortSignal.any([signal, late]),
    });
    const text = await readBody(response, limit);
    const { status, headers } = response;
    if (status !== (created ? 201 : 200)) {
      throw new ClusterRefusal(
        status,
        classifyStatus(status, headers, text, { action }),
      );
    }
    if (!isJson(headers['content-type'])) {
      throw new SyncError(notKubernetes(headers['content-type'], { action }));
    }
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyncError) throw error;
    if (late.aborted) {
      throw new SyncError({
        cause: 'timeout',
        message: `The API server does not ${action} within ${
          timeout / 1000
        } s.`,
      });
    }
    if (error instanceof SyntaxError) {
      throw new SyncError({
        cause: 'invalidResponse',
        message: `The answer to the request to ${action} is no JSON.`,
      });
    }
    throw new SyncError(classifyError(error));
  }
}
