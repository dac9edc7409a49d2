/** A patch with the command that applies it. @public */
export interface BundledPatch {
  /** Where it is for; several clusters may be in a bundle. */
  cluster: string;
  /** YAML. */
  patch: string;
  /** Lines for a shell. */
  command?: string;
}

function comment(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029\u0085]/)
    .map(line => `# ${line}`)
    .join('\n');
}

/**
 * Patches as one file of YAML documents, each with what it is for.
 *
 * @public
 */
export function patchBundle(patches: readonly BundledPatch[]): string {
  return patches
    .map(({ cluster, patch, command }) =>
      [
        '---',
        comment(`Cluster: ${cluster}`),
        ...(command ? [comment(command)] : []),
        patch.trimEnd(),
        '',
      ].join('\n'),
    )
    .join('');
}
