import { parseEntityRef } from '@backstage/catalog-model';
import type { LinkTarget } from '@portlight/plugin-portlight-react';

const segment = encodeURIComponent;

const withSearch = (path: string, search?: string) =>
  search ? `${path}?${search.replace(/^\?/, '')}` : path;

interface Located {
  cluster: string;
  namespace: string;
}

/** The first tab has the address of the page itself. */
const withTab = (path: string, tab: string | undefined, first: string) =>
  tab === undefined || tab === first ? path : `${path}/${tab}`;

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
  const within = ({ cluster: name, namespace }: Located) =>
    `${cluster(name)}/namespaces/${segment(namespace)}`;
  switch (target.page) {
    case 'fleet':
      return withSearch(root || '/', target.search);
    case 'sync':
      return withSearch(`${root}/sync`, target.search);
    case 'sources':
      return withSearch(`${root}/sync/sources`, target.search);
    case 'cluster':
      return withSearch(
        withTab(cluster(target.cluster), target.tab, 'overview'),
        target.search,
      );
    case 'node':
      return withTab(
        `${cluster(target.cluster)}/nodes/${segment(target.name)}`,
        target.tab,
        'overview',
      );
    case 'costs':
      return withSearch(
        withTab(`${root}/costs`, target.tab, 'overview'),
        target.search,
      );
    case 'namespace':
      return withTab(within(target), target.tab, 'overview');
    case 'workload':
      return withTab(
        `${within(target)}/workloads/${segment(target.kind)}/${segment(
          target.name,
        )}`,
        target.tab,
        'overview',
      );
    case 'pod':
      return withTab(
        `${within(target)}/pods/${segment(target.name)}`,
        target.tab,
        'overview',
      );
    case 'service':
      return withTab(
        `${within(target)}/services/${segment(target.name)}`,
        target.tab,
        'peers',
      );
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
