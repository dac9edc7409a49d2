export { createPeerService, type OwnPeerService } from './createPeerService';
export type {
  ActiveTarget,
  Asker,
  PeerListener,
  PeerService,
  PeersRequest,
  ResolvedTarget,
  ResolvedTargets,
} from './PeerService';
export { createPeerHandlers } from './read/peerHandlers';
export { forgottenTargets } from './targets/forgottenTargets';
export {
  type PeerClient,
  type PeerRequest,
  PeerRequestError,
  type PeerResponse,
  type ReachablePeer,
} from './reach/PeerClient';
export { type TargetKey, targetKeyText } from './targets/Target';
