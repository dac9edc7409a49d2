import type { Knex } from 'knex';
import type { OperationHandlers } from '../api/operations';
import { type ClusterReader, unknownCluster } from '../clusters/read';
import { countObjects } from '../inventory/read';
import { readHistory, sumFleetHealth } from './fleetHealth';
import type { ProblemReader } from './ProblemReader';

/** Answers what is asked about the fleet's and a cluster's health. */
export function createHealthHandlers(options: {
  knex: Knex;
  clusters: ClusterReader;
  problems: ProblemReader;
}): Pick<
  OperationHandlers,
  'getFleetHealth' | 'getClusterHealth' | 'listProblems' | 'listProblemGroups'
> {
  const { knex, clusters, problems } = options;

  const fleetHealth = async (names?: readonly string[]) => {
    const documents = await clusters.documents(names);
    return sumFleetHealth(
      documents,
      await countObjects(knex, names),
      await readHistory(knex, Date.now(), names),
    );
  };

  return {
    // No revision for the figures: their history moves without one.
    getFleetHealth: {
      answer: ({ query }) => fleetHealth(query.cluster),
    },
    getClusterHealth: {
      answer: async ({ path }) => {
        const answer = await fleetHealth([path.cluster]);
        if (answer.clusters.total === 0) {
          throw unknownCluster(path.cluster);
        }
        return answer;
      },
    },
    listProblems: {
      revision: ({ query }) => clusters.revision(query.cluster),
      answer: ({ query }) => problems.list(query),
    },
    listProblemGroups: {
      revision: ({ query }) => clusters.revision(query.cluster),
      answer: ({ query }) => problems.listGroups(query),
    },
  };
}
