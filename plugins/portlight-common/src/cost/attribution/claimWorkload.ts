import type { CostClaim } from '../../api/types';
import { DEFAULT_OWNER_KEYS } from '../../inventory';
import type { AttributedObject, EntityOwnership } from './types';

/** What stands where whoever claims something writes their team. */
const TEAM = 'group:default/YOUR-TEAM';

/** What is made by something else again and again, so that what is written on it is soon lost. */
const MADE_BY_OTHERS: ReadonlySet<string> = new Set([
  'Job',
  'Node',
  'Pod',
  'ReplicaSet',
]);

/** A text in YAML: as it is where it can be nothing but a text, else as JSON has it, which YAML takes too. */
function yaml(text: string): string {
  const isPlain =
    /^[A-Za-z][\w./-]*$/.test(text) &&
    !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

/** A text as an argument of a shell. */
function shell(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}

/** A name that the catalog takes. */
function entityName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-')
      .slice(0, 63)
      .replace(/^-+|-+$/g, '') || 'workload'
  );
}

/** A catalog-info.yaml of an entity that selects the workload. */
function catalogInfo(
  { cluster, namespace }: AttributedObject,
  { kind, name }: { kind: string; name: string },
): string {
  return [
    'apiVersion: backstage.io/v1alpha1',
    'kind: Component',
    'metadata:',
    `  name: ${entityName(name)}`,
    '  annotations:',
    `    portlight.io/workload: ${yaml(`${kind}/${name}`)}`,
    `    backstage.io/kubernetes-namespace: ${yaml(namespace)}`,
    `    backstage.io/kubernetes-cluster: ${yaml(cluster)}`,
    'spec:',
    '  type: service',
    '  lifecycle: production',
    `  owner: ${TEAM}`,
    '',
  ].join('\n');
}

/**
 * How somebody claims a workload that nobody owns: by giving the entity that selects it an owner, else by an annotation
 * on it or by an entity of its own.
 *
 * @param entity - what selects it and has no owner, with where its file is edited or its page
 * @param key - the annotation that owners are read from first; default `portlight.io/owner`
 * @public
 */
export function claimWorkload(
  object: AttributedObject & { workload: { kind: string; name: string } },
  entity: (Pick<EntityOwnership, 'ref'> & { url?: string }) | undefined,
  key: string = DEFAULT_OWNER_KEYS[0],
): CostClaim {
  const { namespace, workload } = object;
  if (entity) {
    return {
      kind: 'entity',
      message: `${entity.ref} in the catalog selects it, but has no owner: set \`spec.owner\` there`,
      entity: entity.ref,
      ...(entity.url === undefined ? {} : { url: entity.url }),
    };
  }
  const annotation = `${key}=${TEAM}`;
  return {
    kind: 'label',
    message: MADE_BY_OTHERS.has(workload.kind)
      ? `Annotate what makes this ${workload.kind} with \`${key}\`, since it is made anew again and again; or register an entity that selects it`
      : `Annotate it with \`${key}\`, best where its manifest is kept; or register an entity that selects it`,
    patch: [
      'metadata:',
      '  annotations:',
      `    ${yaml(key)}: ${TEAM}`,
      '',
    ].join('\n'),
    command: [
      'kubectl annotate',
      shell(workload.kind.toLowerCase()),
      shell(workload.name),
      shell(annotation),
      `--namespace ${shell(namespace)}`,
    ].join(' '),
    catalogInfo: catalogInfo(object, workload),
  };
}
