import type { Cluster } from '@portlight/plugin-portlight-common';
import type { SourceCluster } from '@portlight/plugin-portlight-node';
import { pendingDocument } from '../../inventory';
import { REGISTERED_SOURCE } from './RegisteredSource';

/** A cluster that the mirror has not seen yet. */
export function newDocument(cluster: SourceCluster): Cluster {
  return pendingDocument({ ...cluster, source: REGISTERED_SOURCE });
}

/** A document as it will be when the mirror has seen what people say of the cluster now. */
export function describedDocument(
  document: Cluster,
  cluster: SourceCluster,
): Cluster {
  const { title, tags, environment, description, owner } = newDocument(cluster);
  return { ...document, title, tags, environment, description, owner };
}
