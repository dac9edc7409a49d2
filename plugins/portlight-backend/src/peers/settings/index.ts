export { DEFAULT_PEERS_SETTINGS, type PeersSettings } from './PeersSettings';
export { PEERS_SHAPE, readPeersSettings } from './readPeersSettings';
