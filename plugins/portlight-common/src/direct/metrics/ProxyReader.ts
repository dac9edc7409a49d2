import type { DirectSource } from '../DirectCluster';
import { readError } from '../readError';
import { ExpositionError } from '../../metrics/exposition';

/** Milliseconds, from the request to the last byte. */
const TIMEOUT = 10_000;
/** Browsers open about six connections to a host; the rest of the page needs some too. */
const CONCURRENCY = 4;
/** Bytes of an answer that is read as JSON. */
const MAXIMUM_JSON = 32 * 1024 * 1024;

/** A request that failed; the message is a sentence for people. */
export class DirectReadError extends Error {
  override readonly name = 'DirectReadError';

  constructor(
    message: string,
    /** Of the answer; 0 of a redirect, absent where there was none. */
    readonly status?: number,
  ) {
    super(message);
  }
}

function statusOf(error: unknown): number | undefined {
  const { status, statusCode } = (error ?? {}) as Record<string, unknown>;
  const found = status ?? statusCode;
  return typeof found === 'number' ? found : undefined;
}

/** Lets what does not heed its signal wait for nobody. */
function heeding<T>(signal: AbortSignal, waiting: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
    waiting.then(resolve, reject);
  });
}

async function* until<Chunk>(
  signal: AbortSignal,
  chunks: AsyncIterable<Chunk>,
): AsyncGenerator<Chunk> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await heeding(signal, iterator.next());
      if (done) {
        return;
      }
      yield value;
    }
  } finally {
    // Not waited for either.
    iterator.return?.().then(undefined, () => {});
  }
}

/** Reads paths of API servers, a few at once and each for a bounded time. */
export class ProxyReader {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly source: Pick<DirectSource, 'read' | 'now'>) {}

  /** Whether this host can read anything but lists. */
  get isAvailable(): boolean {
    return this.source.read !== undefined;
  }

  /**
   * Reads a body to its end.
   *
   * @param take - gets each chunk; what it throws ends the reading
   * @param onTurn - called when the request is sent
   * @throws DirectReadError, or the ExpositionError that `take` has thrown
   */
  async read(
    cluster: string,
    path: string,
    accept: string,
    take: (chunk: Uint8Array, header: (name: string) => string | null) => void,
    onTurn: () => void = () => {},
  ): Promise<void> {
    await this.turn();
    onTurn();
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), TIMEOUT);
    try {
      const { signal } = controller;
      const request = this.source.read!(cluster, path, { accept, signal });
      const { header, body } = await heeding(signal, request);
      for await (const chunk of until(signal, body)) {
        take(chunk, header);
      }
    } catch (error) {
      throw controller.signal.aborted
        ? new DirectReadError(
            `It did not answer in full within ${TIMEOUT / 1000} s`,
          )
        : this.describe(error);
    } finally {
      clearTimeout(timer);
      // What has not been read is for nobody.
      controller.abort();
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  /** @throws DirectReadError */
  async readJson(cluster: string, path: string): Promise<unknown> {
    const decoder = new TextDecoder();
    let bytes = 0;
    let text = '';
    await this.read(cluster, path, 'application/json', chunk => {
      bytes += chunk.byteLength;
      if (bytes > MAXIMUM_JSON) {
        throw new DirectReadError('The answer is too large');
      }
      text += decoder.decode(chunk, { stream: true });
    });
    try {
      return JSON.parse(text + decoder.decode());
    } catch {
      throw new DirectReadError('The answer is no JSON');
    }
  }

  /** What came with a status or no answer at all, in a sentence; what is thrown here is one already. */
  private describe(error: unknown): Error {
    if (error instanceof DirectReadError || error instanceof ExpositionError) {
      return error;
    }
    const status = statusOf(error);
    const { message } = readError(error, this.source.now());
    return status === 0
      ? new DirectReadError(
          'It redirects to another place, which is not followed; name the place of the metrics in `prometheus.io/path` and `prometheus.io/port`',
          0,
        )
      : new DirectReadError(message, status);
  }

  private async turn(): Promise<void> {
    while (this.running >= CONCURRENCY) {
      await new Promise<void>(resolve => this.waiting.push(resolve));
    }
    this.running += 1;
  }
}
