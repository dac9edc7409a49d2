import type { ResourceScope, TimeRange } from '../../api/PortlightApi';
import type { ResourceMetrics, ResourceUsage } from '../../api/types';
import { podLimits, podRequests } from '../../inventory/derive';
import type { InventoryRow } from '../../inventory';
import {
  parseNodeMetrics,
  parsePodMetrics,
  type ResourceFigure,
} from '../../metrics/usage';
import { DirectReadError, type ProxyReader } from './ProxyReader';
import { readRange, withGaps } from '../../metrics/history';
import { SCRAPE_INTERVAL } from './DirectTarget';

/** Milliseconds. Metrics servers measure every 15 s at best. */
const MAXIMUM_AGE = 13_000;
const MAXIMUM_POINTS = 240;
/** Lists that are remembered. */
const MAXIMUM_LISTS = 8;

const API = '/apis/metrics.k8s.io/v1beta1';

/** What each node or pod of a list used at a time. */
interface UsagePoint {
  /** Seconds since the epoch. */
  at: number;
  figures: Map<string, ResourceFigure & { workload?: string }>;
}

/** One list of metrics.k8s.io, read while somebody looks. */
interface UsageList {
  points: UsagePoint[];
  /** Milliseconds since the epoch. */
  readAt: number;
  reading?: Promise<void>;
  message?: string;
}

type Amounts = Partial<Record<'cpu' | 'memory', number>>;

const FINISHED = new Set(['Succeeded', 'Failed']);

function addUp(amounts: readonly Amounts[], every: boolean): Amounts {
  const sums: Amounts = {};
  for (const resource of ['cpu', 'memory'] as const) {
    const own = amounts.map(amount => amount[resource]);
    if (every && own.includes(undefined)) {
      continue;
    }
    const sum = own.reduce<number>((total, value) => total + (value ?? 0), 0);
    if (sum > 0) sums[resource] = sum;
  }
  return sums;
}

/** Lines beside what is used: of the running pods, and of nodes what they have. */
function linesOf(rows: readonly InventoryRow[], scope: ResourceScope) {
  const pods = rows.filter(
    ({ kind, record }) =>
      kind === 'Pod' && !FINISHED.has(String(record.status?.phase)),
  );
  const nodes = rows.filter(({ kind }) => kind === 'Node');
  const ofNodes = !('namespace' in scope);
  return {
    requests: addUp(
      pods.map(({ record }) => podRequests(record.spec)),
      false,
    ),
    limits: ofNodes
      ? {}
      : addUp(
          pods.map(({ record }) => podLimits(record.spec)),
          true,
        ),
    capacity: ofNodes
      ? addUp(
          nodes.map(({ columns }) => columns),
          false,
        )
      : {},
  };
}

/** Whether a row is of what is asked about, which has been read with what is around it. */
function isOf(scope: ResourceScope): (row: InventoryRow) => boolean {
  if ('node' in scope) {
    return ({ kind, name, columns }) =>
      kind === 'Node' ? name === scope.node : columns.node === scope.node;
  }
  if ('name' in scope) {
    const workload = `${scope.kind}/${scope.name}`;
    return ({ kind, namespace, name, columns }) =>
      kind === 'Pod' &&
      namespace === scope.namespace &&
      (scope.kind === 'Pod'
        ? name === scope.name
        : columns.workload === workload);
  }
  return 'namespace' in scope
    ? ({ namespace }) => namespace === scope.namespace
    : () => true;
}

function whyNot(error: unknown): string {
  const { status, message } = error as DirectReadError;
  if (status === 404) {
    return 'This cluster has no metrics.k8s.io; install metrics-server.';
  }
  if (status === 403) {
    return 'You may not read metrics.k8s.io here; the right to `list` its `nodes` and `pods` is needed.';
  }
  return `metrics.k8s.io did not answer: ${message}`;
}

function sumOf(
  { figures }: UsagePoint,
  scope: ResourceScope,
  resource: 'cpu' | 'memory',
): number | null {
  let sum: number | null = null;
  for (const [name, figure] of figures) {
    const counts =
      'node' in scope
        ? name === scope.node
        : !('name' in scope) ||
          (scope.kind === 'Pod'
            ? name === scope.name
            : figure.workload === `${scope.kind}/${scope.name}`);
    const value = figure[resource];
    if (counts && value !== undefined) {
      sum = (sum ?? 0) + value;
    }
  }
  return sum;
}

/** What nodes and pods use, as metrics.k8s.io says it now, remembered while a page is open. */
export class DirectUsage {
  private readonly lists = new Map<string, UsageList>();

  constructor(
    private readonly reader: ProxyReader,
    private readonly now: () => number,
  ) {}

  /** @param rows - of the cluster, node or namespace */
  async read(
    scope: ResourceScope,
    range: TimeRange,
    rows: readonly InventoryRow[],
  ): Promise<ResourceMetrics> {
    const { start, end } = readRange(range, this.now());
    const list = await this.refresh(scope, rows);
    const points = list.points.filter(({ at }) => at >= start && at <= end);
    const grid = withGaps(
      points.map(({ at }) => at),
      SCRAPE_INTERVAL,
    );
    let before = 0;
    const times = grid.map(at => {
      before = at ?? before + SCRAPE_INTERVAL;
      return Math.round(before);
    });
    const known = points.values();
    const columns = grid.map(at =>
      at === undefined ? undefined : (known.next().value as UsagePoint),
    );
    const lines = linesOf(rows.filter(isOf(scope)), scope);
    const measured = (
      resource: 'cpu' | 'memory',
      unit: ResourceUsage['unit'],
    ): ResourceUsage => {
      const used = columns.map(point =>
        point ? sumOf(point, scope, resource) : null,
      );
      const own = {
        resource,
        unit,
        ...pick('requests', lines.requests[resource]),
        ...pick('limits', lines.limits[resource]),
        ...pick('capacity', lines.capacity[resource]),
      };
      return used.some(value => value !== null)
        ? {
            ...own,
            used,
            source: {
              kind: 'metricsApi',
              name: 'metrics.k8s.io, since this page was opened',
              resolutionSeconds: SCRAPE_INTERVAL,
            },
          }
        : {
            ...own,
            message:
              list.message ??
              'metrics.k8s.io says nothing about it in this range of time; without a portal, figures begin when the page is opened.',
          };
    };
    const unknown = (
      resource: ResourceUsage['resource'],
      unit: ResourceUsage['unit'],
      what: string,
    ): ResourceUsage => ({
      resource,
      unit,
      message: `${what} is not read without a portal.`,
    });
    return {
      start: new Date(start * 1000).toISOString(),
      end: new Date(end * 1000).toISOString(),
      stepSeconds: SCRAPE_INTERVAL,
      times,
      resources: [
        measured('cpu', 'cores'),
        measured('memory', 'bytes'),
        unknown('networkReceive', 'bytesPerSecond', 'What is received'),
        unknown('networkTransmit', 'bytesPerSecond', 'What is sent'),
        unknown('storage', 'bytes', 'How full volumes are'),
      ],
      warnings: list.message && points.length > 0 ? [list.message] : [],
    };
  }

  private async refresh(
    scope: ResourceScope,
    rows: readonly InventoryRow[],
  ): Promise<UsageList> {
    const namespace = 'namespace' in scope ? scope.namespace : undefined;
    const path =
      namespace === undefined
        ? `${API}/nodes`
        : `${API}/namespaces/${encodeURIComponent(namespace)}/pods`;
    const key = `${scope.cluster} ${path}`;
    const list = this.lists.get(key) ?? { points: [], readAt: -Infinity };
    // A map remembers the order of insertion: the list used last goes to the end, and the oldest is dropped.
    this.lists.delete(key);
    this.lists.set(key, list);
    if (this.lists.size > MAXIMUM_LISTS) {
      this.lists.delete(this.lists.keys().next().value as string);
    }
    const age = this.now() - list.readAt;
    if (!list.reading && (age >= MAXIMUM_AGE || age < 0)) {
      list.readAt = this.now();
      list.reading = this.readList(list, scope.cluster, path, rows).finally(
        () => {
          list.reading = undefined;
        },
      );
    }
    await list.reading;
    return list;
  }

  private async readList(
    list: UsageList,
    cluster: string,
    path: string,
    rows: readonly InventoryRow[],
  ): Promise<void> {
    if (!this.reader.isAvailable) {
      list.message = 'This host cannot read metrics.k8s.io.';
      return;
    }
    try {
      const answer = await this.reader.readJson(cluster, path);
      const workloads = new Map(
        rows
          .filter(({ kind }) => kind === 'Pod')
          .map(({ namespace, name, columns }) => [
            `${namespace}/${name}`,
            columns.workload,
          ]),
      );
      const usages = path.endsWith('/nodes')
        ? parseNodeMetrics(answer)
        : parsePodMetrics(answer);
      list.message = undefined;
      list.points.push({
        at: list.readAt / 1000,
        figures: new Map(
          usages.map(usage => [
            usage.name,
            {
              ...usage,
              workload:
                'namespace' in usage
                  ? workloads.get(`${usage.namespace}/${usage.name}`)
                  : undefined,
            },
          ]),
        ),
      });
      list.points.splice(0, list.points.length - MAXIMUM_POINTS);
    } catch (error) {
      list.message = whyNot(error);
    }
  }
}

function pick<Key extends string>(
  key: Key,
  value: number | undefined,
): Partial<Record<Key, number>> {
  return value === undefined
    ? {}
    : ({ [key]: value } as Partial<Record<Key, number>>);
}
