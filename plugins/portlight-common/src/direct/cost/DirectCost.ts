import {
  type CostQuery,
  type CostScope,
  PortlightError,
} from '../../api/PortlightApi';
import type { CostNotice, CostReport, CostSource } from '../../api/types';
import { allocateHour } from '../../cost/allocation';
import { fromNanos, toNanos, totalCost } from '../../cost/money';
import { HOURS_PER_MONTH } from '../../cost/prices';
import { presentHour } from '../../cost/observe/presentHour';
import { parseAggregate } from '../../cost/query/dimensions';
import { matchesFilter } from '../../cost/query/matchesFilter';
import { parseCostFilter } from '../../cost/query/parseFilter';
import { buildCostRows } from '../../cost/query/report';
import { Sharing } from '../../cost/query/Sharing';
import type { CostRecord, SharingOptions } from '../../cost/query/types';
import type { HourAllocation } from '../../cost/types';
import type { InventoryRow } from '../../inventory';
import { type PodUsage, parsePodMetrics } from '../../metrics/usage';
import type { DirectCluster } from '../DirectCluster';
import type { ProxyReader } from '../metrics';
import {
  DEFAULT_DIRECT_RATES,
  type DirectCostRates,
  pricesOfRates,
} from './costRates';
import { allocationRecords } from './allocationRecords';

const API = '/apis/metrics.k8s.io/v1beta1';
const DEFAULT_LIMIT = 100;

/** Where costs are read from. */
export interface DirectCostOptions {
  reader: ProxyReader;
  /** Milliseconds since the epoch. */
  now(): number;
  rates(): DirectCostRates | undefined;
  /** All clusters, or these; those that cannot be read have no data. */
  readClusters(names?: readonly string[]): Promise<DirectCluster[]>;
  /** @throws PortlightError where it cannot be read */
  readCluster(name: string): Promise<DirectCluster>;
  /** @throws PortlightError where it cannot be read */
  readNamespace(cluster: string, namespace: string): Promise<DirectCluster>;
}

interface Question {
  aggregate: string[];
  sharing: SharingOptions;
  /** Whether rows of whole clusters have to be known, to be shared. */
  shares: boolean;
}

function defaultAggregate(scope: CostScope): string[] {
  if ('name' in scope) return ['pod'];
  if ('namespace' in scope) return ['workload'];
  return 'cluster' in scope ? ['namespace'] : ['cluster'];
}

function readLabel(text: string): { key: string; value: string } {
  const equals = text.indexOf('=');
  if (equals > 0) {
    return { key: text.slice(0, equals), value: text.slice(equals + 1) };
  }
  throw new PortlightError({
    code: 'invalid-parameter',
    status: 400,
    parameter: 'shareLabels',
    message: `\`${text.slice(
      0,
      80,
    )}\` is no label with its value; write \`name=value\`, such as \`tier=platform\``,
  });
}

function readQuestion(scope: CostScope, query: CostQuery): Question {
  const { aggregate, idle, shareCost = 0 } = query;
  const sharing: SharingOptions = {
    idle: idle ?? 'separate',
    namespaces: query.shareNamespaces ?? [],
    labels: (query.shareLabels ?? []).map(readLabel),
    monthlyCost: toNanos(shareCost),
    split: query.shareSplit ?? 'weighted',
  };
  return {
    aggregate: aggregate?.length ? aggregate : defaultAggregate(scope),
    sharing,
    shares:
      sharing.idle === 'share' ||
      sharing.namespaces.length > 0 ||
      sharing.labels.length > 0 ||
      sharing.monthlyCost > 0,
  };
}

function isOf(scope: CostScope, { keys }: CostRecord): boolean {
  return (
    !('namespace' in scope) ||
    (keys.namespace === scope.namespace &&
      (!('name' in scope) ||
        (keys.kind === scope.kind && keys.workload === scope.name)))
  );
}

/** How much of what is shown stands on prices of one source. */
function sourcesOf(allocations: readonly HourAllocation[]): CostSource[] {
  const sources = new Map<string, CostSource>();
  let total = 0;
  for (const { rows, prices } of allocations) {
    const origins = new Map(prices.map(({ id, origin }) => [id, origin]));
    for (const row of rows) {
      const { source = 'default', version } = origins.get(row.price) ?? {};
      const known = sources.get(source) ?? {
        source,
        cost: 0,
        share: 0,
        version,
      };
      known.cost += fromNanos(totalCost(row));
      total += fromNanos(totalCost(row));
      sources.set(source, known);
    }
  }
  return [...sources.values()].map(each => ({
    ...each,
    share: total > 0 ? each.cost / total : 0,
  }));
}

/**
 * What things cost per hour now: what the browser reads of clusters, divided by the same functions as the portal's, at
 * the rates of the settings.
 */
export class DirectCost {
  constructor(private readonly options: DirectCostOptions) {}

  /**
   * @throws PortlightError for entities, and where nothing can be read
   */
  async costs(scope: CostScope, query: CostQuery = {}): Promise<CostReport> {
    if ('entityRef' in scope) {
      throw new PortlightError({
        code: 'not-available-in-direct-mode',
        status: 0,
        message:
          'Which workloads belong to a catalog entity is not known without a portal',
      });
    }
    const question = readQuestion(scope, query);
    const dimensions = parseAggregate(question.aggregate);
    const filter =
      query.filter === undefined ? undefined : parseCostFilter(query.filter);
    const rates = this.options.rates() ?? DEFAULT_DIRECT_RATES;
    const asked = await this.clusters(scope, question);
    const clusters = asked.filter(({ hasData }) => hasData);
    const now = this.options.now();
    const unmeasured: string[] = [];
    const allocations = await Promise.all(
      clusters.map(async ({ name, rows }) => {
        const usage = await this.usage(name, scope, question);
        if (!usage) unmeasured.push(name);
        const byName = new Map(
          usage?.map(pod => [`${pod.namespace}/${pod.name}`, pod]),
        );
        const hour = presentHour({
          cluster: name,
          now: now / 1000,
          objects: [...rows.values()].map(({ record }) => ({ record })),
          usage: (namespace, pod) => byName.get(`${namespace}/${pod}`),
        });
        return allocateHour(hour, pricesOfRates(rates, name));
      }),
    );
    const owners = new Map(
      clusters.map(({ name, rows }) => [name, ownersOf(rows.values())]),
    );
    const everything = allocations.flatMap(allocation =>
      allocationRecords(allocation, {
        containers: dimensions.some(({ name }) => name === 'container'),
        ownerOf: pod =>
          owners.get(allocation.cluster)?.get(`${pod.namespace}/${pod.name}`),
      }),
    );
    const sharing = new Sharing(everything, {
      options: question.sharing,
      periodOf: () => 0,
      feeOf: () => question.sharing.monthlyCost / HOURS_PER_MONTH,
      dimensions,
    });
    const seen = [
      ...sharing.apply(everything),
      ...('namespace' in scope ? [] : sharing.leftovers()),
    ].filter(
      record => isOf(scope, record) && matchesFilter(filter, record.keys),
    );
    const start = new Date(now).toISOString();
    return {
      currency: rates.currency,
      timeZone: 'UTC',
      window: { start, end: start, requested: 'now' },
      step: 'hour',
      aggregate: question.aggregate,
      idle: question.sharing.idle,
      policy: 'proportional',
      hourly: true,
      times: [],
      ...buildCostRows({
        records: seen,
        dimensions,
        steps: [],
        known: [],
        limit: query.limit ?? DEFAULT_LIMIT,
      }),
      sources: sourcesOf(allocations),
      coverage: {
        expected: asked.length,
        computed: clusters.length,
        incomplete: unmeasured.length,
      },
      notices: noticesOf(asked, unmeasured, rates),
    };
  }

  /** Nodes are divided among all of their pods; what a namespace demands of them needs no others unless it shares. */
  private async clusters(
    scope: Exclude<CostScope, { entityRef: string }>,
    { shares }: Question,
  ): Promise<DirectCluster[]> {
    if ('namespace' in scope && !shares) {
      const { cluster, namespace } = scope;
      return [await this.options.readNamespace(cluster, namespace)];
    }
    if ('cluster' in scope) {
      return [await this.options.readCluster(scope.cluster)];
    }
    const clusters = await this.options.readClusters(scope.clusters);
    if (clusters.length > 0 && !clusters.some(({ hasData }) => hasData)) {
      // Says why.
      await this.options.readCluster(clusters[0].name);
    }
    return clusters;
  }

  /** What pods use now; undefined where nobody measures it. */
  private async usage(
    cluster: string,
    scope: CostScope,
    { shares }: Question,
  ): Promise<PodUsage[] | undefined> {
    const { reader } = this.options;
    if (!reader.isAvailable) return undefined;
    const path =
      'namespace' in scope && !shares
        ? `${API}/namespaces/${encodeURIComponent(scope.namespace)}/pods`
        : `${API}/pods`;
    try {
      return parsePodMetrics(await reader.readJson(cluster, path));
    } catch {
      // A notice says that requests alone are charged.
      return undefined;
    }
  }
}

function ownersOf(rows: Iterable<InventoryRow>): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { kind, namespace, name, columns } of rows) {
    if (kind === 'Pod' && columns.owner) {
      owners.set(`${namespace}/${name}`, columns.owner);
    }
  }
  return owners;
}

function noticesOf(
  asked: readonly DirectCluster[],
  unmeasured: string[],
  rates: DirectCostRates,
): CostNotice[] {
  const unread = asked.filter(({ hasData }) => !hasData);
  return [
    ...(rates === DEFAULT_DIRECT_RATES
      ? [
          {
            code: 'default-prices',
            message:
              'These are not your prices: default rates are used until others are set in the settings of Portlight.',
          },
        ]
      : []),
    ...(unmeasured.length > 0
      ? [
          {
            code: 'requests-only',
            message:
              'No usage was measured (metrics.k8s.io did not answer): what was requested is charged.',
            clusters: unmeasured.sort(),
          },
        ]
      : []),
    ...(unread.length > 0
      ? [
          {
            code: 'unreadable-clusters',
            message: `Not read, and not counted: ${unread
              .map(({ name, error }) =>
                error ? `${name} (${error.message})` : name,
              )
              .join(', ')}`,
            clusters: unread.map(({ name }) => name),
          },
        ]
      : []),
  ];
}
