import type {
  Cluster,
  ClusterHealthStatus,
  ClusterStatus,
  HealthStatus,
  MetricsSource,
  Severity,
  Worker,
} from '@portlight/plugin-portlight-common';
import type { Meaning } from '../host/theme';

/** Shapes that are told apart without their colour. */
export type StatusShape =
  | 'check'
  | 'arc'
  | 'octagon'
  | 'diamond'
  | 'triangle'
  | 'pause'
  | 'question'
  | 'info'
  | 'broken'
  | 'wrench'
  | 'key';

/** How a status looks and reads, everywhere. */
export interface StatusLook {
  shape: StatusShape;
  meaning: Meaning;
  word: string;
}

/** Every status that views show: of objects, clusters, problems and of the mirror. */
export type AnyStatus =
  | HealthStatus
  | ClusterHealthStatus
  | ClusterStatus
  | Severity
  | MetricsSource['status']
  | 'detected'
  | Worker['state'];

const LOOKS: Record<AnyStatus, StatusLook> = {
  healthy: { shape: 'check', meaning: 'good', word: 'Healthy' },
  progressing: { shape: 'arc', meaning: 'busy', word: 'Progressing' },
  degraded: { shape: 'octagon', meaning: 'bad', word: 'Degraded' },
  suspended: { shape: 'pause', meaning: 'none', word: 'Suspended' },
  unknown: { shape: 'question', meaning: 'none', word: 'Unknown' },

  critical: { shape: 'diamond', meaning: 'bad', word: 'Critical' },
  warning: { shape: 'triangle', meaning: 'warn', word: 'Warning' },
  info: { shape: 'info', meaning: 'none', word: 'Info' },

  active: { shape: 'check', meaning: 'good', word: 'Active' },
  pending: { shape: 'question', meaning: 'none', word: 'Not read yet' },
  unreachable: { shape: 'broken', meaning: 'warn', word: 'Unreachable' },
  error: { shape: 'triangle', meaning: 'bad', word: 'Error' },
  maintenance: { shape: 'wrench', meaning: 'none', word: 'Maintenance' },
  signInRequired: { shape: 'key', meaning: 'busy', word: 'Needs your sign-in' },

  watching: { shape: 'check', meaning: 'good', word: 'Watching' },
  listing: { shape: 'arc', meaning: 'busy', word: 'Listing' },
  waiting: { shape: 'triangle', meaning: 'warn', word: 'Waiting to retry' },
  unavailable: { shape: 'key', meaning: 'warn', word: 'Not available' },
  stopped: { shape: 'pause', meaning: 'none', word: 'Stopped' },

  available: { shape: 'check', meaning: 'good', word: 'Answers' },
  failing: { shape: 'triangle', meaning: 'bad', word: 'Failing' },
  absent: { shape: 'question', meaning: 'none', word: 'Not installed' },
  detected: { shape: 'info', meaning: 'none', word: 'Detected' },
};

/** How a status looks; what a newer backend may send and this view does not know is shown as unknown. */
export function statusLook(status: AnyStatus | string): StatusLook {
  if (Object.hasOwn(LOOKS, status)) return LOOKS[status as AnyStatus];
  return { ...LOOKS.unknown, word: status || LOOKS.unknown.word };
}

/** The one word for a cluster: that it cannot be read says more than what its old data says. */
export function clusterStatusOf(
  cluster: Pick<Cluster, 'status' | 'health'>,
): ClusterStatus | ClusterHealthStatus {
  return cluster.status === 'active' ? cluster.health.status : cluster.status;
}

/** Cluster statuses in the order in which somebody has to act on them. */
const CLUSTER_URGENCY: readonly string[] = [
  'critical',
  'error',
  'unreachable',
  'degraded',
  'unknown',
  'signInRequired',
  'pending',
  'maintenance',
  'healthy',
];

/** For sorting clusters: smaller is more urgent. */
export function clusterUrgency(cluster: Pick<Cluster, 'status' | 'health'>) {
  const index = CLUSTER_URGENCY.indexOf(clusterStatusOf(cluster));
  return index < 0 ? CLUSTER_URGENCY.length : index;
}
