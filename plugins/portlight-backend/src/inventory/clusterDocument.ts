import type {
  Cluster,
  ClusterHealth,
  ClusterFigures,
  ResourceFigures,
} from '@portlight/plugin-portlight-common';
import type { FleetCluster } from '../clusters';
import type { ContactState } from './ClusterContact';
import type { StatusPart } from './clusterStatus';

/** What a cluster's document is put together from. */
export interface DocumentInput {
  cluster: FleetCluster;
  status: StatusPart;
  contact: ContactState;
  /** Absent until enough has been read to say anything. */
  figures?: ClusterFigures;
  /** The document of before a restart: what a server said then is better than nothing. */
  previous?: Cluster;
}

/** The Cluster of the API. Optional fields that are not known are absent. */
export function clusterDocument(input: DocumentInput): Cluster {
  const { cluster, status, contact, figures, previous } = input;
  const document: Cluster = {
    name: cluster.name,
    title: cluster.title || cluster.name,
    source: cluster.source,
    ...status,
    health: health(input),
    regions: figures?.regions ?? previous?.regions ?? [],
    tags: cluster.tags ?? [],
  };
  const usage = contact.usage;
  const optional: Partial<Cluster> = {
    version: contact.version ?? previous?.version,
    provider: figures?.provider ?? previous?.provider,
    environment: cluster.environment,
    description: cluster.description,
    owner: cluster.owner,
    dashboardUrl: cluster.dashboardUrl,
    counts: isEmpty(figures?.counts) ? undefined : figures?.counts,
    cpu: withUsage(figures?.cpu, usage?.cpu),
    memory: withUsage(figures?.memory, usage?.memory),
    usageUnavailable: contact.usageUnavailable,
  };
  for (const [name, value] of Object.entries(optional)) {
    if (value !== undefined) Object.assign(document, { [name]: value });
  }
  return document;
}

function isEmpty(counts: Cluster['counts']): boolean {
  return counts === undefined || Object.keys(counts).length === 0;
}

function withUsage(
  figures: ResourceFigures | undefined,
  used: number | undefined,
): ResourceFigures | undefined {
  return !figures || used === undefined ? figures : { ...figures, used };
}

const REASONS: Record<Cluster['status'], string> = {
  active: 'Incomplete',
  pending: 'NotReadYet',
  unreachable: 'Unreachable',
  error: 'NotReadable',
  maintenance: 'Maintenance',
  signInRequired: 'SignInRequired',
};

/** A cluster that is not heard is not known to be healthy, whatever was true when it was. */
function health({ status, figures }: DocumentInput): ClusterHealth {
  if (status.status !== 'active' || !figures) {
    return {
      status: 'unknown',
      reasons: [
        {
          reason: REASONS[status.status],
          message:
            status.statusMessage ?? 'Not enough of the cluster can be read.',
        },
      ],
    };
  }
  return figures.health;
}
