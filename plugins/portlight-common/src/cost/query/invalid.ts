import { PortlightError } from '../../api/PortlightApi';

/** The error for a parameter that cannot be read. */
export function invalid(parameter: string, message: string): PortlightError {
  return new PortlightError({
    code: 'invalid-parameter',
    status: 400,
    parameter,
    message,
  });
}

/** A part of what was sent, for an error that quotes it. */
export function excerpt(text: string, length = 40): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
