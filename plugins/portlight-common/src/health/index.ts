export type { HealthContext } from './HealthContext';
export { assess, assessHealth, type Assessment } from './assessHealth';
export { PROBLEM_CAUSES, type ProblemCause } from './problemCauses';
export {
  CLUSTER_HEALTH_RANK,
  HEALTH_RANK,
  HEALTH_STATUSES,
  compareHealth,
} from './rank';
export {
  assessClusterHealth,
  type ClusterHealthInput,
  type ClusterWorkload,
} from './assessClusterHealth';
export { describeCluster, describeFleet } from './describeFleet';
