import { printable } from '../printable';

/** Why a file, or one document in it, could not be read. */
export interface InputError {
  file: string;
  /** From 1; absent where nothing could be read at all. */
  line?: number;
  /** From 1. */
  column?: number;
  message: string;
}

/** Such as `deploy.yaml:12:3: ...`, which editors and CI systems link to. */
export function formatInputError({
  file,
  line,
  column,
  message,
}: InputError): string {
  const place = [file, line, column].filter(part => part !== undefined);
  return printable(`${place.join(':')}: ${message}`);
}
