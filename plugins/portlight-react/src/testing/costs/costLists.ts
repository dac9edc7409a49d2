import type {
  CostAnomalyList,
  CostJobs,
  Price,
  PriceList,
  UnownedCost,
  UnownedCostList,
} from '@portlight/plugin-portlight-common';
import {
  fakeWindow,
  noticesOf,
  priceOf,
  sumHours,
  visibleRows,
  type CostFacts,
} from './costBasics';
import {
  DAY,
  HOUR,
  LOAD_BALANCER_PRICE,
  PRICES,
  STORAGE_PRICE,
  unitPrices,
  UNOWNED,
  type CostRowPlan,
} from './costsPlan';

const iso = (at: number) => new Date(at).toISOString();

/** Workloads without an owner, dearest first. */
export function fakeUnowned(
  { fixture, rows, state }: CostFacts,
  requested?: string,
): UnownedCostList {
  const window = fakeWindow(requested, fixture.now);
  const start = Date.parse(window.start);
  const end = Date.parse(window.end);
  const workloads = visibleRows(rows, state).filter(
    row => row.class === 'workload',
  );
  const totalOf = (row: CostRowPlan, from = start, to = end) =>
    sumHours(row, from, to).amounts.total;
  const all = workloads.reduce((sum, row) => sum + totalOf(row), 0);
  const items = workloads
    .filter(({ keys }) => UNOWNED.has(keys.workload ?? ''))
    .map((row): UnownedCost => {
      const {
        cluster = '',
        namespace = '',
        kind = '',
        workload = '',
      } = row.keys;
      return {
        cluster,
        namespace,
        kind,
        workload,
        amount: totalOf(row),
        share: totalOf(row) / all,
        previous: totalOf(row, 2 * start - end, start),
        claim:
          workload === 'recommendations'
            ? {
                kind: 'entity',
                message:
                  'component:default/recommendations has no owner. Set spec.owner in its catalog-info.yaml.',
                entity: 'component:default/recommendations',
                url: 'https://git.acme.example/shop/recommendations/edit/main/catalog-info.yaml',
              }
            : {
                kind: 'label',
                message:
                  'No entity of the catalog selects it. Label it with the entity that it belongs to.',
                patch: `metadata:\n  labels:\n    backstage.io/kubernetes-id: ${workload}\n`,
                command: `kubectl --context ${cluster} -n ${namespace} label ${kind.toLowerCase()} ${workload} backstage.io/kubernetes-id=${workload}`,
              },
      };
    })
    .sort((a, b) => b.amount - a.amount);
  const amount = items.reduce((sum, item) => sum + item.amount, 0);
  return {
    items,
    total: items.length,
    amount,
    share: all > 0 ? amount / all : 0,
    currency: 'EUR',
    window,
    notices: noticesOf(state),
  };
}

/** One day of a workload that doubled, and one of another that went away. */
export function fakeAnomalies(facts: CostFacts): CostAnomalyList {
  const { rows, state } = facts;
  const day = Date.UTC(2026, 10, 18);
  const enricher = visibleRows(rows, state).find(
    ({ keys }) => keys.workload === 'clickstream-enricher',
  );
  const items: CostAnomalyList['items'] = [];
  if (enricher) {
    const cost = sumHours(enricher, day, day + DAY).amounts.total;
    const expected = sumHours(enricher, day - 7 * DAY, day - 6 * DAY).amounts
      .total;
    const change = cost - expected;
    const { cluster, namespace, kind, workload, owner } = enricher.keys;
    items.push({
      id: 'anomaly-1',
      day: '2026-11-18',
      cluster,
      namespace,
      kind,
      workload,
      owner,
      cost,
      expected,
      change,
      ratio: cost / expected,
      causes: [
        {
          kind: 'replicas',
          amount: change * 0.87,
          message: 'Pods rose from 12 to 19.2 on average',
        },
        {
          kind: 'usage',
          amount: change * 0.13,
          message: 'It used 6% more CPU per pod than it requests',
        },
      ],
    });
  }
  return {
    items,
    total: items.length,
    currency: 'EUR',
    method:
      'A day is listed when it is more than 4 deviations and 20% away from the median of the same weekdays before, and by more than 5.',
    notices: noticesOf(state),
  };
}

/** The hourly job: one cluster is behind, and a backfill runs. */
export function fakeJobs({ fixture, state }: CostFacts): CostJobs {
  const until = Math.floor(fixture.now / HOUR) * HOUR;
  const since = Date.UTC(2026, 8, 15);
  const hours = (until - since) / HOUR;
  const items = fixture.clusters.map(
    ({ name: cluster }): CostJobs['items'][number] => {
      if (state === 'empty') {
        return {
          cluster,
          complete: 0,
          incomplete: 0,
          missing: 0,
          usage: 'unknown',
          reasons: ['The first full hour is not over yet'],
        };
      }
      const isDown = cluster === 'edge-warehouse';
      const incomplete = isDown && state === 'incomplete' ? 25 : 0;
      const missing = isDown ? 2 : 0;
      return {
        cluster,
        computedSince: iso(since),
        computedUntil: iso(until - missing * HOUR),
        complete: hours - incomplete - missing,
        incomplete,
        missing,
        lastRunAt: iso(fixture.now - 24 * 60_000),
        lastSeconds: 1.4,
        usage: isDown ? 'requests-only' : 'complete',
        error: isDown ? 'connect ETIMEDOUT 192.0.2.10:6443' : undefined,
        reasons: isDown ? ['The cluster does not answer'] : [],
      };
    },
  );
  return {
    items,
    total: items.length,
    ...(state === 'incomplete'
      ? {
          backfill: {
            state: 'running' as const,
            since: iso(since),
            until: iso(until),
            done: 4_812,
            total: 9_648,
            startedAt: iso(fixture.now - 9 * 60_000),
          },
        }
      : {}),
  };
}

/** The prices in force: a node's, storage and load balancers of each cluster. */
export function fakePrices({ fixture, state }: CostFacts): PriceList {
  if (state === 'empty') {
    return { items: [], total: 0, currency: 'EUR', notices: [] };
  }
  const items = fixture.clusters.flatMap(({ name: cluster }): Price[] => {
    const nodes = fixture.nodes.filter(node => node.cluster === cluster);
    if (nodes.length === 0) return [];
    const { hourly, source, version, at } = priceOf(cluster, state);
    const cores = nodes[0].cpu?.allocatable ?? 16;
    const unit = unitPrices(cluster);
    const origin = { cluster, version, at, validFrom: `${at}T00:00:00.000Z` };
    return [
      {
        ...origin,
        id: `${cluster}-node`,
        kind: 'node',
        name: nodes[0].instanceType ?? 'node',
        instanceType: nodes[0].instanceType,
        capacityType: 'on-demand',
        region: nodes[0].region,
        nodes: nodes.length,
        hourly: (hourly * cores) / 16,
        cpu: unit.cpu,
        memory: unit.memory,
        gpu: 0,
        source,
        note:
          source === 'default'
            ? 'No provider, table or configuration names this node'
            : undefined,
      },
      {
        ...origin,
        id: `${cluster}-storage`,
        kind: 'storage',
        name: 'standard',
        price: STORAGE_PRICE * 1024 ** 3,
        unit: 'GiB-hour',
        source: 'default',
        version: PRICES.sandbox.version,
        at: PRICES.sandbox.at,
      },
      {
        ...origin,
        id: `${cluster}-lb`,
        kind: 'loadBalancer',
        name: 'LoadBalancer',
        price: LOAD_BALANCER_PRICE,
        unit: 'hour',
        source: 'default',
        version: PRICES.sandbox.version,
        at: PRICES.sandbox.at,
      },
    ];
  });
  return {
    items,
    total: items.length,
    currency: 'EUR',
    notices: state === 'default-prices' ? noticesOf(state) : [],
  };
}
