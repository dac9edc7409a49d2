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
  return [...names].filter(
    name => new Set(all.map(labels => labels[name])).size > 1,
  );
}

/** A set of labels in as few words as tell it apart from its siblings. */
export function shortLabels(
  labels: Readonly<Record<string, string>>,
  distinguishing: readonly string[],
): string {
  const entries = Object.entries(labels).filter(([name]) =>
    distinguishing.includes(name),
  );
  if (entries.length === 0) return formatLabels(labels) || 'all';
  return entries.length === 1
    ? `${entries[0][0]} ${entries[0][1] || '(empty)'}`
    : formatLabels(Object.fromEntries(entries));
}

/** The same labels, whatever their order. */
export const labelsKey = (labels: Readonly<Record<string, string>>) =>
  JSON.stringify(Object.entries(labels).sort());
