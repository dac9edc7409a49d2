import type { LinkTarget } from '../host/PortlightHost';

/** The way from the fleet to an object in a namespace (or to one without). */
export function trailTo(
  cluster: string,
  namespace?: string,
): { label: string; to?: LinkTarget }[] {
  return [
    { label: 'Fleet', to: { page: 'fleet' } },
    { label: cluster, to: { page: 'cluster', cluster } },
    ...(namespace === undefined
      ? []
      : [
          {
            label: namespace,
            to: { page: 'namespace' as const, cluster, namespace },
          },
        ]),
  ];
}
