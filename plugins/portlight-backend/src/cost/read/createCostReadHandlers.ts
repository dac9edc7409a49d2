import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  type CostFilter,
  PortlightError,
  type SharingOptions,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { OperationHandlers } from '../../api/operations';
import type { Visibility } from '../../permissions';
import type { CostSettings } from '../settings';
import type { CostReader } from '../store';
import { ownershipNotices } from '../attribution';
import { answerAllocation, answerAllocationSummary } from './allocations';
import { CostFence } from './CostFence';
import { exportCosts } from './costExports';
import { CostLoader } from './CostLoader';
import {
  type CostParameters,
  isFilter,
  type QuestionScope,
  readQuestion,
} from './CostQuestion';
import { CostReports } from './CostReports';
import { CostWorks } from './CostWorks';
import { readProviders } from './readProviders';

/** The operations that answer what costs were. */
export type CostReadHandlers = Pick<
  OperationHandlers,
  | 'getFleetCosts'
  | 'getClusterCosts'
  | 'getNamespaceCosts'
  | 'getWorkloadCosts'
  | 'getEntityCosts'
  | 'getCostWork'
  | 'exportCosts'
  | 'getAllocation'
  | 'computeAllocation'
  | 'getAllocationSummary'
>;

/** What {@link createCostReadHandlers} needs. */
export interface CostReadOptions {
  knex: Knex;
  reader: CostReader;
  settings: { cost: CostSettings; sharing: SharingOptions };
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** What an entity of a kind is to costs. */
const ENTITY_FIELDS: Record<string, 'owner' | 'system' | 'domain'> = {
  group: 'owner',
  user: 'owner',
  system: 'system',
  domain: 'domain',
};

/** What an entity's costs are aggregated by: what it consists of. */
const ENTITY_AGGREGATES: Record<string, readonly string[]> = {
  group: ['entity'],
  user: ['entity'],
  system: ['entity'],
  domain: ['system'],
};

function entityScope(
  path: { kind: string; namespace: string; name: string },
  clusters: readonly string[] | undefined,
): QuestionScope {
  const kind = path.kind.toLowerCase();
  const ref = stringifyEntityRef(path);
  return {
    aggregate: ENTITY_AGGREGATES[kind] ?? ['workload'],
    filter: isFilter(ENTITY_FIELDS[kind] ?? 'entity', ref),
    ...(clusters === undefined ? {} : { clusters }),
  };
}

/** What is of a namespace, by the cluster that fences it. */
function namespaceScope(
  { cluster, namespace }: { cluster: string; namespace: string },
  aggregate: readonly string[],
  filters: readonly CostFilter[] = [],
): QuestionScope {
  return {
    clusters: [cluster],
    filter: { all: [isFilter('namespace', namespace), ...filters] },
    aggregate,
  };
}

/** Whether there is such a cluster, or was one that cost something. */
async function isKnown(knex: Knex, name: string): Promise<boolean> {
  const [present, past] = await Promise.all([
    knex('clusters').where({ name }).first('name'),
    knex('cost_clusters').where({ name }).first('name'),
  ]);
  return present !== undefined || past !== undefined;
}

/** Answers about costs, from what the hourly job of all replicas wrote. */
export function createCostReadHandlers({
  knex,
  reader,
  settings: { cost, sharing },
  now = Date.now,
}: CostReadOptions): CostReadHandlers {
  const loader = new CostLoader(reader, cost);
  const reports = new CostReports({
    reader,
    loader,
    settings: cost,
    ownership: span => ownershipNotices(knex, span, cost.timeZone),
  });
  const works = new CostWorks({ reader, reports, settings: cost });

  const seconds = () => Math.floor(now() / 1000);
  const question = (query: CostParameters, scope: QuestionScope) =>
    readQuestion(query, scope, {
      sharing,
      timeZone: cost.timeZone,
      now: seconds(),
    });
  const fleet = (query: CostParameters & { cluster?: string[] }) =>
    question(query, {
      aggregate: ['cluster'],
      ...(query.cluster === undefined ? {} : { clusters: query.cluster }),
    });

  /** A cluster that is not to be seen is answered as one that is not there. */
  const fenceOf = async (visibility: Visibility, cluster?: string) => {
    const fence = await CostFence.read(knex, visibility);
    if (
      cluster !== undefined &&
      (fence.visible([cluster])?.length === 0 ||
        !(await isKnown(knex, cluster)))
    ) {
      throw new PortlightError({
        code: 'not-found',
        status: 404,
        message: `There is no cluster \`${cluster}\``,
      });
    }
    return fence;
  };

  const allocation = {
    loader,
    settings: cost,
    get now() {
      return seconds();
    },
  };

  return {
    getFleetCosts: {
      answer: async ({ query, visibility }) =>
        reports.report(fleet(query), await fenceOf(visibility)),
    },
    getClusterCosts: {
      answer: async ({ path: { cluster }, query, visibility }) =>
        reports.report(
          question(query, { clusters: [cluster], aggregate: ['namespace'] }),
          await fenceOf(visibility, cluster),
        ),
    },
    getNamespaceCosts: {
      answer: async ({ path, query, visibility }) =>
        reports.report(
          question(query, namespaceScope(path, ['workload'])),
          await fenceOf(visibility, path.cluster),
        ),
    },
    getWorkloadCosts: {
      answer: async ({ path, query, visibility }) =>
        reports.report(
          question(
            query,
            namespaceScope(
              path,
              ['workload'],
              [isFilter('kind', path.kind), isFilter('workload', path.name)],
            ),
          ),
          await fenceOf(visibility, path.cluster),
        ),
    },
    getEntityCosts: {
      answer: async ({ path, query, visibility }) =>
        reports.report(
          question(query, entityScope(path, query.cluster)),
          await fenceOf(visibility),
        ),
    },
    getCostWork: {
      answer: async ({ query, visibility }) =>
        works.work(fleet(query), await fenceOf(visibility)),
    },
    exportCosts: {
      answer: async ({ query: { format = 'csv', ...query }, visibility }) =>
        exportCosts(fleet(query), await fenceOf(visibility), format, {
          reader,
          reports,
          settings: cost,
          providers: () => readProviders(knex),
        }),
    },
    getAllocation: {
      answer: async ({ query, visibility }) =>
        answerAllocation(query, await fenceOf(visibility), allocation),
    },
    computeAllocation: {
      answer: async ({ query, visibility }) =>
        answerAllocation(query, await fenceOf(visibility), allocation),
    },
    getAllocationSummary: {
      answer: async ({ query, visibility }) =>
        answerAllocationSummary(query, await fenceOf(visibility), allocation),
    },
  };
}
