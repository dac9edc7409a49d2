import { setTimeout as sleep } from 'node:timers/promises';
import { startFleet, type BenchFleet } from '../fleet/startFleet';
import { readStatistics } from '../processStatistics';
import { BENCH_ENTITY } from '../queries/benchEntity';
import { startPortal, type BenchPortal } from '../queries/startPortal';
import { figure, type Subject } from '../report';
import { median, percentile } from '../statistics';
import type { Suite } from '../suite';

const PATH = `/entities/component/default/${BENCH_ENTITY.metadata.name}/health`;
/** Milliseconds between two looks of an open tab, as `useKubernetesObjects` of the kubernetes plugin has it. */
const KUBERNETES_INTERVAL = 10_000;
/** The same of ours where the portal has no push, which is the more frequent: see useApiQuery.ts. */
const PORTLIGHT_INTERVAL = 15_000;
const PEOPLE = 10;
const MINUTE = 60_000;

/** What the entity tab of the kubernetes plugin asks. */
function askKubernetes(portal: BenchPortal) {
  return portal.askKubernetes(`/services/${BENCH_ENTITY.metadata.name}`, {
    auth: {},
    entity: BENCH_ENTITY,
  });
}

/** One open tab of ours: asks with the ETag of the last answer. */
function portlightTab(portal: BenchPortal): () => Promise<void> {
  let etag: string | null = null;
  return async () => {
    const response = await fetch(`${portal.url}${PATH}`, {
      headers: {
        authorization: portal.authorization,
        ...(etag ? { 'if-none-match': etag } : {}),
      },
    });
    await response.arrayBuffer();
    if (response.status !== 200 && response.status !== 304) {
      throw new Error(`${PATH} answered ${response.status}`);
    }
    etag = response.headers.get('etag');
  };
}

/** Requests per minute that API servers are asked while something happens. */
async function requestsPerMinute(
  fleet: BenchFleet,
  milliseconds: number,
  tabs: readonly (() => Promise<unknown>)[],
  interval: number,
): Promise<number> {
  const before = await readStatistics(fleet.statistics);
  const began = performance.now();
  // People do not open their tabs at the same moment.
  await Promise.all(
    tabs.map(async (look, index) => {
      await sleep((index * Math.min(interval, milliseconds)) / tabs.length);
      while (performance.now() - began < milliseconds) {
        const next = performance.now() + interval;
        await look();
        const left = milliseconds - (performance.now() - began);
        await sleep(Math.max(0, Math.min(next - performance.now(), left)));
      }
    }),
  );
  await sleep(Math.max(0, milliseconds - (performance.now() - began)));
  const after = await readStatistics(fleet.statistics);
  return (
    (after.requests - before.requests) / ((performance.now() - began) / MINUTE)
  );
}

/** PF3: health of an entity in many clusters, beside what the kubernetes plugin answers for the same entity. */
export const entity: Suite = {
  name: 'entity',
  title: 'An entity in many clusters, beside the kubernetes plugin',
  async run({ quick, progress }) {
    const clusters = quick ? 2 : 20;
    const podsPerCluster = quick ? 60 : 500;
    const requests = quick ? 5 : 40;
    const window = quick ? 1_000 : MINUTE;
    const fleet = await startFleet({
      clusters,
      podsPerCluster,
      speed: 0,
      troubledEvery: 25,
    });
    let portal: BenchPortal | undefined;
    try {
      portal = await startPortal('SQLite', fleet, { kubernetesPlugin: true });
      const started = portal;
      const ways = [
        { name: 'kubernetes plugin', ask: () => askKubernetes(started) },
        { name: 'Portlight', ask: () => started.get(PATH) },
      ].map(way => ({ ...way, times: [] as number[], bytes: 0 }));
      const answers = await Promise.all(ways.map(({ ask }) => ask()));
      const found = answers[0].body.items.filter((item: any) =>
        item.resources.some(({ resources }: any) => resources.length > 0),
      ).length;
      const workloads = answers[1].body.workloads.length;
      if (found !== clusters || workloads !== clusters) {
        throw new Error(
          `The entity is in ${found} and ${workloads} of ${clusters} clusters`,
        );
      }
      progress(`${requests} requests of each, in turns`);
      for (let turn = 0; turn < requests; turn++) {
        for (const way of ways) {
          const { milliseconds, bytes } = await way.ask();
          way.times.push(milliseconds);
          way.bytes = bytes;
        }
      }
      const people = Array.from({ length: PEOPLE });
      progress('API-server requests while nobody watches');
      const idle = await requestsPerMinute(fleet, window, [], window);
      progress('API-server requests while ten people watch, Portlight');
      const ours = await requestsPerMinute(
        fleet,
        window,
        people.map(() => portlightTab(started)),
        PORTLIGHT_INTERVAL,
      );
      progress('API-server requests while ten people watch, kubernetes plugin');
      const theirs = await requestsPerMinute(
        fleet,
        window,
        people.map(() => () => askKubernetes(started)),
        KUBERNETES_INTERVAL,
      );
      const watched = [theirs - idle, ours];
      const subjects: Subject[] = ways.map(({ name, times, bytes }, index) => ({
        name,
        figures: {
          p50: figure('milliseconds', [percentile(times, 0.5)]),
          p95: figure('milliseconds', [percentile(times, 0.95)]),
          answer: figure('bytes', [bytes]),
          'API-server requests/min, ten people': figure('count', [
            Math.round(watched[index]),
          ]),
        },
      }));
      const [slow, fast] = ways.map(({ times }) => times);
      return {
        parameters: {
          clusters,
          pods: fleet.pods,
          'requests of each': requests,
          'API-server requests/min of the mirror, nobody watching':
            Math.round(idle),
        },
        subjects,
        ratios: [
          {
            name: 'kubernetes plugin against Portlight, latency',
            value: median(slow.map((time, turn) => time / fast[turn])),
            target: { atLeast: 10 },
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
