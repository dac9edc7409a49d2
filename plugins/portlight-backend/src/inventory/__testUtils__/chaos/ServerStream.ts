/** The body of a watch or a list: bytes that come in pieces, late, or never. */
export class ServerStream {
  readonly #chunkBytes: number;
  /** Milliseconds between two pieces. */
  readonly #pause: number;
  #bytes = Buffer.alloc(0);
  #end?: { error?: Error };
  #silent = false;
  /** Something has come to send. */
  #wake = () => {};
  /** Nobody listens any more. */
  #rouse = () => {};

  constructor(options: { chunkBytes: number; pause: number }) {
    this.#chunkBytes = options.chunkBytes;
    this.#pause = options.pause;
  }

  get open(): boolean {
    return this.#end === undefined && !this.#silent;
  }

  push(text: string): void {
    if (!this.open) return;
    this.#bytes = Buffer.concat([this.#bytes, Buffer.from(text)]);
    this.#wake();
  }

  /** After what is under way. */
  end(error?: Error): void {
    if (!this.open) return;
    this.#end = { error };
    this.#wake();
  }

  /** The connection stays, and nothing more is heard in it. */
  silence(): void {
    this.#silent = true;
  }

  async *body(signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
    const aborted = () => {
      this.#rouse();
      this.#wake();
    };
    signal?.addEventListener('abort', aborted);
    try {
      for (;;) {
        signal?.throwIfAborted();
        if (this.#bytes.length > 0) {
          if (this.#pause > 0) await this.#sleep();
          signal?.throwIfAborted();
          const chunk = this.#bytes.subarray(0, this.#chunkBytes);
          this.#bytes = this.#bytes.subarray(chunk.length);
          yield chunk;
        } else if (this.#end?.error) {
          throw this.#end.error;
        } else if (this.#end) {
          return;
        } else {
          await new Promise<void>(resolve => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      signal?.removeEventListener('abort', aborted);
      this.#silent = true;
    }
  }

  #sleep(): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, this.#pause);
      this.#rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
