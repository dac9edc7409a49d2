import type { Entity } from '@backstage/catalog-model';
import {
  type Cluster,
  PROVIDED_CLUSTER_ANNOTATION,
} from '@portlight/plugin-portlight-common';
import { entity, entityName, ownerOf } from '../entities';

/** A tag as the catalog takes it; undefined where nothing of it is left. */
function tag(text: string): string | undefined {
  const clean = text
    .toLowerCase()
    .replace(/[^a-z0-9+#]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return clean || undefined;
}

function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url);
}

/**
 * A cluster as a `Resource` of type `kubernetes-cluster`. It has nothing that changes by itself (status, counts): the
 * catalog processes and searches anew what changes, and Portlight shows these as they are.
 */
export function clusterEntity(cluster: Cluster, defaultOwner: string): Entity {
  const { name, title, description, environment, dashboardUrl } = cluster;
  const tags = [
    ...new Set(
      [...cluster.tags, environment, cluster.provider]
        .map(text => (text ? tag(text) : undefined))
        .filter(text => text !== undefined),
    ),
  ];
  return entity(
    'Resource',
    {
      name: entityName(name),
      title: title === name ? undefined : title,
      description,
      tags,
      links: isWebAddress(dashboardUrl)
        ? [{ url: dashboardUrl, title: 'Dashboard', icon: 'dashboard' }]
        : undefined,
      annotations: {
        [PROVIDED_CLUSTER_ANNOTATION]: name,
        ...(environment && { 'portlight.io/environment': environment }),
        ...(cluster.version && {
          'portlight.io/kubernetes-version': cluster.version,
        }),
      },
    },
    {
      type: 'kubernetes-cluster',
      owner: ownerOf(cluster.owner, defaultOwner),
    },
  );
}
