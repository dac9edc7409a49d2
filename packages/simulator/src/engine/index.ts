export { ClusterEngine, type ClusterEngineOptions } from './ClusterEngine';
export { Timeline, type Timer } from './Timeline';
export {
  World,
  type BehaviourMatch,
  type BehaviourRule,
  type ContainerBehaviour,
} from './World';
