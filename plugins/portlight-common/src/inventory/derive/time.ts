const TIMESTAMP =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * A Kubernetes timestamp as the API answers times: UTC, whole seconds, so that texts sort as times do.
 * Undefined for what is no timestamp.
 */
export function timestamp(value: unknown): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const match = TIMESTAMP.exec(value);
  if (!match) {
    return undefined;
  }
  if (match[2] === 'Z') {
    return `${match[1]}Z`;
  }
  const time = Date.parse(value);
  return Number.isNaN(time)
    ? undefined
    : new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
