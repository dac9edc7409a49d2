export { EntityPeersCard, EntityPeersContent } from './EntityPeersContent';
