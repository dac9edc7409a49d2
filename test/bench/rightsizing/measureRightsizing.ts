import {
  clusterDocument,
  nodeRow,
  podRow,
  workloadRow,
} from '@portlight/plugin-portlight-backend/src/__testUtils__/rows';
import { migrationsDirectory } from '@portlight/plugin-portlight-backend/src/inventory';
import { InventoryStore } from '@portlight/plugin-portlight-backend/src/inventory/store/InventoryStore';
import { SEES_EVERYTHING } from '@portlight/plugin-portlight-backend/src/permissions';
import { DEFAULT_RIGHTSIZING_SETTINGS } from '@portlight/plugin-portlight-backend/src/rightsizing';
import { computeCluster } from '@portlight/plugin-portlight-backend/src/rightsizing/job';
import { RightsizingReader } from '@portlight/plugin-portlight-backend/src/rightsizing/read/RightsizingReader';
import {
  ContainerUsageStore,
  usageHourChanges,
} from '@portlight/plugin-portlight-backend/src/rightsizing/usage';
import {
  type CostHour,
  type InventoryRow,
  type PodSpan,
} from '@portlight/plugin-portlight-common';
import { BEGIN, DAY, HOUR, LEASE, PRICES, taken } from '../cost/parts';
import type { BenchDatabase } from '../history/openDatabase';
import { timed } from '../history/pauses';
import type { RightsizingInput, RightsizingResult } from './RightsizingInput';

const CLUSTER = 'bench';
const GIB = 2 ** 30;
const PODS_PER_NODE = 25;
const NAMESPACES = 200;
const SLOT = 300;
/** Hours of each day that are measured: usage varies over them. */
const HOURS = [2, 8, 12, 19];

/** A deterministic source of numbers from 0 to 1. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function rowsOf(workloads: number): InventoryRow[] {
  const amounts = { cpu: '16', memory: '64Gi', pods: '110' };
  const nodes = Array.from(
    { length: Math.ceil(workloads / PODS_PER_NODE) },
    (_, index) =>
      nodeRow(CLUSTER, {
        name: `node-${index}`,
        record: {
          metadata: { uid: `node-${index}` },
          spec: {},
          status: { capacity: amounts, allocatable: amounts },
        },
      }),
  );
  const rows = Array.from({ length: workloads }, (_, index) => {
    const name = `app-${index}`;
    const namespace = `team-${index % NAMESPACES}`;
    const spec = {
      containers: [
        {
          name: 'app',
          image: 'app:1',
          resources: { requests: { cpu: '500m', memory: '1Gi' } },
        },
      ],
    };
    const node = `node-${index % nodes.length}`;
    return [
      workloadRow(CLUSTER, {
        namespace,
        kind: 'Deployment',
        name,
        record: { kind: 'Deployment', spec: { template: { spec } } },
      }),
      podRow(CLUSTER, {
        namespace,
        name: `${name}-0`,
        node,
        workload: `Deployment/${name}`,
        record: {
          kind: 'Pod',
          metadata: { uid: name },
          spec: { ...spec, nodeName: node },
          status: { phase: 'Running' },
        },
      }),
    ];
  });
  return [...nodes, ...rows.flat()];
}

/** An hour in which containers used something else every five minutes. */
function hourOf(
  workloads: number,
  hour: number,
  random: () => number,
  slots = 12,
): CostHour {
  const requests = { cpu: 0.5, memory: GIB, gpu: 0 };
  const pods = Array.from({ length: workloads }, (_, index): PodSpan => {
    const name = `app-${index}`;
    const series = (of: number) =>
      Array.from({ length: slots }, () => of * (0.5 + random()));
    return {
      start: hour,
      end: hour + slots * SLOT,
      namespace: `team-${index % NAMESPACES}`,
      name: `${name}-0`,
      uid: name,
      node: 'node-0',
      workload: { kind: 'Deployment', name },
      labels: {},
      requests,
      containers: [
        {
          name: 'app',
          kind: 'container',
          requests,
          usage: {
            start: hour,
            step: SLOT,
            cpu: series(0.05 + (index % 40) / 100),
            memory: series(2e8 + (index % 40) * 1e7),
          },
        },
      ],
    };
  });
  return {
    cluster: CLUSTER,
    hour,
    nodes: [],
    pods,
    volumes: [],
    loadBalancers: [],
    coverage: { observedMinutes: 60, usage: 'complete', reasons: [] },
  };
}

/** Writes usage of some days, looks at the cluster, and asks what was found. */
export async function measureRightsizing(
  { knex }: BenchDatabase,
  { workloads, days, queries }: RightsizingInput,
): Promise<RightsizingResult> {
  await knex.migrate.latest({ directory: migrationsDirectory() });
  await new InventoryStore(knex).write(CLUSTER, {
    cluster: clusterDocument(CLUSTER),
    changes: { upserts: rowsOf(workloads), deletes: [] },
    visible: true,
    workers: [],
  });
  const random = randomOf(1);
  const store = new ContainerUsageStore(knex);
  const write = async (at: number, slots?: number) => {
    const { day, changes } = usageHourChanges(
      hourOf(workloads, at, random, slots),
    );
    return taken(() => store.change(CLUSTER, day, changes, LEASE));
  };
  const today = Math.floor(BEGIN / DAY) * DAY;
  for (let ago = days; ago > 0; ago--) {
    for (const hour of HOURS) await write(today - ago * DAY + hour * HOUR);
  }
  await write(today);
  const record = await write(today + HOUR, 1);
  const [size] = await knex('container_usage').select(
    knex.raw('avg(length(data)) as bytes'),
    knex.raw('max(length(data)) as most'),
  );
  const look = await timed(() =>
    computeCluster({
      knex,
      cluster: CLUSTER,
      lease: LEASE,
      prices: PRICES,
      history: {
        range: async () => ({ step: HOUR, level: '1h', times: [], series: [] }),
      },
      settings: DEFAULT_RIGHTSIZING_SETTINGS,
      now: (today + 2 * HOUR) * 1000,
    }),
  );
  const reader = new RightsizingReader(knex);
  const list: number[] = [];
  for (let query = 0; query < queries; query++) {
    const { wall } = await taken(async () => {
      const { total } = await reader.workloads(
        { strategy: 'portlight', filters: {}, limit: 100 },
        SEES_EVERYTHING,
      );
      if (total !== workloads) throw new Error(`${total} workloads were found`);
    });
    list.push(wall);
  }
  return {
    record,
    bytesPerDay: Number(size.bytes),
    largestDay: Number(size.most),
    look,
    list,
  };
}
