import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { FileStream } from './operations';

/**
 * Sends a file as it is made. What fails before the first part is an error like every other; afterwards the connection
 * ends, so that no client takes a part for the whole.
 */
export async function sendFile(
  response: Response,
  { type, name, chunks }: FileStream['file'],
): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  const all = async function* all() {
    if (!first.done) yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  response
    .status(200)
    .set('Cache-Control', 'no-store')
    .type(type)
    .attachment(name);
  await pipeline(Readable.from(all()), response).catch(() => {
    // The client went, or the rest cannot be made: either way the connection has ended.
  });
}
