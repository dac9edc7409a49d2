export {
  Authorizer,
  type AccessAttributes,
  type TokenUser,
  type User,
} from './authorization/Authorizer';
export type { PolicyRule } from './authorization/rules';
export type { Cluster, ComponentCheck, VersionInfo } from './Cluster';
export {
  ControlError,
  ControlRoutes,
  type ControlHandler,
  type ControlRequest,
  type ControlResponse,
} from './ControlRoutes';
export type * from './providers';
export {
  Simulator,
  startSimulator,
  type ClusterOptions,
  type SimulatorOptions,
} from './Simulator';
