import type { KubeconfigRefusal, RefusalCode } from './types';

/** Collects what is not accepted. */
export class Refusals {
  readonly all: KubeconfigRefusal[] = [];

  add(field: string, code: RefusalCode, message: string): void {
    this.all.push({ field, code, message });
  }
}

/** Whether a field says something; `""`, `null` and `[]` are how tools write nothing. */
export function isSet(value: unknown): boolean {
  return !(
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** Whether a text has characters that are not for display: line breaks, NUL, direction marks, ... */
export function hasControls(text: string): boolean {
  return /[\p{C}\u2028\u2029]/u.test(text);
}
