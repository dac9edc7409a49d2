import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ScrapeError } from './ScrapeError';

const MEGABYTE = 1024 * 1024;

/** Bytes for people: whole mebibytes where there are some. */
function size(bytes: number): string {
  return bytes >= MEGABYTE
    ? `${Math.round(bytes / MEGABYTE)} MiB`
    : `${bytes} bytes`;
}

async function* decompressed(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const source = Readable.from(body, { objectMode: false });
  // Of a failing source `pipe` tells nobody.
  source.once('error', error => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    yield* gunzip;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!code.startsWith('Z_')) throw error;
    throw new ScrapeError(
      'encoding',
      'The answer is said to be gzip and is not, or its end is missing',
      { cause: error },
    );
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/**
 * The bytes of an answer, decompressed where it is compressed. It ends with an error as soon as there are more than
 * `limit` of them, uncompressed: what is small on the way may be huge.
 *
 * @throws ScrapeError
 */
export async function* readBody(
  body: AsyncIterable<Uint8Array>,
  options: { encoding?: string; limit: number },
): AsyncGenerator<Uint8Array> {
  const { limit } = options;
  const encoding = options.encoding?.trim().toLowerCase() || 'identity';
  if (!['identity', 'gzip', 'x-gzip'].includes(encoding)) {
    throw new ScrapeError(
      'encoding',
      'The answer is compressed in another way than gzip, which nobody asked for; have the peer send gzip or nothing',
    );
  }
  let bytes = 0;
  for await (const chunk of encoding === 'identity'
    ? body
    : decompressed(body)) {
    bytes += chunk.byteLength;
    if (bytes > limit) {
      throw new ScrapeError(
        'body-size-limit',
        `The answer has more than ${size(
          limit,
        )} uncompressed; raise \`portlight.metrics.limits.bodyBytes\` if that is right`,
      );
    }
    yield chunk;
  }
}
