import {
  KINDS,
  type Cluster,
  type ClusterCounts,
  type ClusterFigures,
  type ClusterHealth,
  type ResourceFigures,
} from '@portlight/plugin-portlight-common';
import type { FleetCluster } from '../clusters';
import type { ContactState } from './ClusterContact';
import { clusterStatus, type StatusPart } from './clusterStatus';

/** What a cluster's document is put together from. */
export interface DocumentInput {
  cluster: FleetCluster;
  status: StatusPart;
  contact: ContactState;
  /** Absent until enough has been read to say anything. */
  figures?: ClusterFigures;
  /** Kinds that have been read in this run. */
  listed: ReadonlySet<string>;
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
    counts: counts(input),
    cpu: withUsage(figures?.cpu, usage?.cpu),
    memory: withUsage(figures?.memory, usage?.memory),
    usageUnavailable: contact.usageUnavailable,
  };
  for (const [name, value] of Object.entries(optional)) {
    if (value !== undefined) Object.assign(document, { [name]: value });
  }
  return document;
}

/** A cluster of which nothing is known but that it is there. */
export function pendingDocument(cluster: FleetCluster): Cluster {
  return clusterDocument({
    cluster,
    status: clusterStatus({
      signInRequired: cluster.signInRequired,
      maintenance: cluster.maintenance,
      kinds: [],
      hasData: false,
      stopped: false,
      now: 0,
      staleAfter: 0,
    }),
    contact: { reached: false },
    listed: new Set(),
  });
}

const WORKLOADS = KINDS.filter(
  ({ kind, workload }) => workload && kind !== 'Pod',
).map(({ kind }) => kind);

/** What has to be read for a count to be one. */
const COUNTED: Record<keyof ClusterCounts, readonly string[]> = {
  nodes: ['Node'],
  nodesReady: ['Node'],
  namespaces: ['Namespace'],
  workloads: WORKLOADS,
  workloadsFailing: WORKLOADS,
  pods: ['Pod'],
};

/** Without what may have changed since a kind could be read last: never 0, and nothing old, for unknown. */
function counts({ figures, listed }: DocumentInput): Cluster['counts'] {
  const known = Object.entries(figures?.counts ?? {}).filter(
    ([name]) =>
      // After a restart, until kinds are followed again: what was loaded is what was counted.
      listed.size === 0 ||
      COUNTED[name as keyof ClusterCounts].every(kind => listed.has(kind)),
  );
  return known.length > 0 ? Object.fromEntries(known) : undefined;
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
