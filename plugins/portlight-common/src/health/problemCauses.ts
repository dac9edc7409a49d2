import type { Severity } from '../api/types';

/** What is known of a cause of trouble. */
export interface ProblemCauseDefinition {
  /** The cause in plain words, such as `Containers keep crashing`. */
  title: string;
  /** Where the cause hits the whole object; less where part of it still works. */
  severity: Severity;
}

/**
 * The causes that "what is wrong now" groups by, the ones that explain others first.
 *
 * @public
 */
export const PROBLEM_CAUSES = Object.freeze({
  NodeNotReady: { title: 'Nodes are not ready', severity: 'critical' },
  NodePressure: {
    title: 'Nodes run out of memory, disk or process IDs',
    severity: 'warning',
  },
  CertificateInvalid: {
    title: 'Certificates are not valid or not trusted',
    severity: 'critical',
  },
  QuotaExceeded: {
    title: 'Pods are refused because a quota is used up',
    severity: 'critical',
  },
  PodsRefused: {
    title: 'Pods are refused by a policy or webhook',
    severity: 'critical',
  },
  CrashLoopBackOff: {
    title: 'Containers keep crashing',
    severity: 'critical',
  },
  OOMKilled: {
    title: 'Containers run out of memory',
    severity: 'warning',
  },
  ImagePullBackOff: {
    title: 'Images cannot be pulled',
    severity: 'critical',
  },
  ContainerConfigError: {
    title: 'Containers cannot be created or started',
    severity: 'critical',
  },
  VolumeNotMounted: {
    title: 'Volumes cannot be mounted',
    severity: 'critical',
  },
  PersistentVolumeClaimLost: {
    title: 'Volume claims have lost their volume',
    severity: 'critical',
  },
  PersistentVolumeClaimPending: {
    title: 'Volume claims get no volume',
    severity: 'warning',
  },
  PersistentVolumeFailed: {
    title: 'Volumes have failed',
    severity: 'warning',
  },
  Unschedulable: {
    title: 'Pods find no node to run on',
    severity: 'critical',
  },
  PodSandboxFailed: {
    title: 'Pods get no network or sandbox',
    severity: 'critical',
  },
  StartTooSlow: {
    title: 'Pods take too long to start',
    severity: 'warning',
  },
  ProbeFailing: {
    title: 'Probes fail: pods run but are not ready',
    severity: 'critical',
  },
  PodFailed: { title: 'Pods have failed', severity: 'critical' },
  Evicted: { title: 'Pods were evicted', severity: 'warning' },
  JobFailed: { title: 'Jobs have failed', severity: 'warning' },
  RolloutStuck: { title: 'Rollouts are stuck', severity: 'warning' },
  ReplicasUnavailable: {
    title: 'Replicas are missing',
    severity: 'warning',
  },
  ServiceWithoutEndpoints: {
    title: 'Services have nothing behind them',
    severity: 'warning',
  },
  LoadBalancerPending: {
    title: 'Load balancers get no address',
    severity: 'warning',
  },
  AutoscalerFailing: {
    title: 'Autoscalers cannot do their work',
    severity: 'warning',
  },
  AutoscalerAtMaximum: {
    title: 'Autoscalers want more than their maximum',
    severity: 'info',
  },
  TerminatingStuck: {
    title: 'Objects cannot be deleted',
    severity: 'warning',
  },
  ResourceNotReady: {
    title: 'Custom resources are not ready',
    severity: 'warning',
  },
} as const satisfies Record<string, ProblemCauseDefinition>);

/** One of the causes in {@link PROBLEM_CAUSES}. */
export type ProblemCause = keyof typeof PROBLEM_CAUSES;
