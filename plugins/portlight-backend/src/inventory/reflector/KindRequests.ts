import type { KindDefinition } from '@portlight/plugin-portlight-common';
import type {
  ClusterConnection,
  ClusterResponse,
} from '@portlight/plugin-portlight-node';
import { isJson, readErrorBody } from './bodies';
import { classifyStatus, notKubernetes } from './classify';
import { SyncError, type SyncFailure } from './failure';
import { requestHeaders } from './requests';

/** The requests for one kind. */
export class KindRequests {
  readonly #kind: KindDefinition;
  readonly #connection: () => ClusterConnection;

  constructor(kind: KindDefinition, connection: () => ClusterConnection) {
    this.#kind = kind;
    this.#connection = connection;
  }

  /**
   * Sends a request.
   *
   * @param options - `timeout` is in milliseconds until the answer has to begin
   * @throws SyncError when no answer begins in time
   */
  async open(
    path: string,
    options: { list: boolean; timeout: number; signal: AbortSignal },
  ): Promise<ClusterResponse> {
    const { list, timeout, signal } = options;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), timeout);
    try {
      return await this.#connection().request({
        path,
        headers: requestHeaders(this.#kind, list),
        signal: AbortSignal.any([signal, late.signal]),
      });
    } catch (error) {
      if (late.signal.aborted) throw new SyncError(this.silent());
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** @throws SyncError unless the answer is a success in JSON */
  async expectJson(response: ClusterResponse): Promise<void> {
    const purpose = { action: this.#action };
    const { status, headers } = response;
    if (status < 200 || status > 299) {
      throw new SyncError(
        classifyStatus(status, headers, await readErrorBody(response), purpose),
      );
    }
    if (isJson(headers['content-type'])) return;
    // Read, so that the connection is free again.
    await readErrorBody(response);
    throw new SyncError(notKubernetes(headers['content-type'], purpose));
  }

  /** The failure of a server that says nothing. */
  silent(): SyncFailure {
    return {
      cause: 'timeout',
      message: `The API server does not answer the request to ${
        this.#action
      }; check its load, the network and firewalls in between.`,
    };
  }

  get #action(): string {
    return `list and watch ${this.#kind.resource}`;
  }
}
