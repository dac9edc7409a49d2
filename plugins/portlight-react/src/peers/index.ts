export * from './EntityPeersCard';
export * from './PeersView';
export * from './ServicePeersSection';
export * from './ServiceView';
