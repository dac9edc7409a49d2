export * from './types';
export {
  formatHostPort,
  isPath,
  readHostPort,
  readPort,
  type HostPort,
} from './addresses';
export {
  PEER_ANNOTATIONS,
  annotation,
  invalidAnnotation,
  readPeerAnnotations,
  type Annotations,
  type PeerAnnotations,
} from './annotations';
export { readEntityDiscovery, type EntityDiscovery } from './discoveryOptions';
export {
  addressPeer,
  peersOfAddresses,
  peersOfSrv,
  readAddresses,
  type AddressPeer,
  type SrvRecord,
} from './addressPeers';
export {
  MAXIMUM_PEERS,
  applyDiscoveryEvent,
  comparePeers,
} from './comparePeers';
export {
  comparePeerHealth,
  describePeer,
  hasAnswered,
  type PeerReadings,
} from './describePeer';
export {
  clockSkew,
  describePeers,
  formatClockSkew,
  formatFactor,
  latencyOf,
  peerFindings,
  slowPeers,
  versionsOf,
  type PeerFinding,
} from './describePeers';
export {
  httpSdDocument,
  peersOfHttpSd,
  readHttpSd,
  type HttpSdGroup,
  type HttpSdPeer,
} from './httpSd';
export {
  isSelf,
  peersOfEndpointSlices,
  peersOfPods,
  type PeerPod,
  type PeerSelf,
  type PeerSurroundings,
} from './kubernetesPeers';
export {
  chooseLiveness,
  findPort,
  isKnownToExpose,
  monitorWish,
  podPorts,
  probeWish,
  readPorts,
  scrapeWishes,
  type PeerPort,
  type ProbeWish,
  type ScrapeWish,
} from './metricsEndpoint';
export { monitorWishes, type Monitored } from './monitors';
export {
  applyProbe,
  judgeProbeAnswer,
  judgeProbeFailure,
  type ProbeOutcome,
  type ProbeState,
  type ProbeThresholds,
} from './probes';
export { peersOfPrometheusTargets } from './prometheusTargets';
