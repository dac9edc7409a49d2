import { finished, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { PortlightError } from '@portlight/plugin-portlight-common';

const GIB = 2 ** 30;

/** Bytes of a bill, unpacked. */
const LARGEST_BILL = 4 * GIB;

/** What is read of a request. */
type BillRequest = Readable & {
  headers: Readonly<Record<string, string | string[] | undefined>>;
};

function refuse(status: number, code: string, message: string): PortlightError {
  return new PortlightError({ status, code, message });
}

/** What the ways that a body can end too early mean for who sent it. */
function bodyError(error: Error & { code?: string }): Error {
  if (error instanceof PortlightError) return error;
  if (error.code?.startsWith('Z_')) {
    return refuse(
      400,
      'invalid-body',
      `The bill is no whole gzip file (${error.message}); nothing was imported`,
    );
  }
  return refuse(
    400,
    'invalid-body',
    'The connection ended before the bill did; nothing was imported',
  );
}

/**
 * A bill as it was sent, without the compression of the way. Who reads it may stop anywhere: what is still on its way is
 * let in and thrown away, because a sender that is cut off never sees the answer.
 *
 * @param largest - bytes, unpacked: some of a compressed file can be as large as anything
 */
export async function* billBody(
  request: BillRequest,
  largest: number = LARGEST_BILL,
): AsyncGenerator<Uint8Array> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw refuse(
      415,
      'unsupported-media-type',
      'Send the bill as it is, or compressed with gzip',
    );
  }
  let body: Readable = request;
  let forget = () => {};
  if (encoding === 'gzip') {
    const gunzip = createGunzip();
    // A pipe tells nothing of a source that broke off: what waits for it would wait for ever.
    forget = finished(request, error => {
      if (error) gunzip.destroy(error);
    });
    body = request.pipe(gunzip);
  }
  let size = 0;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > largest) {
        throw refuse(
          413,
          'body-too-large',
          `The bill is larger than ${
            largest / GIB
          } GiB; import one file for each month`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw bodyError(error as Error);
  } finally {
    forget();
    if (body !== request) {
      request.unpipe();
      body.destroy();
    }
    request.resume();
  }
}
