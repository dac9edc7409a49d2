/** A LabelSelector as objects carry it. */
export interface LabelSelectorObject {
  matchLabels?: Record<string, string>;
  matchExpressions?: {
    key: string;
    operator: string;
    values?: string[];
  }[];
}

/** Whether labels are selected; an absent selector selects nothing, an empty one everything. */
export function selectorMatches(
  selector: LabelSelectorObject | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  if (!selector) {
    return false;
  }
  return (
    Object.entries(selector.matchLabels ?? {}).every(
      ([key, value]) => labels[key] === value,
    ) &&
    (selector.matchExpressions ?? []).every(
      ({ key, operator, values = [] }) => {
        switch (operator) {
          case 'In':
            return labels[key] !== undefined && values.includes(labels[key]);
          case 'NotIn':
            return !values.includes(labels[key]);
          case 'Exists':
            return labels[key] !== undefined;
          case 'DoesNotExist':
            return labels[key] === undefined;
          default:
            return false;
        }
      },
    )
  );
}

/** The selector as one text, as `kubectl` and `/scale` write it. */
export function formatSelector(
  selector: LabelSelectorObject | undefined,
): string {
  const terms = Object.entries(selector?.matchLabels ?? {})
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`);
  for (const { key, operator, values = [] } of selector?.matchExpressions ??
    []) {
    const list = `(${[...values].sort().join(',')})`;
    switch (operator) {
      case 'In':
        terms.push(`${key} in ${list}`);
        break;
      case 'NotIn':
        terms.push(`${key} notin ${list}`);
        break;
      case 'Exists':
        terms.push(key);
        break;
      default:
        terms.push(`!${key}`);
    }
  }
  return terms.join(',');
}
