export { type ContainerFacts, scalesBy } from './facts';
export { KRR_DAYS, sizeKrr } from './krr';
export { memoryNeed, sizePortlight } from './portlight';
export {
  DEFAULT_STRATEGY_SETTINGS,
  type KrrStrategy,
  type StrategySettings,
} from './settings';
export { confidenceFactor, sizeVpa, VPA_DAYS, vpaConfidence } from './vpa';
