import type { ClusterResponse } from '@portlight/plugin-portlight-node';

/** Thrown for a body that is larger than the bound. */
export class BodyTooLargeError extends Error {
  constructor(readonly limit: number) {
    super(`A body is larger than ${limit} bytes`);
    this.name = 'BodyTooLargeError';
  }
}

/**
 * The whole body as text.
 *
 * @param limit - bytes; a larger body throws {@link BodyTooLargeError}
 * @param onChunk - called as bytes arrive, to tell slow from silent
 */
export async function readBody(
  response: ClusterResponse,
  limit: number,
  onChunk?: () => void,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    onChunk?.();
    length += chunk.length;
    if (length > limit) throw new BodyTooLargeError(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length).toString('utf8');
}

/** The beginning of an error's body; never throws. */
export async function readErrorBody(
  response: ClusterResponse,
): Promise<string> {
  try {
    return await readBody(response, 64 * 1024);
  } catch {
    return '';
  }
}

/** Whether a content type is JSON of any kind. */
export function isJson(contentType: string | undefined): boolean {
  return /^application\/([\w.+-]+\+)?json\b/i.test(contentType ?? '');
}
