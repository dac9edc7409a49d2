export type { HealthContext } from './HealthContext';
export {
  assess,
  assessHealth,
  findProblems,
  recheckAfter,
  type Assessment,
} from './assessHealth';
export { isPartOfWorkload, type ObjectProblem } from './objectProblems';
export {
  PROBLEM_CAUSES,
  type ProblemCause,
  type ProblemCauseDefinition,
} from './problemCauses';
export {
  CLUSTER_HEALTH_RANK,
  HEALTH_RANK,
  HEALTH_STATUSES,
  compareHealth,
  worstHealth,
} from './rank';
export {
  CLUSTER_HEALTH_THRESHOLDS,
  assessClusterHealth,
  type ClusterHealthInput,
  type ClusterWorkload,
} from './assessClusterHealth';
export { describeCluster, describeFleet } from './describeFleet';
