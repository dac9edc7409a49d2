import {
  type KubernetesObject,
  podLimits,
  podRequests,
  usagePeer,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import {
  type RecordReader,
  rounded,
  sumRequests,
  whereTopLevelWorkload,
} from '../../inventory/read';
import { type Visibility, whereVisibleObjects } from '../../permissions';
import { seesWholeNamespace } from '../seesWholeNamespace';

/** Pods whose records are read for their limits and claims. */
const MAXIMUM_PODS = 500;
/** Workloads of a namespace whose sum is made for whoever sees a part of it. */
const MAXIMUM_WORKLOADS = 500;

const FINISHED = new Set(['Succeeded', 'Failed']);

/** Cores and bytes. */
export interface Amounts {
  cpu?: number;
  memory?: number;
}

/** What the mirror knows of what uses resources. */
export interface ScopeFigures {
  requests: Amounts;
  limits: Amounts;
  /** Allocatable of nodes. */
  capacity: Amounts;
}

/** What the mirror knows of some pods. */
export interface PodFigures extends ScopeFigures {
  /** Names. */
  pods: string[];
  /** Names of the claims that they use. */
  claims: string[];
}

/** Reads of the mirror what the usage of clusters, nodes, namespaces and workloads is compared with. */
export class ScopeReader {
  constructor(
    private readonly knex: Knex,
    private readonly records: Pick<
      RecordReader,
      'get' | 'ofWorkload' | 'inNamespace'
    >,
  ) {}

  /** Requests of the pods and what the nodes have, of a cluster or one of its nodes. */
  async machines(
    cluster: string,
    node: string | undefined,
    visibility: Visibility,
  ): Promise<ScopeFigures> {
    const capacity = await this.#sum(
      this.knex('objects')
        .where({ cluster, kind: 'Node' })
        .where(node === undefined ? {} : { name: node })
        .sum({ cpu: 'cpu', memory: 'memory' }),
    );
    const requests = await this.#requests(visibility, {
      cluster,
      ...(node === undefined ? {} : { node }),
    });
    return { capacity, requests, limits: {} };
  }

  /** Requests and limits of the visible pods of a namespace. */
  async namespace(
    cluster: string,
    namespace: string,
    visibility: Visibility,
  ): Promise<PodFigures> {
    const place = { cluster, namespace };
    const requests = await this.#requests(visibility, place);
    const pods = await this.records.inNamespace(
      place,
      ['Pod'],
      MAXIMUM_PODS + 1,
      visibility,
    );
    const figures = describePods(pods.map(({ record }) => record));
    return {
      ...figures,
      requests,
      // Of a part of the pods they would be less than what all may use.
      limits: pods.length > MAXIMUM_PODS ? {} : figures.limits,
    };
  }

  /** Requests and limits of the visible pods of a workload. */
  async workload(
    cluster: string,
    namespace: string,
    { kind, name }: { kind: string; name: string },
    visibility: Visibility,
  ): Promise<PodFigures> {
    const place = { cluster, namespace };
    if (kind === 'Pod') {
      const pod = await this.records.get({ ...place, kind, name }, visibility);
      return describePods(pod ? [pod.record] : []);
    }
    const pods = await this.records.ofWorkload(
      place,
      `${kind}/${name}`,
      ['Pod'],
      MAXIMUM_PODS,
      visibility,
    );
    return describePods(pods.map(({ record }) => record));
  }

  /** Whether what is kept of a namespace as a whole may be told. */
  async seesWhole(
    cluster: string,
    namespace: string,
    visibility: Visibility,
  ): Promise<boolean> {
    return seesWholeNamespace(this.knex, { cluster, namespace }, visibility);
  }

  /** The peers of the visible workloads of a namespace, as the history names them. */
  async workloadPeers(
    cluster: string,
    namespace: string,
    visibility: Visibility,
  ): Promise<string[]> {
    const workloads = this.knex('objects').where({ cluster, namespace });
    whereTopLevelWorkload(workloads);
    whereVisibleObjects(this.knex, workloads, visibility, 'workloads');
    const rows: { kind: string; name: string }[] = await workloads
      .orderBy(['kind', 'name'])
      .limit(MAXIMUM_WORKLOADS)
      .select('kind', 'name');
    return rows.map(({ kind, name }) =>
      usagePeer({ type: 'workload', namespace, kind, name }),
    );
  }

  async #requests(
    visibility: Visibility,
    where: { cluster: string; namespace?: string; node?: string },
  ): Promise<Amounts> {
    const query = this.knex('objects').where({ ...where, kind: 'Pod' });
    whereVisibleObjects(this.knex, query, visibility, 'workloads');
    return this.#sum(
      query.select(
        sumRequests(this.knex, 'cpu'),
        sumRequests(this.knex, 'memory'),
      ),
    );
  }

  async #sum(query: Knex.QueryBuilder): Promise<Amounts> {
    const [row]: { cpu: number | null; memory: number | null }[] = await query;
    const amounts: Amounts = {};
    // Nothing requested is no line at zero.
    if (row?.cpu) amounts.cpu = rounded(row.cpu);
    if (row?.memory) amounts.memory = rounded(row.memory);
    return amounts;
  }
}

function describePods(pods: readonly KubernetesObject[]): PodFigures {
  const claims = new Set<string>();
  const running = pods.filter(({ status }) => !FINISHED.has(status?.phase));
  for (const { spec } of pods) {
    for (const volume of spec?.volumes ?? []) {
      const claim: unknown = volume?.persistentVolumeClaim?.claimName;
      if (typeof claim === 'string') claims.add(claim);
    }
  }
  return {
    pods: pods.map(({ metadata }) => metadata?.name ?? ''),
    claims: [...claims],
    requests: addUp(
      running.map(({ spec }) => podRequests(spec)),
      false,
    ),
    limits: addUp(
      running.map(({ spec }) => podLimits(spec)),
      true,
    ),
    capacity: {},
  };
}

/** @param every - nothing where one of them has none */
function addUp(amounts: readonly Amounts[], every: boolean): Amounts {
  const sums: Amounts = {};
  for (const resource of ['cpu', 'memory'] as const) {
    const own = amounts.map(amount => amount[resource]);
    if (every && own.includes(undefined)) continue;
    const sum = own.reduce<number>((total, value) => total + (value ?? 0), 0);
    if (sum > 0) sums[resource] = rounded(sum);
  }
  return sums;
}
