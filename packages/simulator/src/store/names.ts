import { invalid } from './ApiError';
import type { ResourceDefinition } from './ResourceDefinition';

const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const LABEL_RULE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

/** Kinds whose names may hold nearly anything but a path separator: RBAC names such as `system:node`. */
const PATH_SEGMENT_GROUPS = new Set(['rbac.authorization.k8s.io']);

function ruleFor(resource: ResourceDefinition): {
  pattern: RegExp;
  rule: string;
  maximum: number;
} {
  if (resource.group === '' && resource.resource === 'namespaces') {
    return { pattern: LABEL, rule: LABEL_RULE, maximum: 63 };
  }
  if (resource.group === '' && resource.resource === 'services') {
    return { pattern: LABEL, rule: LABEL_RULE, maximum: 63 };
  }
  return { pattern: SUBDOMAIN, rule: SUBDOMAIN_RULE, maximum: 253 };
}

/**
 * Checks a new object's name as the API server does.
 *
 * @throws ApiError `Invalid`
 *
 * @public
 */
export function checkName(
  resource: ResourceDefinition,
  name: string | undefined,
): void {
  if (!name) {
    throw invalid(resource, '', [
      {
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
        field: 'metadata.name',
      },
    ]);
  }
  const findings: string[] = [];
  if (PATH_SEGMENT_GROUPS.has(resource.group)) {
    if (name === '.' || name === '..' || /[/%]/.test(name)) {
      findings.push("may not contain '/'");
    }
  } else {
    const { pattern, rule, maximum } = ruleFor(resource);
    if (name.length > maximum) {
      findings.push(`must be no more than ${maximum} characters`);
    }
    if (maximum === 63 && name.includes('.')) {
      findings.push('must not contain dots');
    } else if (
      // Bounded before the pattern runs: a name comes from a stranger.
      !pattern.test(name.slice(0, 1024))
    ) {
      findings.push(rule);
    }
  }
  if (findings.length > 0) {
    throw invalid(
      resource,
      name,
      findings.map(finding => ({
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(name)}: ${finding}`,
        field: 'metadata.name',
      })),
    );
  }
}
