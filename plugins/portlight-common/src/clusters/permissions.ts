/**
 * A verb on a resource in all namespaces. A resource that begins with `/` is a path that is no resource, such
 * as `/version`.
 *
 * @public
 */
export interface ResourcePermission {
  /** Empty for the core group. */
  apiGroup: string;
  /** The plural, such as `deployments`. */
  resource: string;
  /** Such as `list`; `get` for a path. */
  verb: string;
}

/**
 * The `status` of a SelfSubjectRulesReview, as far as it is used; everything in it may be missing.
 *
 * @public
 */
export interface RulesReviewStatus {
  /** Rules on resources. */
  resourceRules?: {
    verbs?: string[];
    apiGroups?: string[];
    resources?: string[];
    resourceNames?: string[];
  }[];
  /** Rules on paths. */
  nonResourceRules?: { verbs?: string[]; nonResourceURLs?: string[] }[];
  /** There may be more than these rules: not every authorizer can list its own. */
  incomplete?: boolean;
}

function has(values: unknown, wanted: string): boolean {
  return (
    Array.isArray(values) && (values.includes('*') || values.includes(wanted))
  );
}

/** RBAC writes a subresource of all resources as a star before it. */
function hasResource(values: unknown, resource: string): boolean {
  const [, subresource] = resource.split('/');
  return (
    has(values, resource) ||
    (subresource !== undefined && has(values, `*/${subresource}`))
  );
}

function hasPath(patterns: unknown, path: string): boolean {
  return (
    Array.isArray(patterns) &&
    patterns.some(
      pattern =>
        pattern === path ||
        (typeof pattern === 'string' &&
          pattern.endsWith('*') &&
          path.startsWith(pattern.slice(0, -1))),
    )
  );
}

/** A server's list, whatever it really sent. */
function objects<Item extends object>(list: readonly Item[] | undefined) {
  return Array.isArray(list)
    ? list.filter(item => typeof item === 'object' && item !== null)
    : [];
}

function isAllowed(
  rules: RulesReviewStatus,
  { apiGroup, resource, verb }: ResourcePermission,
): boolean {
  if (resource.startsWith('/')) {
    return objects(rules.nonResourceRules).some(
      rule => has(rule.verbs, verb) && hasPath(rule.nonResourceURLs, resource),
    );
  }
  return objects(rules.resourceRules).some(
    rule =>
      // A rule with names allows these objects alone; a list of all of them is refused.
      !rule.resourceNames?.length &&
      has(rule.verbs, verb) &&
      has(rule.apiGroups, apiGroup) &&
      hasResource(rule.resources, resource),
  );
}

/**
 * Which permissions the rules do not give. Where the rules are incomplete, those may be given all the same.
 *
 * @public
 */
export function missingPermissions(
  rules: RulesReviewStatus,
  wanted: readonly ResourcePermission[],
): ResourcePermission[] {
  return wanted.filter(permission => !isAllowed(rules, permission));
}
