import type { Peer } from '@portlight/plugin-portlight-common';
import { HostLink } from '../components';
import type { LinkTarget } from '../host/PortlightHost';

/** The page of a peer's pod; undefined for one that is only an address. */
export function peerTarget(peer: Peer): LinkTarget | undefined {
  const { cluster, namespace, pod } = peer;
  return cluster !== undefined && namespace !== undefined && pod !== undefined
    ? { page: 'pod', cluster, namespace, name: pod }
    : undefined;
}

/** The name of a peer, leading to its pod where it has one. */
export function PeerLink(props: { peer: Peer; className?: string }) {
  const { peer, className } = props;
  const target = peerTarget(peer);
  return target ? (
    <HostLink to={target} className={className}>
      {peer.name}
    </HostLink>
  ) : (
    <span className={className}>{peer.name}</span>
  );
}
