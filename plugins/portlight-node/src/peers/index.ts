export * from './DiscoveryMethodFactory';
export * from './watchPeers';
