import {
  type Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ownerRef,
  PROVIDED_CLUSTER_ANNOTATION,
} from '@portlight/plugin-portlight-common';
import type { ClusterDescription } from '../describedClusters';
import { serverAddress } from './serverAddress';

/** Annotations of cluster entities as the kubernetes plugin reads them, and ours. */
export const CLUSTER_ANNOTATIONS = {
  apiServer: 'kubernetes.io/api-server',
  certificateAuthority: 'kubernetes.io/api-server-certificate-authority',
  authProvider: 'kubernetes.io/auth-provider',
  dashboardUrl: 'kubernetes.io/dashboard-url',
  environment: 'portlight.io/environment',
} as const;

/** A cluster as an entity of the catalog describes it. */
export interface CatalogCluster {
  name: string;
  entityRef: string;
  /** The API server's address; nothing where the annotation has none. */
  server?: string;
  authProvider: string;
  description: ClusterDescription;
}

const LONGEST = { line: 253, text: 1000, tags: 50 };

function line(text: unknown): string | undefined {
  return typeof text === 'string' && text.trim()
    ? text
        .replace(/\p{C}+/gu, ' ')
        .trim()
        .slice(0, LONGEST.line)
    : undefined;
}

/** An address to click on: `data:` and worse are none. */
function webAddress(text: unknown): string | undefined {
  return typeof text === 'string' &&
    /^https?:\/\//i.test(text) &&
    URL.canParse(text)
    ? text
    : undefined;
}

/** The relation has the whole reference; what is written in the entity may leave out kind and namespace. */
function owner({ relations, spec }: Entity): string | undefined {
  const related = relations?.find(({ type }) => type === RELATION_OWNED_BY);
  const written = line(related?.targetRef ?? spec?.owner);
  return written && ownerRef(written);
}

function defined(description: ClusterDescription): ClusterDescription {
  return Object.fromEntries(
    Object.entries(description).filter(([, value]) => value !== undefined),
  );
}

/**
 * What an entity says of a cluster. Entities are written by many people: texts are cut, and nothing of them
 * is used to sign in.
 *
 * @returns nothing for entities that Portlight has made itself
 */
export function readClusterEntity(entity: Entity): CatalogCluster | undefined {
  const { metadata } = entity;
  const annotations = metadata.annotations ?? {};
  if (annotations[PROVIDED_CLUSTER_ANNOTATION] !== undefined) return undefined;
  const tags = (metadata.tags ?? []).flatMap(tag => line(tag) ?? []);
  return {
    name: metadata.name,
    entityRef: stringifyEntityRef(entity),
    server: serverAddress(annotations[CLUSTER_ANNOTATIONS.apiServer]),
    authProvider: line(annotations[CLUSTER_ANNOTATIONS.authProvider]) ?? '',
    description: defined({
      title: line(metadata.title),
      description: metadata.description?.trim().slice(0, LONGEST.text),
      owner: owner(entity),
      tags: tags.length > 0 ? tags.slice(0, LONGEST.tags) : undefined,
      environment: line(annotations[CLUSTER_ANNOTATIONS.environment]),
      dashboardUrl: webAddress(annotations[CLUSTER_ANNOTATIONS.dashboardUrl]),
    }),
  };
}
