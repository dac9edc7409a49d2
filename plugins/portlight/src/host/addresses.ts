import { parseEntityRef } from '@backstage/catalog-model';
import type { LinkTarget } from '@portlight/plugin-portlight-react';

const segment = encodeURIComponent;

const withSearch = (path: string, search?: string) =>
  search ? `${path}?${search.replace(/^\?/, '')}` : path;

/**
 * Addresses of pages in Backstage.
 *
 * @param base - where the fleet page is mounted, such as `/fleet`
 * @param target - the page
 * @returns undefined where there is no such page
 */
export function addressOf(
  base: string,
  target: LinkTarget,
): string | undefined {
  const root = base.replace(/\/+$/, '');
  const cluster = (name: string) => `${root}/clusters/${segment(name)}`;
  switch (target.page) {
    case 'fleet':
      return withSearch(root || '/', target.search);
    case 'sync':
      return withSearch(`${root}/sync`, target.search);
    case 'cluster':
      return withSearch(
        target.tab && target.tab !== 'overview'
          ? `${cluster(target.cluster)}/${target.tab}`
          : cluster(target.cluster),
        target.search,
      );
    case 'node':
      return `${cluster(target.cluster)}/nodes/${segment(target.name)}`;
    case 'workload':
      return `${cluster(target.cluster)}/namespaces/${segment(
        target.namespace,
      )}/workloads/${segment(target.kind)}/${segment(target.name)}`;
    case 'pod':
      return `${cluster(target.cluster)}/namespaces/${segment(
        target.namespace,
      )}/pods/${segment(target.name)}`;
    case 'entity': {
      try {
        const { kind, namespace, name } = parseEntityRef(target.entityRef);
        return `/catalog/${segment(
          namespace.toLocaleLowerCase('en-US'),
        )}/${segment(kind.toLocaleLowerCase('en-US'))}/${segment(name)}`;
      } catch {
        // an owner label may hold any text; only catalog references lead somewhere
        return undefined;
      }
    }
    default:
      return undefined;
  }
}
