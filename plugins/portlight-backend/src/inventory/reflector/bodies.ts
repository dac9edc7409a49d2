import type { ClusterResponse } from '@portlight/plugin-portlight-node';
import { textWithoutManagedFields } from './managedFields';

/** Thrown for a body that is larger than the bound. */
export class BodyTooLargeError extends Error {
  constructor(readonly limit: number) {
    super(`A body is larger than ${limit} bytes`);
    this.name = 'BodyTooLargeError';
  }
}

/**
 * The whole body as text, without managed fields.
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
  return textWithoutManagedFields(Buffer.concat(chunks, length));
}

/** Milliseconds for the body of an error; what it says is good to know, but not worth a wait. */
const ERROR_BODY_TIMEOUT = 5_000;

/** The beginning of an error's body; never throws, and does not wait for one that does not end. */
export async function readErrorBody(
  response: ClusterResponse,
): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>(resolve => {
    timer = setTimeout(() => resolve(''), ERROR_BODY_TIMEOUT);
  });
  try {
    return await Promise.race([readBody(response, 64 * 1024), late]);
  } catch {
    return '';
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a content type is JSON of any kind. */
export function isJson(contentType: string | undefined): boolean {
  return /^application\/([\w.+-]+\+)?json\b/i.test(contentType ?? '');
}

/** Whether a content type is a web page. */
export function isHtml(contentType: string | undefined): boolean {
  return /\bhtml\b/i.test(contentType ?? '');
}
