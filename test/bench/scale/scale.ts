import { setTimeout as sleep } from 'node:timers/promises';
import { startFleet, type BenchFleet } from '../fleet/startFleet';
import { type ProcessStatistics, readStatistics } from '../processStatistics';
import {
  startPortal,
  type BenchPortal,
  type PortalOptions,
} from '../queries/startPortal';
import { figure, type Ratio, type Subject, type Unit } from '../report';
import { growthExponent } from '../statistics';
import type { Suite } from '../suite';

/** What one portal does with a fleet of a size. */
interface Observation {
  /** Seconds per second. */
  cpu: number;
  /** Bytes. */
  rss: number;
  /** Bytes. */
  heap: number;
  /** To API servers. */
  connections: number;
  /** To API servers, per minute. */
  requests: number;
  /** Per minute. */
  auditEvents: number;
  /** Since the portal began. */
  allAuditEvents: number;
  /** Bytes. */
  database: number;
}

interface Size {
  clusters: number;
  quiet: Observation;
  churning: Observation;
  proxied: Observation;
}

const FIGURES: Record<keyof Observation, { name: string; unit: Unit }> = {
  cpu: { name: 'CPU, share of a core', unit: 'percent' },
  rss: { name: 'RSS', unit: 'bytes' },
  heap: { name: 'heap', unit: 'bytes' },
  connections: { name: 'connections', unit: 'count' },
  requests: { name: 'API-server requests/min', unit: 'count' },
  auditEvents: { name: 'audit events/min', unit: 'count' },
  allAuditEvents: { name: 'audit events since the start', unit: 'count' },
  database: { name: 'database', unit: 'bytes' },
};

async function observe(
  fleet: BenchFleet,
  portal: BenchPortal,
  milliseconds: number,
): Promise<Observation> {
  const read = () =>
    Promise.all([
      readStatistics(fleet.statistics),
      readStatistics(portal.statistics),
    ]);
  const before = await read();
  const began = performance.now();
  await sleep(milliseconds);
  const after = await read();
  const minutes = (performance.now() - began) / 60_000;
  const collected = await readStatistics(portal.statistics, { collect: true });
  const rate = (of: (from: ProcessStatistics[]) => number) =>
    (of(after) - of(before)) / minutes;
  return {
    cpu: rate(([, { cpu }]) => cpu) / 60,
    rss: after[1].rss,
    heap: collected.heap,
    connections: after[0].connections,
    requests: rate(([{ requests }]) => requests),
    auditEvents: rate(([, { extra }]) => extra.auditEvents),
    allAuditEvents: after[1].extra.auditEvents,
    database: after[1].extra.database,
  };
}

/** Changes the labels of pods, one after the other, in every cluster once a second. */
async function churn(fleet: BenchFleet, portal: BenchPortal) {
  const { body } = await portal.get('/fleet/pods?sort=name&limit=500');
  const pods: { cluster: string; namespace: string; name: string }[] =
    body.items;
  // Pages are sorted by name, so that these pods are of all clusters.
  const urls = new Map(fleet.clusters.map(({ name, url }) => [name, url]));
  let turn = 0;
  let failure: unknown;
  const timer = setInterval(async () => {
    const { cluster, namespace, name } = pods[turn % pods.length];
    turn++;
    try {
      const response = await fetch(
        `${urls.get(cluster)}/api/v1/namespaces/${namespace}/pods/${name}`,
        {
          method: 'PATCH',
          headers: { 'content-type': 'application/merge-patch+json' },
          body: JSON.stringify({
            metadata: { labels: { 'bench-turn': String(turn) } },
          }),
        },
      );
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${response.status} for ${name}`);
    } catch (error) {
      failure = error;
    }
  }, 1000 / fleet.clusters.length);
  return () => {
    clearInterval(timer);
    if (failure) throw failure;
  };
}

async function withPortal<Result>(
  fleet: BenchFleet,
  options: PortalOptions,
  work: (portal: BenchPortal) => Promise<Result>,
): Promise<Result> {
  const portal = await startPortal('SQLite', fleet, options);
  try {
    return await work(portal);
  } finally {
    await portal.stop();
  }
}

async function measureSize(
  clusters: number,
  podsPerCluster: number,
  times: { settle: number; window: number },
  progress: (line: string) => void,
): Promise<Size> {
  const fleet = await startFleet({ clusters, podsPerCluster, speed: 0 });
  try {
    const direct = await withPortal(fleet, {}, async portal => {
      progress(`${clusters} clusters, quiet`);
      await sleep(times.settle);
      const quiet = await observe(fleet, portal, times.window);
      progress(`${clusters} clusters, a change per second in each`);
      const end = await churn(fleet, portal);
      try {
        const churning = await observe(fleet, portal, times.window);
        return { quiet, churning };
      } finally {
        end();
      }
    });
    progress(`${clusters} clusters, quiet, through the kubernetes plugin`);
    const proxied = await withPortal(
      fleet,
      { reach: 'kubernetes plugin' },
      async portal => {
        await sleep(times.settle);
        return observe(fleet, portal, times.window);
      },
    );
    return { clusters, proxied, ...direct };
  } finally {
    await fleet.stop();
  }
}

function subjectOf(name: string, observation: Observation): Subject {
  return {
    name,
    figures: Object.fromEntries(
      (Object.keys(FIGURES) as (keyof Observation)[]).map(key => [
        FIGURES[key].name,
        figure(FIGURES[key].unit, [observation[key]]),
      ]),
    ),
  };
}

const STATES = [
  ['quiet', 'quiet'],
  ['churning', 'a change/s in each'],
  ['proxied', 'quiet, proxied'],
] as const;

/** How each amount grows with the clusters: 1 is linear, less is better. */
function growth(sizes: readonly Size[]): Ratio[] {
  return STATES.flatMap(([state, name]) =>
    (Object.keys(FIGURES) as (keyof Observation)[]).flatMap(key => {
      const points = sizes.map(
        size => [size.clusters, size[state][key]] as const,
      );
      // Nothing is no amount that grows.
      if (points.some(([, value]) => value <= 0)) return [];
      return {
        name: `exponent of growth, ${name}, ${FIGURES[key].name}`,
        value: growthExponent(points),
        target: { atMost: 1.1 },
      };
    }),
  );
}

/** PF5: what a portal does with 10 to 200 clusters, at rest and under change. */
export const scale: Suite = {
  name: 'scale',
  title: 'Growth with the number of clusters (SQLite)',
  async run({ quick, progress }) {
    const counts = quick ? [1, 2] : [10, 50, 100, 200];
    const podsPerCluster = quick ? 20 : 50;
    const times = quick
      ? { settle: 200, window: 500 }
      : { settle: 10_000, window: 30_000 };
    const sizes: Size[] = [];
    for (const clusters of counts) {
      sizes.push(await measureSize(clusters, podsPerCluster, times, progress));
    }
    const hundred = sizes.find(({ clusters }) => clusters === 100);
    return {
      parameters: {
        'pods per cluster': podsPerCluster,
        'seconds observed': times.window / 1000,
      },
      subjects: sizes.flatMap(size =>
        STATES.map(([state, name]) =>
          subjectOf(`${size.clusters} clusters, ${name}`, size[state]),
        ),
      ),
      ratios: [
        ...(hundred
          ? [
              {
                name: 'CPU with 100 quiet clusters, share of a core',
                value: hundred.quiet.cpu,
                unit: 'percent' as const,
                target: { atMost: 0.05 },
              },
            ]
          : []),
        ...growth(sizes),
      ],
      skipped: [],
    };
  },
};
