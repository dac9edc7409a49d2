import type {
  MetricHistorySource,
  MetricPeer,
  ResourceUsage,
  Timeline,
} from '@portlight/plugin-portlight-common';
import { byTimeOfDay, noise } from './metricsPlan';

const MINUTE = 60_000;

/** CPU, memory and network are measured, storage is not. */
export function resourceUsages(times: readonly number[]): ResourceUsage[] {
  const gib = 1024 ** 3;
  const source: MetricHistorySource = {
    kind: 'metricsApi',
    name: 'metrics.k8s.io',
    resolutionSeconds: 60,
  };
  const kubelet: MetricHistorySource = {
    kind: 'kubelet',
    name: 'kubelet stats/summary',
    resolutionSeconds: 60,
  };
  const over = (valueAt: (at: number) => number) => times.map(valueAt);
  return [
    {
      resource: 'cpu',
      unit: 'cores',
      used: over(at => 2.3 * byTimeOfDay(at) + 0.1 * noise(1, at)),
      requests: 3,
      limits: 6,
      source,
    },
    {
      resource: 'memory',
      unit: 'bytes',
      used: over(at => (2.7 + 0.3 * byTimeOfDay(at)) * gib),
      requests: 3 * gib,
      limits: 4 * gib,
      source,
    },
    {
      resource: 'networkReceive',
      unit: 'bytesPerSecond',
      used: over(at => 1.4e6 * byTimeOfDay(at) * (1 + 0.1 * noise(3, at))),
      source: kubelet,
    },
    {
      resource: 'networkTransmit',
      unit: 'bytesPerSecond',
      used: over(at => 3.1e6 * byTimeOfDay(at) * (1 + 0.1 * noise(4, at))),
      source: kubelet,
    },
    {
      resource: 'storage',
      unit: 'bytes',
      message: 'It mounts no volume whose use the kubelet reports.',
    },
  ];
}

/** A rollout with the restarts that followed, and a scaling. */
export function timelineOf(
  now: number,
  peers: readonly MetricPeer[],
): Timeline {
  const object = { kind: 'Deployment', namespace: 'shop', name: 'cart' };
  const entry = (
    minutes: number,
    kind: 'rollout' | 'restart' | 'scaling',
    title: string,
  ) => ({
    at: new Date(now - minutes * MINUTE).toISOString(),
    kind,
    cluster: 'prod-eu',
    object,
    title,
  });
  const items = [
    entry(
      52,
      'rollout',
      'Revision 41: image cart:2.14.1 instead of cart:2.13.7',
    ),
    entry(31, 'restart', `${peers[10]?.name} was restarted: OOMKilled`),
    entry(12, 'scaling', '12 instead of 10 replicas, by its autoscaler'),
  ];
  return { items, total: items.length };
}
