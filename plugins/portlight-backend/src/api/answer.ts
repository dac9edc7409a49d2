import { createHash } from 'crypto';
import type { Request, Response } from 'express';
import { JsonText } from './operations';

function entityTag(...parts: readonly unknown[]): string {
  return `W/"${createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('base64url')
    .slice(0, 27)}"`;
}

/** Sets the ETag and says whether the client has this answer already. */
function isCurrent(request: Request, response: Response, tag: string): boolean {
  response.set({
    ETag: tag,
    // The client may keep the answer but asks each time; nobody in between may keep it.
    'Cache-Control': 'private, no-cache',
    Vary: 'Authorization, Cookie',
  });
  if (request.fresh) {
    response.status(304).end();
    return true;
  }
  return false;
}

/**
 * Answers with JSON, or with 304 where the client has it already.
 *
 * @param options - `scope` is what the answer depends on besides its `revision`
 */
export async function answerWithEntityTag(options: {
  request: Request;
  response: Response;
  scope: readonly unknown[];
  revision?: () => Promise<string>;
  answer: () => Promise<unknown>;
}): Promise<void> {
  const { request, response, scope } = options;
  // Before the answer is read: what changes in between then belongs to the next revision.
  const revision = await options.revision?.();
  if (
    revision !== undefined &&
    isCurrent(request, response, entityTag(...scope, revision))
  ) {
    return;
  }
  let body: unknown;
  try {
    body = await options.answer();
  } catch (error) {
    // The tag of an error would tell whether what is not shown is there, and when it changes.
    response.removeHeader('ETag');
    throw error;
  }
  const text = body instanceof JsonText ? body.text : JSON.stringify(body);
  if (
    revision === undefined &&
    isCurrent(request, response, entityTag(...scope, text))
  ) {
    return;
  }
  response.type('application/json').send(text);
}
