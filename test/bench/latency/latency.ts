import { setTimeout as sleep } from 'node:timers/promises';
import { startFleet, type BenchFleet } from '../fleet/startFleet';
import { startPortal, type BenchPortal } from '../queries/startPortal';
import { figure } from '../report';
import { percentile } from '../statistics';
import type { Suite } from '../suite';

const LABEL = 'bench-turn';
/** Milliseconds between looks; the figures are not finer than this. */
const LOOK = 5;

interface PodPlace {
  cluster: string;
  namespace: string;
  name: string;
}

async function label(
  fleet: BenchFleet,
  { cluster, namespace, name }: PodPlace,
  value: string,
): Promise<void> {
  const { url } = fleet.clusters.find(each => each.name === cluster)!;
  const response = await fetch(
    `${url}/api/v1/namespaces/${namespace}/pods/${name}`,
    {
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify({ metadata: { labels: { [LABEL]: value } } }),
    },
  );
  if (!response.ok) {
    throw new Error(`${response.status}: ${await response.text()}`);
  }
  await response.arrayBuffer();
}

async function visible(
  portal: BenchPortal,
  { cluster, namespace, name }: PodPlace,
  value: string,
): Promise<number> {
  const began = performance.now();
  const path = `/clusters/${cluster}/namespaces/${namespace}/pods/${name}`;
  for (;;) {
    const { body } = await portal.get(path);
    if (body.labels[LABEL] === value) return performance.now() - began;
    if (performance.now() - began > 30_000) {
      throw new Error(`${path} did not show its change within 30 s`);
    }
    await sleep(LOOK);
  }
}

/** Changes a pod somewhere in the fleet again and again. */
function churn(fleet: BenchFleet, pods: readonly PodPlace[], rate: number) {
  let turn = 0;
  let failure: unknown;
  const timer = setInterval(() => {
    turn++;
    label(fleet, pods[turn % pods.length], `churn-${turn}`).catch(error => {
      failure = error;
    });
  }, 1000 / rate);
  return () => {
    clearInterval(timer);
    if (failure) throw failure;
  };
}

/** PF1: from the request that changes a pod to the answer of the API that shows it. */
export const latency: Suite = {
  name: 'latency',
  title: 'From a change in a cluster to the API that shows it (SQLite)',
  async run({ quick, progress }) {
    const clusters = quick ? 2 : 20;
    const podsPerCluster = quick ? 50 : 500;
    const changes = quick ? 10 : 200;
    const rate = 20;
    const fleet = await startFleet({ clusters, podsPerCluster, speed: 1 });
    let portal: BenchPortal | undefined;
    try {
      portal = await startPortal('SQLite', fleet);
      const { body } = await portal.get('/fleet/pods?sort=name&limit=500');
      const pods: PodPlace[] = body.items;
      // Not the same pods: a change that comes in between would hide the one that is waited for.
      const watched = pods.filter((_, index) => index % 2 === 0);
      const end = churn(
        fleet,
        pods.filter((_, index) => index % 2 === 1),
        rate,
      );
      const times: number[] = [];
      try {
        for (let turn = 0; turn < changes; turn++) {
          if (turn % 50 === 0) progress(`change ${turn} of ${changes}`);
          const pod = watched[(turn * 7) % watched.length];
          const looked = visible(portal, pod, `look-${turn}`);
          await label(fleet, pod, `look-${turn}`);
          times.push(await looked);
        }
      } finally {
        end();
      }
      const [p50, p99] = [0.5, 0.99].map(share => percentile(times, share));
      return {
        parameters: {
          clusters,
          pods: fleet.pods,
          changes,
          'other changes per second': rate,
        },
        subjects: [
          {
            name: 'a label of a pod',
            figures: {
              p50: figure('milliseconds', [p50]),
              p95: figure('milliseconds', [percentile(times, 0.95)]),
              p99: figure('milliseconds', [p99]),
            },
          },
        ],
        ratios: [
          {
            name: 'p99',
            value: p99,
            unit: 'milliseconds',
            target: { atMost: 1_000 },
          },
        ],
        skipped: [],
      };
    } finally {
      await portal?.stop();
      await fleet.stop();
    }
  },
};
