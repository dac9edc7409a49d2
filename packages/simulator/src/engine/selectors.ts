/** A selector as Deployments and others have it. */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: SelectorRequirement[];
}

/** One line of a selector, of labels or of node affinity. */
export interface SelectorRequirement {
  key: string;
  operator: string;
  values?: string[];
}

/** Whether labels match; an absent selector matches nothing, an empty one everything. */
export function selectorMatches(
  selector: LabelSelector | undefined,
  labels: Record<string, string> = {},
): boolean {
  if (!selector) {
    return false;
  }
  return (
    labelsMatch(selector.matchLabels ?? {}, labels) &&
    (selector.matchExpressions ?? []).every(requirement =>
      requirementMatches(requirement, labels),
    )
  );
}

/** Whether all the wanted labels are there. */
export function labelsMatch(
  wanted: Record<string, string>,
  labels: Record<string, string> = {},
): boolean {
  for (const key in wanted) {
    if (labels[key] !== wanted[key]) {
      return false;
    }
  }
  return true;
}

/** Whether labels fulfil one requirement. */
export function requirementMatches(
  requirement: SelectorRequirement,
  labels: Record<string, string>,
): boolean {
  const value = labels[requirement.key];
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}
