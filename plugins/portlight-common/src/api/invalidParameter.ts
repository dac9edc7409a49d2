import { PortlightError } from './PortlightApi';

/**
 * The error for a parameter that cannot be used.
 *
 * @param message - what is wrong with it, and what to send instead
 * @public
 */
export function invalidParameter(
  parameter: string,
  message: string,
): PortlightError {
  return new PortlightError({
    code: 'invalid-parameter',
    status: 400,
    parameter,
    message,
  });
}
