export { EntityHealthCard, EntityHealthContent } from './EntityHealthContent';
