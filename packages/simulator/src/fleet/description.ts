import type { BehaviourRule } from '../engine/World';
import type { Taint } from '../engine/types';

/** What a program is written in: decides its image, its logs and how it uses what it asked for. */
export type Runtime =
  | 'go'
  | 'node'
  | 'java'
  | 'python'
  | 'nginx'
  | 'postgres'
  | 'redis'
  | 'kafka'
  | 'batch'
  | 'agent';

/** One program of the company, wherever it runs. */
export interface ServiceDescription {
  name: string;
  namespace: string;
  /** Default Deployment. */
  kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'CronJob' | 'Job';
  runtime: Runtime;
  /** The repository; default `registry.example.com/NAMESPACE/NAME`. */
  image?: string;
  /** Oldest first; the last one is what runs where no other is named. */
  versions: string[];
  /** Group of the catalog; default: the namespace's. */
  owner?: string;
  /** Requests, as quantities. */
  cpu: string;
  memory: string;
  cpuLimit?: string;
  memoryLimit?: string;
  port?: number;
  /** Cron schedule of a CronJob. */
  schedule?: string;
  /** How long a run of a Job takes. */
  runSeconds?: number;
  /** Target CPU utilization in percent, and the bounds. */
  autoscale?: { min: number; max: number; target: number };
  /** A PodDisruptionBudget's `maxUnavailable` or `minAvailable`. */
  budget?: { maxUnavailable?: number | string; minAvailable?: number | string };
  /** Host name in front; `{cluster}` is the cluster's domain. */
  host?: string;
  /** Size of each replica's volume, such as `50Gi`. */
  storage?: string;
  /** No `backstage.io/kubernetes-id` label: the catalog knows nothing of it. */
  uncatalogued?: boolean;
  nodeSelector?: Record<string, string>;
  tolerations?: { key?: string; operator: string; effect?: string }[];
  priorityClassName?: string;
  hostNetwork?: boolean;
  backoffLimit?: number;
  progressDeadlineSeconds?: number;
}

/** How many of a service run in a cluster, and which version where it is not the newest. */
export interface Placement {
  replicas?: number;
  version?: string;
}

/** Nodes of one machine type. */
export interface NodePool {
  name: string;
  count: number;
  instanceType: string;
  /** Capacity of one machine: cores and bytes as quantities. */
  cpu: string;
  memory: string;
  labels?: Record<string, string>;
  taints?: Taint[];
  /** Node names where the provider's are not generated. */
  names?: string[];
  architecture?: string;
}

/** @public */
export type ProviderName = 'eks' | 'gke' | 'aks' | 'k3s';

/** One cluster of the company. */
export interface ClusterDescription {
  name: string;
  title: string;
  provider: ProviderName;
  /** As `/version` has it. */
  version: string;
  region: string;
  zones: string[];
  environment: string;
  domain: string;
  /** Days ago that it was made. */
  ageDays: number;
  pools: NodePool[];
  /** By service name. */
  services: Record<string, Placement>;
  /** Whether the Prometheus operator is there. */
  monitors: boolean;
  /** What goes wrong here. */
  rules?: BehaviourRule[];
}

/** A namespace of the company. */
export interface NamespaceDescription {
  name: string;
  /** Group of the catalog; absent where nobody says whose it is. */
  owner?: string;
  system: string;
}
