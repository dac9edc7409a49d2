export { EntityCostCard, EntityCostContent } from './EntityCostContent';
