export { costFigure } from './costFigure';
export { COST_TABS } from './CostFrame';
export { CostPageView, type CostPageViewProps } from './CostPageView';
export { CostSection, type CostSectionProps } from './CostSection';
export { CostsView } from './CostsView';
export { CostTab } from './CostTab';
export { NamespaceCost } from './NamespaceCost';
export {
  EntityCostCard,
  EntityCostView,
  type EntityCostProps,
} from './EntityCostView';
export {
  costOfClusters,
  useClusterCosts,
  useFleetCosts,
} from './useFleetCosts';
