import type { ClusterRole } from '../api/types';
import type { KindDefinition } from '../inventory';

/** A text as a YAML scalar: JSON's strings are YAML's. */
function scalar(text: string): string {
  return JSON.stringify(text);
}

function rule(
  fields: Record<string, readonly string[]>,
  comment?: string,
): string {
  const lines = Object.entries(fields).map(
    ([key, values], index) =>
      `${index === 0 ? '  - ' : '    '}${key}: [${values
        .map(scalar)
        .join(', ')}]`,
  );
  return [...(comment ? [`  # ${comment}`] : []), ...lines].join('\n');
}

/**
 * The least ClusterRole that the mirror needs, as a YAML manifest: it may list and watch the kinds that
 * are mirrored, and read the server's version and readiness. Nothing can be changed with it.
 *
 * @param kinds - the kinds to mirror
 * @param missing - rules that credentials lack now; they are marked in the manifest
 * @public
 */
export function describeClusterRole(
  kinds: readonly KindDefinition[],
  missing: ClusterRole['missing'] = [],
): string {
  const groups = new Map<string, KindDefinition[]>();
  for (const kind of kinds) {
    groups.set(kind.group, [...(groups.get(kind.group) ?? []), kind]);
  }
  const rules = [...groups].map(([group, ofGroup]) => {
    const resources = ofGroup.map(({ resource }) => resource).sort();
    const lacking = resources.filter(resource =>
      missing.some(
        item => item.apiGroup === group && item.resource === resource,
      ),
    );
    const notes = [
      // RBAC cannot say "only of this type" or "only metadata".
      resources.includes('secrets')
        ? 'Of secrets, only the metadata of Helm releases is asked for.'
        : '',
      lacking.length > 0 ? `Missing now: ${lacking.join(', ')}.` : '',
    ].filter(Boolean);
    return rule(
      { apiGroups: [group], resources, verbs: ['list', 'watch'] },
      notes.join(' '),
    );
  });
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRole',
    'metadata:',
    '  name: portlight-mirror',
    'rules:',
    ...rules,
    rule({
      nonResourceURLs: ['/version', '/readyz'],
      verbs: ['get'],
    }),
    '',
  ].join('\n');
}
