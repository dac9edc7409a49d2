/** Labels as Prometheus writes them, without braces: `code="200", method="GET"`; nothing for none. */
export function formatLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ');
}

/** The labels that are not the same in all, so that a legend says only what tells its lines apart. */
export function distinguishingLabels<T extends Record<string, string>>(
  all: readonly T[],
): string[] {
  const names = new Set(all.flatMap(labels => Object.keys(labels)));
  return [...names]
    .sort()
    .filter(name => new Set(all.map(labels => labels[name])).size > 1);
}

/**
 * A set of labels in as few words as tell it apart from its siblings: of several only the values, in the order of the
 * names given.
 */
export function shortLabels(
  labels: Readonly<Record<string, string>>,
  distinguishing: readonly string[],
): string {
  const entries = distinguishing.map(
    name => [name, Object.hasOwn(labels, name) ? labels[name] : ''] as const,
  );
  if (entries.length === 0) return formatLabels(labels) || 'all';
  const [[name, value]] = entries;
  return entries.length === 1
    ? `${name} ${value || '(empty)'}`
    : entries.map(([, own]) => own || '(empty)').join(', ');
}

/** The same labels, whatever their order. */
export const labelsKey = (labels: Readonly<Record<string, string>>) =>
  JSON.stringify(Object.entries(labels).sort());
