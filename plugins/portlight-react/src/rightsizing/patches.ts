import type { Rightsizing } from '@portlight/plugin-portlight-common';

type Target = Pick<Rightsizing, 'cluster' | 'namespace' | 'kind' | 'workload'>;

/** What identifies a workload. */
export const workloadKey = ({ cluster, namespace, kind, workload }: Target) =>
  [cluster, namespace, kind, workload].join('/');

/** A comment in YAML; whatever a name holds, it stays on its line. */
const comment = (text: string) =>
  text
    .split(/[\r\n\u0085\u2028\u2029]+/)
    .map(line => `# ${line}\n`)
    .join('');

/** The patches of several workloads as one YAML stream; each with the cluster it is for and how it is applied. */
export function joinPatches(
  items: readonly (Target & Pick<Rightsizing, 'patch' | 'command'>)[],
): string {
  return items
    .filter(({ patch }) => patch !== undefined)
    .map(({ cluster, namespace, kind, workload, patch, command }) =>
      [
        comment(`${kind} ${namespace}/${workload} in cluster ${cluster}`),
        command === undefined ? '' : comment(command),
        `${patch!.replace(/^---[^\S\n]*\n/, '').trimEnd()}\n`,
      ].join(''),
    )
    .join('---\n');
}
