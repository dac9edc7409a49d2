import { PortlightError } from '@portlight/plugin-portlight-common';

const FIELDS = [
  'name',
  'title',
  'environment',
  'owner',
  'tags',
  'description',
] as const;

/** What the backend said is wrong with one field, to be shown at it; undefined where it is about none. */
export function fieldProblems(
  error: unknown,
): Record<string, string> | undefined {
  const parameter =
    error instanceof PortlightError
      ? // `body.name`, `/name`, `tags[3]`
        error.parameter?.replace(/^(body)?[./]*/, '').replace(/[[./].*$/, '')
      : undefined;
  const field = FIELDS.find(candidate => candidate === parameter);
  return field && { [field]: (error as PortlightError).message };
}
