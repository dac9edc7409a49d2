export { EntityHealthCard, EntityHealthContent } from './EntityHealthContent';
export { runsInKubernetes } from './entityFilter';
