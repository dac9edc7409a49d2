import { applyPatch, type Operation } from 'fast-json-patch';
import { ApiError, badRequest } from '../../../store';

/** The API server's own bound. */
const MAXIMUM_OPERATIONS = 10_000;

/**
 * A JSON patch (RFC 6902).
 *
 * @throws ApiError `Invalid` when it does not fit, in the few words that the API server has for that
 */
export function applyJsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    );
  }
  if (patch.length > MAXIMUM_OPERATIONS) {
    throw new ApiError(
      413,
      'RequestEntityTooLarge',
      `Request entity too large: The allowed maximum operations in a JSON patch is ${MAXIMUM_OPERATIONS}, got ${patch.length}`,
      {},
    );
  }
  try {
    // On a copy of its own: it writes into the document, which the store shares.
    return applyPatch(target, patch as Operation[], true, false).newDocument;
  } catch {
    throw new ApiError(
      422,
      'Invalid',
      'the server rejected our request due to an error in our request',
      {},
    );
  }
}
