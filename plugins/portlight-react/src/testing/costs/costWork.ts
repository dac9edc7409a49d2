import type {
  CostQuery,
  CostWork,
  CostWorkLine,
} from '@portlight/plugin-portlight-common';
import { priceOf, sumHours, visibleRows, type CostState } from './costBasics';
import { fakeReport, isFiltered } from './costReport';
import {
  LOAD_BALANCER_PRICE,
  PRICES,
  STORAGE_PRICE,
  unitPrices,
  type CostRowPlan,
} from './costsPlan';

/** The products behind a report: one line per row and resource, which add up to its total. */
export function fakeWork(
  all: readonly CostRowPlan[],
  scope: { clusters?: string[] },
  query: CostQuery,
  options: { now: number; state: CostState },
): CostWork {
  const report = fakeReport(all, scope, query, options);
  const { window, currency, notices } = report;
  const from = Date.parse(window.start);
  const to = Date.parse(window.end);
  const lines: CostWorkLine[] = [];
  for (const row of visibleRows(all, options.state)) {
    const { cluster = '', namespace, kind, workload } = row.keys;
    if (scope.clusters && !scope.clusters.includes(cluster)) continue;
    if (!isFiltered(row, query.filter)) continue;
    const { quantities, amounts } = sumHours(row, from, to);
    const unit = unitPrices(cluster);
    const price = priceOf(cluster, options.state);
    const nodes = {
      factor: unit.factor === 1 ? undefined : unit.factor,
      priceSource: price.source,
      priceVersion: price.version,
      priceAt: price.at,
      nodeHourly: price.hourly,
      instanceType: 'm7i.4xlarge',
      capacityType: 'on-demand',
    };
    const flat = {
      priceSource: 'default',
      priceVersion: PRICES.sandbox.version,
      priceAt: PRICES.sandbox.at,
    };
    const add = (
      line: Pick<
        CostWorkLine,
        'resource' | 'quantity' | 'unit' | 'unitPrice' | 'factor'
      > &
        Pick<CostWorkLine, 'priceSource' | 'priceVersion'>,
    ) => {
      if (line.quantity === 0) return;
      const modelled = line.quantity * line.unitPrice;
      lines.push({
        ...line,
        class: row.class,
        cluster,
        namespace,
        kind,
        workload,
        modelled,
        cost: modelled * (line.factor ?? 1),
      });
    };
    add({
      ...nodes,
      resource: 'cpu',
      quantity: quantities.cpuHours,
      unit: 'core-hour',
      unitPrice: unit.cpu,
    });
    add({
      ...nodes,
      resource: 'memory',
      quantity: quantities.memoryByteHours,
      unit: 'byte-hour',
      unitPrice: unit.memory,
    });
    add({
      ...flat,
      resource: 'storage',
      quantity: quantities.storageByteHours,
      unit: 'byte-hour',
      unitPrice: STORAGE_PRICE,
    });
    add({
      ...flat,
      resource: 'loadBalancer',
      quantity: quantities.loadBalancerHours,
      unit: 'hour',
      unitPrice: LOAD_BALANCER_PRICE,
    });
    add({
      ...flat,
      resource: 'other',
      quantity: amounts.other / 0.1,
      unit: 'hour',
      unitPrice: 0.1,
    });
  }
  lines.sort((a, b) => b.cost - a.cost);
  const shown = lines.slice(0, query.limit ?? lines.length);
  return {
    currency,
    window,
    lines: shown,
    total: report.total.amounts,
    other: lines.slice(shown.length).reduce((sum, { cost }) => sum + cost, 0),
    steps: [
      'Per minute the larger of request and usage of each container is its demand.',
      'Where demand exceeds what a node has for pods, all of it is scaled down in proportion; here by 1.00.',
      'What nobody demanded is idle; what the system keeps for itself is overhead.',
    ],
    notices,
  };
}
