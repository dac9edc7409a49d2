import type {
  ClusterConnection,
  ClusterRequest,
  ClusterResponse,
} from '@portlight/plugin-portlight-node';

/**
 * A connection whose credentials are decrypted with the first request. Where they do not open every request
 * fails with the reason, and the next one tries again: a key service may only be down.
 */
export class SealedConnection implements ClusterConnection {
  readonly #open: () => Promise<ClusterConnection>;
  #connection?: Promise<ClusterConnection>;
  #closed = false;

  constructor(open: () => Promise<ClusterConnection>) {
    this.#open = open;
  }

  async request(request: ClusterRequest): Promise<ClusterResponse> {
    if (this.#closed) throw new Error('The connection has been closed');
    if (!this.#connection) {
      const opening = this.#open();
      this.#connection = opening;
      opening.catch(() => {
        this.#connection = undefined;
      });
    }
    return (await this.#connection).request(request);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const connection = await this.#connection?.catch(() => undefined);
    await connection?.close();
  }
}
