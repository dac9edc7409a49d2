import type { Knex } from 'knex';
import type { OperationHandlers } from '../api/operations';
import { type ClusterReader, unknownCluster } from '../clusters/read';
import { ClusterRows } from '../database';
import { countObjects } from '../inventory/read';
import { seesParts, type Visibility } from '../permissions';
import { readHistory, sumFleetHealth } from './fleetHealth';
import type { ProblemReader } from './ProblemReader';

/** Answers what is asked about the fleet's and a cluster's health. */
export function createHealthHandlers(options: {
  knex: Knex;
  rows?: ClusterRows;
  clusters: ClusterReader;
  problems: ProblemReader;
}): Pick<
  OperationHandlers,
  'getFleetHealth' | 'getClusterHealth' | 'listProblems' | 'listProblemGroups'
> {
  const { knex, clusters, problems } = options;
  const { rows = new ClusterRows(knex) } = options;

  const fleetHealth = async (
    visibility: Visibility,
    names?: readonly string[],
  ) => {
    // Of their figures only those of nodes are summed.
    const documents = await clusters.judged(visibility, names);
    return {
      ...(seesParts(visibility) && { restricted: true }),
      ...sumFleetHealth(
        documents,
        await countObjects({ knex, rows, visibility, clusters: names }),
        await readHistory(knex, Date.now(), visibility, names),
      ),
    };
  };

  return {
    // No revision for the figures: their history moves without one.
    getFleetHealth: {
      answer: ({ query, visibility }) => fleetHealth(visibility, query.cluster),
    },
    getClusterHealth: {
      answer: async ({ path, visibility }) => {
        const answer = await fleetHealth(visibility, [path.cluster]);
        if (answer.clusters.total === 0) {
          throw unknownCluster(path.cluster);
        }
        return answer;
      },
    },
    listProblems: {
      revision: ({ query, visibility }) =>
        clusters.revision(visibility, query.cluster),
      answer: ({ query, visibility }) => problems.list(query, visibility),
    },
    listProblemGroups: {
      revision: ({ query, visibility }) =>
        clusters.revision(visibility, query.cluster),
      answer: ({ query, visibility }) => problems.listGroups(query, visibility),
    },
  };
}
