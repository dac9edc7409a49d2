import { ownerRef } from '@portlight/plugin-portlight-common';
import { z } from 'zod';

// Neither a name, a tag, a label nor a reference has control characters in it, and no database wants them.
const text = z
  .string()
  .max(1024)
  .regex(/^\P{C}*$/u, 'Control characters are not allowed');

/** A list of names of which any may match. */
export function names(description: string) {
  return z.array(text).describe(description);
}

/** The entity references of whoever asks. */
export const claims = z
  .array(text)
  .describe(
    "Entity references of owners, such as the ownershipEntityRefs of the user's credentials",
  );

/** Key and value of a label. */
export const label = z.object({
  key: text.describe('Key of the label'),
  value: text
    .optional()
    .describe('Value of the label; any value when it is absent'),
});

/** Whether a property that may be absent is among values. */
export function among(
  values: readonly string[],
  value: string | undefined,
): boolean {
  return value !== undefined && values.includes(value);
}

/** Whether the labels have one, with the value where one is given. */
export function hasLabel(
  labels: Record<string, string>,
  { key, value }: { key: string; value?: string },
): boolean {
  return (
    Object.hasOwn(labels, key) && (value === undefined || labels[key] === value)
  );
}

/** References as owners are written in the mirror. */
export function owners(refs: readonly string[]): string[] {
  return refs.map(ownerRef);
}
