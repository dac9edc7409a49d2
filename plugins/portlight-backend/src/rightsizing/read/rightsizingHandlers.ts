import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type CostNotice,
  PortlightError,
  type RightsizingReport,
  type RightsizingStrategy,
} from '@portlight/plugin-portlight-common';
import type { OperationHandlers } from '../../api/operations';
import { requireSelector } from '../../entities/requireSelector';
import { objectNotFound, type RecordReader } from '../../inventory/read';
import { seesParts, type Visibility } from '../../permissions';
import type { RightsizingSettings } from '../settings';
import type {
  RightsizingQuestion,
  RightsizingReader,
} from './RightsizingReader';

/** The operations about rightsizing. */
export type RightsizingOperation =
  | 'listRightsizing'
  | 'getEntityRightsizing'
  | 'getWorkloadRightsizing'
  | 'listRightsizingAdvice';

/** What {@link createRightsizingHandlers} is made of. */
export interface RightsizingHandlersOptions {
  reader: RightsizingReader;
  records: Pick<RecordReader, 'get'>;
  catalog: CatalogService;
  settings: RightsizingSettings;
  currency: string;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

const DEFAULT_LIMIT = 100;
const NO_USAGE: CostNotice = {
  code: 'no-usage',
  message:
    'What this workload uses is not known: nothing of it was measured in the days that recommendations go by. They need the metrics of its cluster (metrics.k8s.io) and a day of samples.',
};

/** `Kind/name`. */
function readWorkload(workload: string | undefined): {
  kind?: string[];
  name?: string[];
} {
  if (workload === undefined) return {};
  const slash = workload.indexOf('/');
  if (slash < 1 || slash === workload.length - 1) {
    throw new PortlightError({
      code: 'invalid-request',
      status: 400,
      message: `\`workload\` has to be a kind and a name, such as Deployment/cart, not \`${workload}\``,
    });
  }
  return {
    kind: [workload.slice(0, slash)],
    name: [workload.slice(slash + 1)],
  };
}

/** Answers what should be requested, and what else should be different. */
export function createRightsizingHandlers(
  options: RightsizingHandlersOptions,
): Pick<OperationHandlers, RightsizingOperation> {
  const { reader, records, catalog, settings, currency } = options;
  const { now = Date.now } = options;

  const notices = async (
    clusters: readonly string[] | undefined,
    visibility: Visibility,
  ): Promise<CostNotice[]> => {
    if (!settings.enabled) {
      return [
        {
          code: 'disabled',
          message:
            'Nothing is recommended: `portlight.rightsizing.enabled` is off in the configuration.',
        },
      ];
    }
    const waiting = await reader.waiting(clusters, visibility);
    return [
      ...(waiting.length > 0
        ? [
            {
              code: 'not-computed',
              message:
                'Some clusters were not looked at yet; that happens within minutes after they were read.',
              clusters: waiting,
            },
          ]
        : []),
      ...(seesParts(visibility)
        ? [
            {
              code: 'restricted',
              message:
                'You see a part of the clusters: the sums are of that part, and whether nodes can go is for those who see all.',
            },
          ]
        : []),
    ];
  };

  const report = async (
    question: Omit<RightsizingQuestion, 'strategy' | 'limit'> & {
      strategy?: RightsizingStrategy;
      limit?: number;
      /** Clusters of which it is said which nodes can go. */
      whole?: readonly string[] | 'all';
    },
    visibility: Visibility,
  ): Promise<RightsizingReport> => {
    const {
      strategy = settings.strategy,
      limit = DEFAULT_LIMIT,
      whole,
    } = question;
    const { items, total, saving } = await reader.workloads(
      { ...question, strategy, limit },
      visibility,
    );
    return {
      strategy,
      currency,
      items,
      total,
      theoreticalSaving: saving,
      realisable:
        whole === undefined
          ? []
          : await reader.realisable(
              strategy,
              whole === 'all' ? undefined : whole,
              visibility,
            ),
      notices: await notices(question.filters.cluster, visibility),
    };
  };

  return {
    listRightsizing: {
      answer: async ({ query, visibility }) => {
        const { cluster, namespace, owner, workload, search } = query;
        const narrowed = namespace ?? owner ?? workload ?? search;
        return report(
          {
            strategy: query.strategy,
            limit: query.limit,
            filters: {
              cluster,
              namespace,
              owner,
              search,
              ...readWorkload(workload),
            },
            whole: narrowed === undefined ? cluster ?? 'all' : undefined,
          },
          visibility,
        );
      },
    },
    getEntityRightsizing: {
      answer: async ({ path, query, credentials, visibility }) => {
        const selector = await requireSelector(
          catalog,
          stringifyEntityRef(path),
          credentials,
        );
        return report(
          {
            strategy: query.strategy,
            limit: query.limit,
            filters: { cluster: query.cluster },
            selector,
          },
          visibility,
        );
      },
    },
    getWorkloadRightsizing: {
      answer: async ({ path, query, visibility }) => {
        if (!(await records.get(path, visibility))) throw objectNotFound(path);
        const { cluster, namespace, kind, name } = path;
        const found = await report(
          {
            strategy: query.strategy,
            limit: query.limit,
            filters: {
              cluster: [cluster],
              namespace: [namespace],
              kind: [kind],
              name: [name],
            },
          },
          visibility,
        );
        return found.items.length > 0 || found.notices.length > 0
          ? found
          : { ...found, notices: [NO_USAGE] };
      },
    },
    listRightsizingAdvice: {
      answer: async ({ query, visibility }) => {
        const { type: types, cluster, namespace, owner } = query;
        const { items, total, saving } = await reader.advice(
          {
            types,
            cluster,
            namespace,
            owner,
            limit: query.limit ?? DEFAULT_LIMIT,
            now: Math.floor(now() / 1000),
          },
          visibility,
        );
        return {
          items,
          total,
          currency,
          monthlySaving: saving,
          notices: await notices(cluster, visibility),
        };
      },
    },
  };
}
